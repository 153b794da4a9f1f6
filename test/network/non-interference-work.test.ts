import assert from "node:assert/strict";
import test from "node:test";
import { backfill } from "../../src/desk/backfill.ts";
import { baghdad, damascusSigner, sampleNow } from "../../src/desk/check/samples.ts";
import { freeDue } from "../../src/desk/free-held.ts";
import { addPlace, removePlace } from "../../src/desk/protected/write-places.ts";
import { answerRequest } from "../../src/desk/requests/answer-request.ts";
import { listRequests } from "../../src/desk/requests/list-requests.ts";
import { tellOverdue } from "../../src/desk/requests/tell-overdue.ts";
import { endRequest, writeRequest } from "../../src/desk/requests/write-request.ts";
import { acceptClash } from "../../src/desk/tasks/accept-clash.ts";
import { answerCheck } from "../../src/desk/tasks/check-answer.ts";
import { commitPart } from "../../src/desk/tasks/commit-part.ts";
import { listClashes } from "../../src/desk/tasks/list-clashes.ts";
import { performerOf } from "../../src/desk/tasks/joint-task.ts";
import { writeNote } from "../../src/desk/tasks/task-notes.ts";
import { saveDraft } from "../../src/desk/tasks/task-drafts.ts";
import type { PartDraft } from "../../src/desk/tasks/task-draft.ts";
import { addParts } from "../../src/desk/tasks/write-parts.ts";
import { proposeTask } from "../../src/desk/tasks/write-task.ts";
import { writeUnit } from "../../src/desk/units/write-unit.ts";
import { operator } from "../../src/desk/viewer.ts";
import { askWarning, decideWarning } from "../../src/desk/warnings/ask-warning.ts";
import { makeSituationReport } from "../../src/desk/watch/situation/make-report.ts";
import { writeEntry } from "../../src/desk/watch/write-entry.ts";
import { composeRecord } from "../../src/domain/compose-record.ts";
import { commitmentId } from "../../src/domain/derived-id.ts";
import { labelMarking } from "../../src/domain/label-marking.ts";
import { labelOfDraft } from "../../src/domain/report-draft.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { stixTime } from "../../src/domain/time.ts";
import { signObject } from "../../src/proof/signature.ts";
import { fc } from "../seed.ts";
import {
  allPages,
  ask,
  assertAlike,
  deliver,
  inbox,
  outbox,
  type Steps,
  washingtonSigner,
  type World,
} from "./alike.ts";

/*
 * What partners do together: requests, joint tasks, checks, places, the watch. Whatever of it may never go to Damascus changes
 * neither what Damascus is told nor how often nor when: not the answers to its checks, nor the beat at which they come.
 */

const stretch = { from: "2015-03-12T06:00:00Z", until: "2015-03-12T09:00:00Z" };
const handling = { classification: "restricted", topics: ["border"] } as const;
const person = operator("Amal");
/** Far from each other; each new part clashes with those in the same one. */
const spots = [
  [41, 34],
  [43, 36],
] as const;
const at = (spot: number) => ({ type: "Point" as const, coordinates: [...spots[spot % 2]!] });
const spot = fc.nat(1);

const taskPart = (performer: string, where: number, changes: Partial<PartDraft> = {}) => ({
  ...{ name: { en: "A part" }, performer, ...stretch, ...handling, geometry: at(where) },
  ...changes,
});

const task = (parts: PartDraft[]) => ({
  ...{ name: { en: "A task" }, ...stretch, ...handling, parts },
});

/** An id that says by whom and which. */
const idOf = (type: string, by: string, number: number): StixId =>
  `${type}--00000000-0000-4000-8000-${by === "damascus" ? "d" : "a"}${String(number).padStart(11, "0")}`;

type Foreign = "damascus" | "washington";

/** A task of a partner with one part, as it comes over the wire: the same bytes for both nodes. */
function foreignTask(by: Foreign, number: number, { where = 0, version = 0 } = {}) {
  const times = { start_time: "2015-03-12T06:00:00.000Z", stop_time: "2015-03-12T09:00:00.000Z" };
  return foreign(by, version, [
    {
      ...{ type: "joint-task", id: idOf("joint-task", by, number), texts: { name: { en: "T" } } },
      properties: { task_state: "proposed", ...times },
    },
    {
      ...{ type: "task-part", id: idOf("task-part", by, number), texts: { name: { en: "P" } } },
      properties: {
        ...{ task_ref: idOf("joint-task", by, number), performer: "baghdad" },
        ...{ part_state: "proposed", geometry: at(where), ...times },
      },
    },
  ]);
}

function foreignRequest(number: number) {
  const properties = {
    ...{ request_number: `1108${number}0ZMAR15-ABCDE`, request_kind: "information" },
    ...{ request_state: "open", precedence: "routine" },
  };
  const texts = { name: { en: "Is the road open?" } };
  return foreign("damascus", 0, [
    { type: "request", id: idOf("request", "damascus", number), texts, properties },
  ]);
}

type Draft = Omit<Parameters<typeof composeRecord>[0], "lang" | "id" | "type"> & {
  type: string;
  id: StixId;
};

function foreign(by: Foreign, version: number, drafts: readonly Draft[]) {
  const label = labelOfDraft(handling);
  const signer = by === "damascus" ? damascusSigner : washingtonSigner;
  const context = { originator: by, label, created: sampleNow, mode: null };
  const objects = drafts.flatMap(({ type, ...draft }) =>
    composeRecord(
      { ...draft, type: type as "task-part", lang: "en" },
      { ...context, now: sampleNow + version },
    ),
  );
  return [labelMarking(label).object, ...objects.map((one) => signObject(one, signer).object)];
}

const post = (world: World, objects: unknown) =>
  ask(world, "POST", inbox, JSON.stringify({ objects }));

/** A part that Damascus wrote, where it is here. */
const theirs = ({ desk }: World, number: number) =>
  desk.live.get(idOf("task-part", "damascus", number));

const version = ({ desk }: World, id: StixId) => stixTime(desk.live.get(id)!.modified);

const common: Steps = fc.oneof(
  fc.tuple(fc.nat(4), spot, fc.nat(2)).map(([number, where, change]) => ({
    name: `Damascus proposes ${number} at ${where}, ${change}`,
    run: (world: World) =>
      post(world, foreignTask("damascus", number, { where, version: change * 1000 })),
  })),
  {
    weight: 3,
    arbitrary: fc.constant({
      name: "a beat",
      run: async (world: World) => {
        world.clock.now += 5000;
        await world.answers.beat();
        return allPages(world);
      },
    }),
  },
  fc.tuple(fc.constantFrom("baghdad", "damascus"), spot).map(([performer, where]) => ({
    name: `propose to ${performer} at ${where}`,
    run: async (world: World) => {
      world.tasks.push(await proposeTask(world.desk, task([taskPart(performer, where)])));
    },
  })),
  fc.nat(4).map((number) => ({
    name: `a person answers the check ${number}`,
    run: async (world: World) => {
      const part = theirs(world, number);
      if (!part) return;
      const word = { clash: "no-clash" as const, version: stixTime(part.modified) };
      await answerCheck(world.desk, part.id, word, person.name);
    },
  })),
  spot.map((where) => ({
    name: `a place for all at ${where}`,
    run: async ({ desk }: World) => void (await addPlace(desk, person.name, place(where))),
  })),
  fc.constant({
    name: "ask Damascus",
    run: async ({ desk }: World) => {
      await writeRequest(desk, { ...question, to: ["damascus"] });
    },
  }),
  fc.nat(4).map((number) => ({
    name: `Damascus asks ${number}`,
    run: (world: World) => post(world, foreignRequest(number)),
  })),
  fc.nat(4).map((number) => ({
    name: `answer Damascus ${number}`,
    run: async ({ desk }: World) => {
      const request = desk.live.get(idOf("request", "damascus", number));
      if (request) await answerRequest(desk, request.id, { state: "accepted" });
    },
  })),
  fc.nat(9).map((index) => ({
    name: `note on task ${index}`,
    run: async ({ desk, tasks }: World) => {
      const found = tasks[index % tasks.length];
      if (found) await writeNote(desk, found.id, { content: { en: "Agreed" } });
    },
  })),
  fc.constant({
    name: "the chores",
    run: async ({ desk, clock }: World) => {
      clock.now += 30_000;
      desk.board.policy();
      await backfill(desk);
      await tellOverdue(desk);
      desk.tasks.timePasses();
      await freeDue(desk);
    },
  }),
  fc.constant({
    name: "a status",
    run: async (world: World) => {
      const answer = (await post(world, foreignRequest(9))) as { body: string };
      const { id } = JSON.parse(answer.body) as { id: string };
      return [answer, await ask(world, "GET", `/exchange/status/${id}/`)];
    },
  }),
  fc
    .constantFrom(
      ...["/exchange/status/00000000-0000-4000-8000-000000000000/", `${outbox}objects/?limit=0`],
      ...[`${outbox}manifest/?added_after=never`, "/exchange/collections/none/objects/"],
      ...[`${outbox}objects/?match[id]=${idOf("task-part", "damascus", 1)}`],
      ...[`${outbox}manifest/?match[type]=check-answer,request`, "/exchange/nothing/"],
    )
    .map((path) => ({ name: path, run: (world: World) => ask(world, "GET", path) })),
  fc.constantFrom("{", '{"objects":[{}]}', '{"objects":7}', "[]").map((text) => ({
    name: `Damascus posts ${text}`,
    run: (world: World) => ask(world, "POST", inbox, text),
  })),
);

const place = (where: number, answerTo?: string[]) => ({
  ...{ name: { ar: "مستشفى" }, kind: "hospital" as const, geometry: at(where) },
  ...(answerTo && { answerTo }),
});

const question = {
  ...{ kind: "information" as const, name: { en: "Who is at the bridge?" } },
  ...{ precedence: "routine" as const, classification: "restricted" as const, topics: ["border"] },
};

/** For nobody, or for another one than Damascus. */
const recipients = fc.constantFrom<string[][]>([], ["washington"]);
/** Places that are hidden. */
const placed = new WeakMap<World, string[]>();

const hidden: Steps = fc.oneof(
  fc.tuple(fc.nat(4), spot, recipients).map(([number, where, releasableTo]) => ({
    name: `a part beside those of Damascus' task ${number}, for ${releasableTo.join()}`,
    run: async ({ desk, hiddenParts }: World) => {
      const id = idOf("joint-task", "damascus", number);
      if (!desk.live.get(id)) return;
      const [added] = await addParts(desk, id, [taskPart("baghdad", where, { releasableTo })]);
      hiddenParts.push(added!.id);
    },
  })),
  fc.tuple(spot, recipients).map(([where, releasableTo]) => ({
    name: `a task at ${where}, for ${releasableTo.join()}`,
    run: async ({ desk, hiddenParts }: World) => {
      const whole = task([taskPart("baghdad", where, { releasableTo })]);
      const { id, parts } = await proposeTask(desk, { ...whole, releasableTo });
      hiddenParts.push(id, parts[0]!.id);
    },
  })),
  fc
    .tuple(fc.nat(4), fc.constantFrom("accepted" as const, "declined" as const))
    .map(([number, state]) => ({
      name: `${state}, and that goes to nobody: ${number}`,
      run: async (world: World) => {
        const part = theirs(world, number);
        if (!part) return;
        const stands = world.desk.tasks.standing(part);
        if (stands?.state !== "proposed") return;
        const frame = part.object["task_ref"] as StixId;
        await commitPart(
          world.desk,
          part.id,
          {
            ...{ state, part: version(world, part.id), task: version(world, frame), lang: "en" },
            ...(state === "declined" && { reason: { en: "No force left" } }),
            handling: { ...handling, releasableTo: [] },
          },
          person,
        );
        world.secrets.push(commitmentId(part.id, baghdad.id));
      },
    })),
  fc.nat(20).map((index) => ({
    name: `accept the clash ${index} of what is hidden`,
    run: async ({ desk, hiddenParts }: World) => {
      const known = [...desk.tasks.clashes()].filter(({ clash }) =>
        clash.between.some((id) => hiddenParts.includes(id)),
      );
      const clash = known[index % known.length]?.clash;
      const parts = clash?.between.flatMap((id) => desk.live.get(id) ?? []) ?? [];
      if (!parts.some((part) => performerOf(part) === baghdad.id)) return;
      const versions = Object.fromEntries(
        parts.map(({ id, modified }) => [id, stixTime(modified)]),
      );
      await acceptClash(desk, clash!.id, { reason: { en: "by radio" }, versions });
    },
  })),
  fc.tuple(spot, recipients).map(([where, answerTo]) => ({
    name: `a place at ${where}, for ${answerTo.join()}`,
    run: async (world: World) => {
      const id = await addPlace(world.desk, person.name, place(where, answerTo));
      placed.set(world, [...(placed.get(world) ?? []), id]);
    },
  })),
  fc.constant({
    name: "a hidden place is no more",
    run: async (world: World) => {
      const id = placed.get(world)?.pop();
      if (id !== undefined) await removePlace(world.desk, person, id);
    },
  }),
  fc.tuple(fc.nat(4), spot).map(([number, where]) => ({
    name: `Washington proposes ${number} at ${where}`,
    run: (world: World) =>
      deliver(world, "washington", foreignTask("washington", number, { where })),
  })),
  fc.boolean().map((withdrawn) => ({
    name: "ask Washington",
    run: async ({ desk, secrets }: World) => {
      const { record } = await writeRequest(desk, { ...question, to: ["washington"] });
      if (withdrawn) await endRequest(desk, record.id, "withdrawn");
      secrets.push(record.id);
    },
  })),
  fc.constant({
    name: "a warning by two, for whom no agreement reaches",
    run: async ({ desk, clock, secrets }: World) => {
      const headline = { en: "The bridge gives way" };
      const warning = { danger: "other" as const, headline, geometry: at(0) };
      const id = await askWarning(desk, "Amal", { ...warning, from: stixTime(clock.now) });
      await decideWarning(desk, "Basil", id, { approve: true, over: false });
      secrets.push(id);
    },
  }),
  fc.constant({
    name: "a unit",
    run: async ({ desk, secrets }: World) => {
      const unit = { name: { en: "Company" }, kind: "army" as const, readiness: "ready" as const };
      const { record } = await writeUnit(desk, { ...unit, ...handling, releasableTo: [] });
      secrets.push(record.id);
    },
  }),
  fc.constant({
    name: "the watch writes",
    run: async ({ desk, clock }: World) => {
      const label = { classification: "restricted" as const, caveats: [] };
      await writeEntry(desk, person, { text: "Quiet", label, records: [], partners: ["damascus"] });
      const period = { from: clock.now - 86_400_000, until: clock.now };
      const order = { ...period, lang: "en" as const, label, releasableTo: [] };
      await makeSituationReport(desk, person, order, new Map());
    },
  }),
  fc.constant({
    name: "people think and read",
    run: async ({ desk }: World) => {
      await saveDraft(desk, person, task([taskPart("damascus", 0)]), person.name);
      await listClashes(desk, person, { limit: 100 });
      await listRequests(desk, person, { limit: 100 });
    },
  }),
);

test("what partners do together and may never go to Damascus changes nothing that Damascus is told, nor when", async () => {
  const { seen, kept } = await assertAlike({ common, hidden }, { numRuns: 8, most: 60 });
  assert.ok(seen > 80 && kept > 15, `${seen} answers, ${kept} hidden records`);
});
