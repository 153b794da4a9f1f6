import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ListedCheck } from "../../src/desk/tasks/list-checks.ts";
import type { ListedClash } from "../../src/desk/tasks/list-clashes.ts";
import { addPlace, removePlace } from "../../src/desk/protected/write-places.ts";
import { openCheckAnswers } from "../../src/desk/tasks/answer-checks.ts";
import { checkAnswerId } from "../../src/domain/derived-id.ts";
import { operator } from "../../src/desk/viewer.ts";
import { eventually, signedIn } from "./network.ts";
import {
  codeOf,
  hour,
  must,
  part,
  startTaskNetwork,
  tasksOf,
  type TaskNetwork,
} from "./task-people.ts";

/* Baghdad proposes parts; Damascus' node answers what it may say of them, and of its protected places the cells. */

let network: TaskNetwork;
let tasks: ReturnType<typeof tasksOf>;
const deskOf = (id: string) => network.members[id]!.node.desk;

before(async () => {
  network = await startTaskNetwork();
  tasks = tasksOf(network);
});
after(() => network.close());

const at = (lon: number, lat: number) => ({ type: "Point" as const, coordinates: [lon, lat] });
const hospital = (lon: number, lat: number, answerTo?: string[]) =>
  addPlace(deskOf("damascus"), "Amal", {
    name: { ar: "مستشفى" },
    kind: "hospital",
    geometry: at(lon, lat),
    ...(answerTo && { answerTo }),
  });

async function proposed(
  ...parts: [performer: string, lon: number, lat: number, changes?: object][]
) {
  const { id, parts: made } = await tasks.propose(
    "baghdad",
    parts.map(([performer, lon, lat, changes]) =>
      part(performer, { geometry: at(lon, lat), radius: 100, ...changes }),
    ),
  );
  for (const { id: one } of made) await tasks.seen("damascus", id, one);
  await openCheckAnswers(deskOf("damascus")).beat();
  return { task: id, parts: made.map((one) => one.id) };
}

async function checksAt(node: string, task: string, id: string): Promise<ListedCheck[]> {
  const { checks, note } = await must<{ checks: ListedCheck[]; note: { en: string } }>(
    tasks.at(node)(`/api/tasks/${task}/parts/${id}/checks`),
  );
  assert.equal(note.en, "An unlisted place is still protected.");
  return checks;
}

async function answered(task: string, id: string, check: (one: ListedCheck) => boolean) {
  await eventually(async () => (await checksAt("baghdad", task, id)).some(check));
  return (await checksAt("baghdad", task, id)).find(check)!;
}

test("near a protected place: areas to keep away from, a clash at both, dealt with by both; elsewhere an answer too", async () => {
  const place = await hospital(41.05, 34.39);
  const { task, parts } = await proposed(["baghdad", 41.051, 34.391], ["baghdad", 43, 36]);
  const [near, far] = parts as [string, string];
  const told = await answered(task, near, ({ keepAway }) => keepAway === "keep-away");
  assert.equal(told.areas!.type, "MultiPolygon");
  assert.doesNotMatch(JSON.stringify(told), /41\.05\D|34\.39\D|مستشفى/);
  assert.equal((await answered(task, far, () => true)).keepAway, "none-known");
  await must(tasks.say("baghdad", task, near, "accepted"));
  for (const node of ["baghdad", "damascus"]) {
    await eventually(async () => (await tasks.clashes(node, task)).length === 1);
  }
  const [clash] = await tasks.clashes("damascus", task);
  assert.equal(clash!.kind, "protected-place");
  assert.deepEqual(clash!.concerned, ["baghdad", "damascus"]);
  assert.equal(clash!.place, null, "Damascus' own place is not compared with what others do");
  assert.equal(await codeOf(tasks.say("baghdad", task, near, "ready")), "clash-open");
  const accept = async (node: string) =>
    must(tasks.accept(node, (await tasks.clashes(node, task))[0]!, "بعيداً عن البوابة"));
  await accept("baghdad");
  assert.equal(await codeOf(tasks.say("baghdad", task, near, "ready")), "clash-open");
  await accept("damascus");
  await eventually(async () => (await tasks.clashes("baghdad", task))[0]?.state === "accepted");
  await must(tasks.say("baghdad", task, near, "ready"));
  // Reality moves: the place is taken off the list, and the answer follows.
  await removePlace(deskOf("damascus"), operator("test"), place);
  await openCheckAnswers(deskOf("damascus")).beat();
  await answered(task, near, ({ keepAway }) => keepAway === "none-known");
  await eventually(async () => (await tasks.clashes("baghdad", task)).length === 0);
});

test("who said to keep away has no veto: after its own reason two people of whose part it is decide, until the areas are others", async () => {
  await hospital(37.05, 33.39);
  const { task, parts } = await proposed(["baghdad", 37.051, 33.391]);
  const [near] = parts as [string];
  await answered(task, near, ({ keepAway }) => keepAway === "keep-away");
  await must(tasks.say("baghdad", task, near, "accepted"));
  await eventually(async () => (await tasks.clashes("baghdad", task)).length === 1);
  const [clash] = await tasks.clashes("baghdad", task);
  const another = await signedIn(network.members["baghdad"]!, "liaison");
  const versions = { [near]: clash!.parts[0]!.modified };
  const accept = (who: typeof another, alone = true) =>
    who(`/api/clashes/${clash!.id}/acceptance`, {
      ...{ reason: { ar: "بعيداً عن البوابة" }, lang: "ar", versions, ...(alone && { alone }) },
    });
  assert.equal(await codeOf(accept(another)), "draft-invalid", "Damascus was not asked yet");
  await must(accept(another, false));
  const stateAt = async (node: string) => (await tasks.clashes(node, task))[0]?.state;
  assert.equal(await codeOf(accept(another)), "acceptance-waits");
  assert.equal(await codeOf(accept(another)), "acceptance-waits", "still one person");
  assert.ok((await tasks.clashes("baghdad", task))[0]!.waiting);
  assert.equal(await stateAt("baghdad"), "open");
  await must(accept(tasks.at("baghdad")));
  assert.equal(await stateAt("baghdad"), "accepted");
  await eventually(async () => (await stateAt("damascus")) === "accepted");
  await must(tasks.say("baghdad", task, near, "ready"));
  // What else is protected since was not accepted.
  await hospital(37.07, 33.41);
  await openCheckAnswers(deskOf("damascus")).beat();
  await eventually(async () => (await stateAt("baghdad")) === "open");
  assert.equal((await tasks.readPart("baghdad", task, near))!.blocked, true);
});

test("one answer for each version, whatever there is to say, and a place that is not for the partner changes nothing of it", async () => {
  const ask = async (from: number) => {
    const when = { from: hour(from), until: hour(from + 1) };
    const { task, parts } = await proposed(["baghdad", 40.1, 35.1, when]);
    return answered(task, parts[0]!, () => true).then(async (check) => {
      const id = checkAnswerId(parts[0]!, "damascus");
      const versions = await deskOf("baghdad").store.versions(id, 100);
      const { modified: _, version: _version, ...said } = check;
      return { said, count: versions.length, length: versions[0]!.body.length };
    });
  };
  const without = await ask(10);
  await hospital(40.1, 35.1, []);
  await hospital(40.1, 35.1, ["washington"]);
  assert.deepEqual(await ask(12), without);
  assert.equal(without.count, 1);
});

test("a part that the asker does not have changes nothing of the answer", async () => {
  const hidden = part("damascus", { geometry: at(42.5, 35.5), radius: 100, releasableTo: [] });
  await tasks.propose("damascus", [hidden], { releasableTo: [] });
  const { task, parts } = await proposed(["baghdad", 42.5, 35.5], ["baghdad", 42.8, 35.8]);
  const [near, far] = parts as [string, string];
  assert.equal((await tasks.clashes("damascus", task)).length, 1, "its own people are warned");
  const said = async (id: string) => {
    const { clash, keepAway, remark } = await answered(task, id, () => true);
    return { clash, keepAway, remark };
  };
  assert.deepEqual(await said(near), await said(far));
  assert.deepEqual(await tasks.clashes("baghdad", task), []);
});

test("what is committed to in a part changes nothing of the answer", async () => {
  const where = { geometry: at(42.1, 35.2), radius: 100 };
  const { task, parts } = await proposed(["damascus", 42.1, 35.2], ["baghdad", 42.1, 35.2]);
  const [theirs, near] = parts as [string, string];
  const told = await answered(task, near, ({ clash }) => clash === "clash");
  const handling = { classification: "restricted" as const, releasableTo: [] };
  await must(
    tasks.say("damascus", task, theirs, "declined", {
      reason: { ar: "لا قوة متاحة" },
      lang: "ar",
      handling,
    }),
  );
  for (let beat = 0; beat < 2; beat++) await openCheckAnswers(deskOf("damascus")).beat();
  await must(tasks.change("baghdad", task, near, part("baghdad", where)));
  await answered(task, near, ({ current, modified }) => current && modified > told.modified);
  assert.equal((await answered(task, near, () => true)).clash, "clash");
});

test("what a person lets the partner know stands until the part is another one", async () => {
  const { task, parts } = await proposed(["baghdad", 44, 36.5]);
  const [id] = parts as [string];
  const { modified } = (await tasks.readPart("damascus", task, id))!;
  const answer = (body: object) =>
    tasks.at("damascus")(`/api/tasks/${task}/parts/${id}/check`, body);
  const remark = { ar: "وحدة أخرى على الطريق حتى الظهر" };
  await must(answer({ clash: "clash", remark, lang: "ar", version: modified }));
  const told = await answered(task, id, ({ clash }) => clash === "clash");
  assert.deepEqual(told.remark, remark);
  await openCheckAnswers(deskOf("damascus")).beat();
  assert.equal((await checksAt("damascus", task, id))[0]!.clash, "clash");
  await must(tasks.change("baghdad", task, id, part("baghdad", { geometry: at(44.1, 36.5) })));
  await eventually(async () => (await tasks.readPart("damascus", task, id))!.modified !== modified);
  await openCheckAnswers(deskOf("damascus")).beat();
  await answered(task, id, ({ clash, current }) => clash === "cannot-say" && current);
  assert.equal(await codeOf(answer({ clash: "clash", version: modified })), "task-changed");
});

test("own protected places stand against own parts alone, and what is said of them goes to nobody", async () => {
  await hospital(39.5, 34.5, []);
  const { task, parts } = await proposed(["damascus", 39.5, 34.5]);
  const [id] = parts as [string];
  await must(tasks.say("damascus", task, id, "accepted"));
  const [clash] = await tasks.clashes("damascus", task);
  assert.equal(clash!.place!.name.ar, "مستشفى");
  assert.equal(await codeOf(tasks.say("damascus", task, id, "ready")), "clash-open");
  const versions = { [id]: clash!.parts[0]!.modified };
  const { audience } = await must<{ clash: ListedClash; audience: string[] }>(
    tasks.at("damascus")(`/api/clashes/${clash!.id}/acceptance`, {
      ...{ reason: { ar: "مع طاقم المستشفى" }, lang: "ar", versions },
    }),
  );
  assert.deepEqual(audience, []);
  await must(tasks.say("damascus", task, id, "ready"));
  assert.deepEqual(await tasks.clashes("baghdad", task), []);
});
