import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import ICAL from "ical.js";
import { listQuarantine } from "../../src/desk/list-quarantine.ts";
import type { ReleaseState } from "../../src/desk/explain-record.ts";
import type { ListedPart } from "../../src/desk/tasks/list-parts.ts";
import type { TaskAudience } from "../../src/desk/tasks/task-audience.ts";
import { taskCalendar } from "../../src/desk/tasks/task-calendar.ts";
import type { ListedDraft } from "../../src/desk/tasks/task-drafts.ts";
import type { ProposedTask } from "../../src/desk/tasks/write-task.ts";
import type { HistoryLine } from "../../src/desk/tasks/task-history.ts";
import { operator } from "../../src/desk/viewer.ts";
import { writeRecord } from "../../src/desk/write-record.ts";
import type { Waiting } from "../../src/desk/waiting.ts";
import type { Bilingual } from "../../src/domain/bilingual.ts";
import { commitmentId } from "../../src/domain/derived-id.ts";
import { eventually, signedIn } from "./network.ts";
import {
  codeOf,
  frame,
  hour,
  must,
  part,
  startTaskNetwork,
  tasksOf,
  type TaskNetwork,
} from "./task-people.ts";

/* Baghdad and Damascus plan, commit to, change and finish something together; Washington sees what it may. */

let network: TaskNetwork;
let tasks: ReturnType<typeof tasksOf>;

before(async () => {
  network = await startTaskNetwork();
  tasks = tasksOf(network);
});
after(() => network.close());

/** A task with a part of Baghdad and one of Damascus that is known at both. */
async function agreed(changes: object = {}, theirs: object = {}, ours: object = {}) {
  const { id, parts } = await tasks.propose(
    "baghdad",
    [part("baghdad", ours), part("damascus", theirs)],
    changes,
  );
  const [own, other] = parts.map((one) => one.id) as [string, string];
  await tasks.seen("damascus", id, own);
  await tasks.seen("damascus", id, other);
  return { id, own, other };
}

test("proposed, accepted with conditions, changed and asked again, a clash found by both, solved, done", async () => {
  const { at, say, seen, clashes, change, readPart, readTask } = tasks;
  const crossing = (from: number, until: number) => [
    { key: "al-qaim", name: { ar: "معبر القائم" }, from: hour(from), until: hour(until) },
  ];
  const { id, own, other } = await agreed({}, { uses: crossing(1, 2) });
  assert.equal((await readPart("damascus", id, other))!.state, "proposed");
  const conditions = { ar: "بعد وصول الوحدة", en: "Once the unit has come" };
  await must(say("damascus", id, other, "accepted-with-conditions", { conditions, lang: "ar" }));
  await seen("baghdad", id, other, ({ state }) => state === "accepted-with-conditions");
  assert.deepEqual((await readPart("baghdad", id, other))!.commitment!.conditions, conditions);
  // Asked again: what was accepted is not what stands now.
  await must(change("baghdad", id, other, part("damascus", { uses: crossing(1, 3) })));
  for (const node of ["baghdad", "damascus"]) {
    await seen(node, id, other, ({ askedAgain, state }) => askedAgain && state === "proposed");
  }
  await must(say("damascus", id, other, "accepted"));
  await seen("baghdad", id, other, ({ state, askedAgain }) => state === "accepted" && !askedAgain);
  // A change of the whole asks everybody.
  await must(say("baghdad", id, own, "accepted"));
  const { modified } = (await readTask("baghdad", id))!;
  await must(at("baghdad")(`/api/tasks/${id}/versions`, { task: frame(), version: modified }));
  for (const node of ["baghdad", "damascus"]) {
    for (const one of [own, other]) await seen(node, id, one, ({ askedAgain }) => askedAgain);
  }
  await must(say("damascus", id, other, "accepted"));
  // Both want the crossing at one time: both find it, and nobody is ready.
  await must(change("baghdad", id, own, part("baghdad", { uses: crossing(2, 3) })));
  await must(say("baghdad", id, own, "accepted"));
  for (const node of ["baghdad", "damascus"]) {
    await eventually(async () => (await clashes(node, id))[0]?.blocks === true);
  }
  const [here] = await clashes("baghdad", id);
  const [there] = await clashes("damascus", id);
  assert.deepEqual(here, there);
  assert.equal(here!.kind, "shared-use");
  assert.deepEqual(here!.concerned, ["baghdad", "damascus"]);
  assert.equal(await codeOf(say("baghdad", id, own, "ready")), "clash-open");
  assert.equal(await codeOf(say("damascus", id, other, "ready")), "clash-open");
  assert.ok(!(await readPart("damascus", id, other))!.next.includes("ready"));
  // Solved by a change, which asks again.
  await must(change("baghdad", id, own, part("baghdad", { uses: crossing(3, 4) })));
  for (const node of ["baghdad", "damascus"]) {
    await eventually(async () => (await clashes(node, id)).length === 0);
  }
  for (const [node, one] of [
    ["baghdad", own],
    ["damascus", other],
  ] as const) {
    if (node === "baghdad") await must(say(node, id, one, "accepted"));
    for (const state of ["ready", "under-way", "done"]) await must(say(node, id, one, state));
  }
  for (const node of ["baghdad", "damascus"]) {
    for (const one of [own, other]) await seen(node, id, one, ({ state }) => state === "done");
  }
  const { lines } = await must<{ lines: HistoryLine[] }>(
    at("damascus")(`/api/tasks/${id}/history`),
  );
  const said = lines.filter(({ kind, by }) => kind === "commitment" && by === "damascus");
  assert.deepEqual(said.map(({ state }) => state).reverse(), [
    "accepted-with-conditions",
    "accepted",
    "accepted",
    "ready",
    "under-way",
    "done",
  ]);
  assert.equal(lines.filter(({ kind }) => kind === "joint-task").length, 2);
});

test("a clash that both accept with their reasons lets both be ready, until one of them changes", async () => {
  const { say, seen, clashes, change, accept, at } = tasks;
  const uses = [{ key: "bridge", name: { en: "Bridge" }, from: hour(1), until: hour(2) }];
  const { id, own, other } = await agreed({}, { uses }, { uses });
  await must(say("baghdad", id, own, "accepted"));
  await must(say("damascus", id, other, "accepted"));
  await eventually(async () => (await clashes("baghdad", id)).length === 1);
  await eventually(async () => (await clashes("damascus", id)).length === 1);
  await seen("damascus", id, own, ({ state }) => state === "accepted");
  const [clash] = await clashes("damascus", id);
  const parts = await Promise.all([own, other].map((one) => tasks.readPart("damascus", id, one)));
  const order = parts.map((one) => `${one!.record["created"]} ${one!.id}`).sort();
  assert.equal(clash!.owner, order[1]!.endsWith(own) ? "baghdad" : "damascus");
  const stale = { ...clash!, parts: clash!.parts.map((one) => ({ ...one, modified: hour(0) })) };
  assert.equal(await codeOf(accept("damascus", stale)), "task-changed");
  assert.equal(await codeOf(accept("washington", clash!)), "clash-not-ours");
  await must(accept("damascus", clash!));
  await eventually(async () => (await clashes("baghdad", id))[0]!.acceptances.length === 1);
  assert.equal((await clashes("baghdad", id))[0]!.state, "open");
  assert.equal(await codeOf(say("damascus", id, other, "ready")), "clash-open");
  await must(accept("baghdad", clash!));
  for (const node of ["baghdad", "damascus", "washington"]) {
    await eventually(async () => (await clashes(node, id))[0]?.state === "accepted");
  }
  await must(say("damascus", id, other, "ready"));
  await seen("baghdad", id, other, ({ state }) => state === "ready");
  // Another version of one part: what was accepted is another clash now, and "ready" is no more than accepted.
  await must(change("baghdad", id, own, part("baghdad", { uses })));
  await must(say("baghdad", id, own, "accepted"));
  for (const node of ["baghdad", "damascus"]) {
    await seen(node, id, other, ({ state, blocked }) => state === "accepted" && blocked);
  }
  const open = await must<{ clashes: { id: string }[] }>(at("damascus")("/api/clashes?state=open"));
  assert.ok(open.clashes.some((one) => one.id === clash!.id));
});

test("no one partner's word settles a clash; where a third one wrote a part two people decide without an answer", async () => {
  const { at, propose, seen, say, clashes, accept } = tasks;
  const where = { geometry: { type: "Point", coordinates: [60, 30] }, radius: 200 };
  const to = (...releasableTo: string[]) => ({ ...where, releasableTo });
  const theirs = await propose("washington", [part("washington", to("damascus", "baghdad"))]);
  const ours = await propose("baghdad", [part("damascus", to("damascus", "washington"))]);
  const [first, second] = [theirs.parts[0]!.id, ours.parts[0]!.id];
  for (const node of ["baghdad", "damascus", "washington"]) {
    await seen(node, theirs.id, first);
    await seen(node, ours.id, second);
  }
  await must(say("washington", theirs.id, first, "accepted"));
  await seen("damascus", theirs.id, first, ({ state }) => state === "accepted");
  await must(say("damascus", ours.id, second, "accepted"));
  const known = async () => (await clashes("damascus", ours.id))[0]!;
  const ready = () => codeOf(say("damascus", ours.id, second, "ready"));
  assert.deepEqual((await known()).concerned, ["damascus", "washington"]);
  assert.deepEqual((await known()).unheard, ["washington"]);
  const { audience } = await must<{ audience: string[] }>(accept("damascus", await known()));
  assert.deepEqual(audience, [], "neither list holds the other's writer");
  assert.equal((await known()).state, "open");
  assert.equal(await ready(), "clash-open");
  const alone = async (who: ReturnType<typeof at>, order: (ids: string[]) => string[]) => {
    const versions = Object.fromEntries(
      (await known()).parts.map(({ id, modified }) => [id, modified] as const),
    );
    const said = { reason: { ar: "لا جواب" }, lang: "ar", alone: true };
    const ordered = Object.fromEntries(
      order(Object.keys(versions)).map((id) => [id, versions[id]]),
    );
    return who(`/api/clashes/${(await known()).id}/acceptance`, { ...said, versions: ordered });
  };
  const another = await signedIn(network.members["damascus"]!, "liaison");
  assert.equal(await codeOf(alone(at("damascus"), (ids) => ids)), "acceptance-waits");
  const waiting = async () =>
    (await must<{ waiting: Waiting[] }>(another("/api/waiting"))).waiting.filter(
      ({ kind }) => kind === "acceptance-alone",
    );
  const [asked, ...others] = await waiting();
  assert.deepEqual([asked?.id, asked?.task, others], [(await known()).id, ours.id, []]);
  await must(alone(another, (ids) => ids.toReversed()));
  assert.equal((await known()).state, "accepted");
  assert.deepEqual(await waiting(), []);
  assert.ok(
    (await known()).acceptances.every((one) => one.alone),
    "and the list says so",
  );
  assert.equal(await ready(), undefined);
  assert.equal(
    (await clashes("washington", theirs.id))[0]!.state,
    "open",
    "its own word is its own",
  );
});

test("a part that is cancelled under way stands until its performer ends it, and is in the way till then", async () => {
  const { at, propose, seen, say, clashes, readPart } = tasks;
  const where = { geometry: { type: "Point", coordinates: [63, 33] }, radius: 200 };
  const { id, parts } = await propose("baghdad", [part("damascus", where)]);
  const one = parts[0]!.id;
  await seen("damascus", id, one);
  for (const state of ["accepted", "ready", "under-way"])
    await must(say("damascus", id, one, state));
  await seen("baghdad", id, one, ({ state }) => state === "under-way");
  const version = (await readPart("baghdad", id, one))!.modified;
  await must(at("baghdad")(`/api/tasks/${id}/parts/${one}/cancel`, { version }));
  await seen("damascus", id, one, ({ state, calledOff }) => state === "under-way" && calledOff);
  assert.deepEqual((await readPart("damascus", id, one))!.next, ["done", "aborted"]);
  const next = await propose("damascus", [part("damascus", where)]);
  assert.equal((await clashes("damascus", next.id)).length, 1);
  await must(say("damascus", id, one, "aborted"));
  assert.deepEqual(await clashes("damascus", next.id), []);
  await seen("baghdad", id, one, ({ state }) => state === "cancelled");
});

test("a part that is not released to Washington leaves no trace there", async () => {
  const { at, say, seen, readPart, readTask, clashes } = tasks;
  const uses = [{ key: "ford", name: { en: "Ford" }, from: hour(1), until: hour(2) }];
  const hidden = { releasableTo: ["damascus"], uses };
  const { id, own, other } = await agreed({}, { ...hidden, dependsOn: [] }, { uses });
  await seen("washington", id, own);
  const [follows] = (
    await must<{ parts: { id: string }[] }>(
      at("baghdad")(`/api/tasks/${id}/parts`, {
        parts: [part("baghdad", { from: hour(5), until: hour(6), dependsOn: [other, own] })],
      }),
    )
  ).parts;
  await must(say("damascus", id, other, "accepted"));
  const note = { content: { en: "Wait for us" }, part: other };
  await must(at("damascus")(`/api/tasks/${id}/notes`, note));
  await seen("baghdad", id, other, ({ state }) => state === "accepted");
  await eventually(async () => (await clashes("baghdad", id)).length === 1);
  await seen("damascus", id, follows!.id, ({ dependsOn }) => dependsOn.length === 2);
  // What comes after it has come: so has all that would have come before.
  const last = await tasks.propose("baghdad", []);
  await eventually(async () => (await readTask("washington", last.id)) !== null);
  await seen("washington", id, follows!.id, ({ dependsOn }) => dependsOn.length === 1);
  assert.equal(await readPart("washington", id, other), null);
  assert.deepEqual((await readTask("washington", id))!.parts, { proposed: 2 });
  assert.deepEqual(await clashes("washington", id), []);
  const { store } = network.members["washington"]!.node.desk;
  const bodies = (await store.scan(0, 100_000)).map(({ body }) => body).join();
  assert.ok(bodies.includes(own));
  assert.ok(!bodies.includes(other), "neither the part nor anything that tells of it");
  const calendar = await calendarAt("washington", id);
  assert.ok(calendar.includes(own) && !calendar.includes(other));
});

async function calendarAt(node: string, id: string): Promise<string> {
  const { desk } = network.members[node]!.node;
  return taskCalendar(desk, operator("test"), "ar", { task: id });
}

test("who suspends its part tells all who depend on it, by way of others too, and only them", async () => {
  const { at, say, seen, readPart } = tasks;
  const { id, parts } = await tasks.propose("baghdad", [
    part("damascus", { key: "first" }),
    part("baghdad", { key: "second", dependsOn: ["first"], from: hour(4), until: hour(5) }),
    part("baghdad", { dependsOn: ["second"], from: hour(6), until: hour(7) }),
    part("baghdad", { from: hour(8), until: hour(9) }),
  ]);
  const [first, second, third, fourth] = parts.map((one) => one.id) as [
    string,
    string,
    string,
    string,
  ];
  await seen("damascus", id, third);
  await must(say("damascus", id, first, "accepted"));
  await seen("baghdad", id, first, ({ state }) => state === "accepted");
  const told: string[] = [];
  const end = network.members["baghdad"]!.node.desk.events.on(({ type, data }) => {
    const { id, because } = data as { id: string; because?: string };
    if (type === "task" && because === "suspended") told.push(id);
  });
  const reason = { ar: "ضباب كثيف" };
  await must(say("damascus", id, first, "suspended", { reason }));
  await seen("baghdad", id, first, ({ state }) => state === "suspended");
  end();
  assert.deepEqual(told.sort(), [second, third].sort());
  assert.deepEqual((await readPart("baghdad", id, first))!.commitment!.reason, reason);
  for (const node of ["baghdad", "damascus"]) {
    assert.deepEqual((await readPart(node, id, third))!.suspendedBelow, [first]);
    assert.deepEqual((await readPart(node, id, fourth))!.suspendedBelow, []);
  }
  // Each decides alone, and is told what it goes on without.
  const said = async (state: string) => {
    const { part, note } = await must<{ part: ListedPart; note: Bilingual | null }>(
      say("baghdad", id, third, state),
    );
    assert.equal(part.state, state);
    return note;
  };
  const accepted = (await said("accepted"))!;
  assert.equal(
    accepted.en,
    "What this part depends on is suspended: “Part of damascus” (damascus).",
  );
  assert.match(accepted.ar, /^عُلّق ما يتوقف عليه هذا الجزء: «جزء damascus»/);
  const version = (await tasks.readTask("baghdad", id))!.modified;
  await must(at("baghdad")(`/api/tasks/${id}/state`, { state: "suspended", version }));
  assert.match(
    (await said("accepted"))!.en,
    /^baghdad suspended this task as a whole\. .* suspended: /,
  );
  assert.equal(await said("suspended"), null);
  const circle = { part: part("damascus", { dependsOn: [third] }), version: "" };
  circle.version = (await readPart("baghdad", id, first))!.modified;
  const changed = at("baghdad")(`/api/tasks/${id}/parts/${first}/versions`, circle);
  assert.equal(await codeOf(changed), "dependency-circle");
});

test("nobody's commitment is set by another: it is refused here and held for checking there", async () => {
  const { say, seen, readPart } = tasks;
  const { id, own, other } = await agreed();
  await seen("washington", id, other);
  assert.equal(await codeOf(say("baghdad", id, other, "accepted")), "commitment-not-performer");
  const { desk } = network.members["washington"]!.node;
  const part = desk.live.get(other)!;
  const frame = desk.live.get(id)!;
  const forged = (by: string) =>
    writeRecord(
      desk,
      {
        type: "commitment",
        id: commitmentId(other, by),
        texts: {},
        properties: {
          part_ref: other,
          part_modified: part.object.modified,
          task_modified: frame.object.modified,
          commitment_state: "accepted",
        },
      },
      { classification: "restricted", topics: ["coordination"] },
    );
  for (const by of ["damascus", "washington"]) await forged(by);
  const held = async (node: string) =>
    (await listQuarantine(network.members[node]!.node.desk, operator("test"), { limit: 50 }))
      .filter(({ partner }) => partner === "washington")
      .map(({ code }) => code)
      .sort();
  for (const node of ["baghdad", "damascus"]) {
    await eventually(async () => (await held(node)).length === 2);
    assert.deepEqual(await held(node), ["commitment-by-another", "schema-invalid"]);
    assert.equal((await readPart(node, id, other))!.state, "proposed");
  }
  await must(say("damascus", id, other, "accepted"));
  await seen("baghdad", id, other, ({ state }) => state === "accepted");
  await must(say("baghdad", id, own, "accepted"));
});

test("a part that is taken back is gone with its clash; a restart keeps all", async () => {
  const { at, say, seen, readPart, clashes } = tasks;
  const here = { geometry: { type: "Point", coordinates: [43, 33] }, radius: 100 };
  const { id, own, other } = await agreed(
    {},
    { ...here, dependsOn: ["own"] },
    { ...here, key: "own" },
  );
  await must(
    say("damascus", id, other, "accepted-with-conditions", { conditions: { en: "By day" } }),
  );
  await seen("baghdad", id, other, ({ state }) => state === "accepted-with-conditions");
  await eventually(async () => (await clashes("damascus", id)).length === 1);
  const before = await clashes("baghdad", id);
  for (const node of ["baghdad", "damascus"]) {
    const shown = await readPart(node, id, other);
    assert.deepEqual(shown!.dependsOn, [own]);
    await network.members[node]!.stop();
    await network.members[node]!.start();
    assert.deepEqual(await readPart(node, id, other), shown);
  }
  assert.deepEqual(await clashes("baghdad", id), before);
  await must(
    at("baghdad")(`/api/records/${own}/recall`, { reason: "mistaken", from: ["damascus"] }),
  );
  await eventually(async () => (await readPart("damascus", id, own)) === null);
  await eventually(async () => (await clashes("damascus", id)).length === 0);
  assert.deepEqual(await clashes("baghdad", id), before);
});

test("a draft is checked for clashes and goes to nobody until it is proposed", async () => {
  const { at, readTask, clashes } = tasks;
  const here = { geometry: { type: "Point", coordinates: [44, 33] }, radius: 100 };
  const { id, own } = await agreed({}, {}, here);
  const parts = [part("damascus", here), part("baghdad", here)];
  const kept = await must<ListedDraft>(at("baghdad")("/api/tasks/drafts", { ...frame(), parts }));
  assert.deepEqual(
    kept.clashes.map(({ between }) => [...between].sort()).sort(),
    [[own, kept.parts[0]!].sort(), [own, kept.parts[1]!].sort(), [...kept.parts].sort()].sort(),
  );
  assert.deepEqual(await network.members["baghdad"]!.node.desk.store.offersOf(kept.id), []);
  assert.equal((await clashes("baghdad", id)).length, 0, "a draft is in nobody's way");
  const again = await must<ListedDraft>(
    at("baghdad")(`/api/tasks/drafts/${kept.id}`, {
      draft: { ...frame(), parts: parts.slice(0, 1) },
      version: kept.modified,
    }),
  );
  assert.equal(again.id, kept.id);
  const version = again.modified;
  await must(at("baghdad")(`/api/tasks/drafts/${kept.id}/propose`, { version }));
  await eventually(async () => (await readTask("damascus", kept.id)) !== null);
  assert.equal((await clashes("baghdad", id)).length, 1);
  assert.equal(await codeOf(at("baghdad")(`/api/tasks/drafts/${kept.id}`)), "draft-not-found");
});

test("who will get a task and its parts is told ahead as it then goes", async () => {
  const { at } = tasks;
  const draft = {
    ...frame(),
    parts: [
      part("damascus", { key: "first" }),
      part("damascus", { releasableTo: ["washington"], key: "listed" }),
      part("baghdad", { releasableTo: [], key: "nobody" }),
      part("damascus", { dependsOn: ["nobody"] }),
    ],
  };
  const ahead = await must<TaskAudience>(at("baghdad")("/api/tasks/audience", draft));
  const { audience, parts } = await must<ProposedTask>(at("baghdad")("/api/tasks", draft));
  const told = (states: ReleaseState[] | null) =>
    states!.flatMap(({ partner, released }) => (released ? [partner] : []));
  assert.deepEqual(told(ahead.task), [...audience].sort());
  assert.deepEqual(
    ahead.parts.map(told),
    parts.map((one) => [...one.audience].sort()),
  );
  assert.ok(told(ahead.task).includes("damascus"));
  assert.deepEqual(told(ahead.parts[2]!), []);
  const unsound = { ...draft, parts: [part("damascus", { phase: "unknown" })] };
  assert.deepEqual(
    (await must<TaskAudience>(at("baghdad")("/api/tasks/audience", unsound))).parts,
    [null],
  );
});

test("a draft says what it lacks, part by part, and is proposed once it lacks nothing", async () => {
  const { at } = tasks;
  const parts = [
    part("damascus", { lang: undefined }),
    part("baghdad"),
    part("atlantis", { until: hour(0) }),
    part("baghdad", { phase: "unknown" }),
    part("baghdad", { dependsOn: ["zz"] }),
  ];
  const draft = { ...frame({ lang: undefined }), parts };
  const kept = await must<ListedDraft>(at("baghdad")("/api/tasks/drafts", draft));
  assert.deepEqual(
    kept.faults.map(({ part, code }) => [part, code]),
    [
      [null, "draft-invalid"],
      [0, "draft-invalid"],
      [2, "partner-unknown"],
      [3, "draft-invalid"],
      [4, "draft-invalid"],
    ],
  );
  assert.match(kept.faults[0]!.detail.en, /"lang".*say which is the original/);
  assert.match(kept.faults[4]!.detail.en, /"dependsOn": there is no part zz here/);
  let { modified: version } = kept;
  const propose = () => at("baghdad")(`/api/tasks/drafts/${kept.id}/propose`, { version });
  const save = async (draft: object) => {
    const path = `/api/tasks/drafts/${kept.id}`;
    const answer = await must<ListedDraft>(at("baghdad")(path, { draft, version }));
    version = answer.modified;
    return answer;
  };
  assert.equal(await codeOf(propose()), "draft-invalid");
  const sound = { ...frame(), parts: [part("damascus"), part("baghdad", { lang: undefined })] };
  const better = await save(sound);
  assert.deepEqual(
    better.faults.map(({ part }) => part),
    [1],
  );
  const refused = await propose();
  assert.match((refused.body as { detail: { en: string } }).detail.en, /"parts\.1\.lang"/);
  await save({ ...sound, parts: parts.slice(1, 2) });
  await must(propose());
});

test("bad input gets a clear answer and leaves nothing", async () => {
  const { at, say, readPart, readTask, change } = tasks;
  const { id, own, other } = await agreed();
  const standing = () =>
    ["baghdad", "damascus"].flatMap((node) =>
      (["joint-task", "task-part", "commitment"] as const).map((kind) =>
        [...network.members[node]!.node.desk.live.ofKind(kind)].map(({ row }) => row),
      ),
    );
  await must(say("damascus", id, other, "accepted"));
  await tasks.seen("baghdad", id, other, ({ state }) => state === "accepted");
  const before = standing();
  const bow = [
    [
      [41, 34],
      [42, 35],
      [42, 34],
      [41, 35],
      [41, 34],
    ],
  ];
  const flat = [
    [
      [41, 34],
      [42, 34],
      [41, 34],
      [41, 34],
    ],
  ];
  const ring = Array.from({ length: 10_001 }, (_, index) => {
    const turn = (2 * Math.PI * (index % 10_000)) / 10_000;
    return [41 + Math.cos(turn) / 2, 34 + Math.sin(turn) / 2];
  });
  const area = (coordinates: unknown) => ({ geometry: { type: "Polygon", coordinates } });
  const nowhere = "task-part--00000000-0000-4000-8000-000000000000";
  for (const [changes, code] of [
    [area(bow), "activity-invalid"],
    [area(flat), "activity-invalid"],
    [area([ring]), "activity-invalid"],
    [area([]), "activity-invalid"],
    [{ from: hour(3), until: hour(3) }, "draft-invalid"],
    [{ from: hour(3), until: hour(2) }, "draft-invalid"],
    [{ height: { from: 200, to: 100 } }, "activity-invalid"],
    [{ phase: "unknown" }, "draft-invalid"],
    [{ mayCross: ["unknown"] }, "draft-invalid"],
    [{ performer: "atlantis" }, "partner-unknown"],
    [{ dependsOn: [nowhere] }, "draft-invalid"],
    [{ unit: "unit--00000000-0000-4000-8000-000000000000" }, "draft-invalid"],
    [{ topics: ["weather"] }, "topic-unknown"],
    [{ key: "a", dependsOn: ["a"] }, "dependency-circle"],
    [{ lang: undefined }, "draft-invalid"],
  ] as const) {
    const parts = [part("damascus", changes)];
    const added = at("baghdad")(`/api/tasks/${id}/parts`, { parts });
    assert.equal(await codeOf(added), code, JSON.stringify(changes).slice(0, 200));
  }
  const many = Array.from({ length: 499 }, () => part("damascus"));
  const tooMany = at("baghdad")(`/api/tasks/${id}/parts`, { parts: many });
  assert.equal(await codeOf(tooMany), "parts-too-many");
  for (const [changes, code] of [
    [{ from: hour(3), until: hour(2) }, "draft-invalid"],
    [
      {
        boundaries: [
          {
            key: "b",
            name: { en: "b" },
            type: "boundary",
            line: { type: "Point", coordinates: [41, 34] },
          },
        ],
      },
      "activity-invalid",
    ],
  ] as const) {
    assert.equal(await codeOf(at("baghdad")("/api/tasks", frame(changes))), code);
  }
  // What was read is not the latest any more.
  const versions = {
    part: (await readPart("damascus", id, other))!.modified,
    task: (await readTask("damascus", id))!.modified,
  };
  const commitment = `/api/tasks/${id}/parts/${other}/commitment`;
  const stale = { ...versions, state: "ready", part: hour(-48) };
  assert.equal(await codeOf(at("damascus")(commitment, stale)), "task-changed");
  const skipped = { ...versions, state: "done" };
  assert.equal(await codeOf(at("damascus")(commitment, skipped)), "commitment-state-wrong");
  const bare = { ...versions, state: "accepted-with-conditions" };
  assert.equal(await codeOf(at("damascus")(commitment, bare)), "draft-invalid");
  const silent = { ...versions, state: "declined" };
  assert.equal(await codeOf(at("damascus")(commitment, silent)), "reason-missing");
  assert.equal(await codeOf(change("damascus", id, own, part("baghdad"))), "task-not-own");
  const old = { part: part("baghdad"), version: hour(-48) };
  assert.equal(
    await codeOf(at("baghdad")(`/api/tasks/${id}/parts/${own}/versions`, old)),
    "task-changed",
  );
  const state = { state: "cancelled", version: versions.task };
  assert.equal(await codeOf(at("damascus")(`/api/tasks/${id}/state`, state)), "task-not-own");
  assert.deepEqual(standing(), before);
  // Cancelled by who proposed it: over for all.
  await must(at("baghdad")(`/api/tasks/${id}/state`, state));
  await tasks.seen(
    "damascus",
    id,
    other,
    (one) => one.state === "cancelled" && one.next.length === 0,
  );
  const late = at("damascus")(`/api/tasks/${id}/parts`, { parts: [part("damascus")] });
  assert.equal(await codeOf(late), "task-over");
});

test("parts of several tasks come in one answer, page after page, of no task that is not here", async () => {
  const { at } = tasks;
  const [one, two] = [await agreed(), await agreed({ releasableTo: ["damascus"] })];
  const read = (node: string, query: string) =>
    must<{ parts: ListedPart[]; more: boolean }>(
      at(node)(`/api/parts?task=${one.id}&task=${two.id}${query}`),
    );
  const whole = await read("damascus", "");
  const ids = whole.parts.map(({ id }) => id);
  assert.deepEqual([...ids].sort(), [one.own, one.other, two.own, two.other].sort());
  assert.equal(whole.more, false);
  const first = await read("damascus", "&limit=3");
  const rest = await read("damascus", `&limit=3&before=${first.parts.at(-1)!.id}`);
  assert.deepEqual([first.more, rest.more], [true, false]);
  assert.deepEqual(
    [...first.parts, ...rest.parts].map(({ id }) => id),
    ids,
  );
  await tasks.seen("washington", one.id, one.own);
  assert.ok((await read("washington", "")).parts.every(({ task }) => task === one.id));
});

test("a task of 500 parts is one commit and arrives whole", async () => {
  const { at, readTask } = tasks;
  const parts = Array.from({ length: 500 }, (_, index) => ({
    name: { ar: `جزء ${index}` },
    ...{ performer: "damascus", from: hour(1), until: hour(2), classification: "restricted" },
    ...(index > 0 && { dependsOn: [`p${index - 1}`] }),
    key: `p${index}`,
  }));
  const { id } = await tasks.propose("baghdad", parts);
  const more = at("baghdad")(`/api/tasks/${id}/parts`, { parts: [part("damascus")] });
  assert.equal(await codeOf(more), "parts-too-many");
  await eventually(async () => (await readTask("damascus", id))?.parts.proposed === 500);
  const page = await must<{ parts: ListedPart[]; more: boolean }>(
    at("damascus")(`/api/tasks/${id}/parts?limit=100`),
  );
  assert.equal(page.more, true);
  const rest = await must<{ parts: ListedPart[]; more: boolean }>(
    at("damascus")(`/api/tasks/${id}/parts?limit=500&before=${page.parts.at(-1)!.id}`),
  );
  assert.deepEqual([rest.parts.length, rest.more], [400, false]);
});

test("a calendar holds what stands and nothing that would break it", async () => {
  const name = { ar: "إغلاق الطريق; شرق القائم، عند الجسر ".repeat(5), en: "a\r\nBEGIN:VEVENT" };
  const { id, parts } = await tasks.propose("baghdad", [part("damascus", { name, lang: "ar" })]);
  const text = await calendarAt("baghdad", id);
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 76, line);
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  assert.deepEqual(
    events.map(({ uid }) => uid),
    [id, parts[0]!.id],
  );
  assert.ok(events[1]!.summary.startsWith(name.ar));
  assert.equal(events[1]!.startDate.toJSDate().toISOString(), hour(1));
  assert.equal(events[1]!.endDate.toJSDate().toISOString(), hour(3));
  assert.equal(events[1]!.component.getFirstPropertyValue("status"), "TENTATIVE");
});
