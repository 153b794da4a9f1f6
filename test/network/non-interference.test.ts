import assert from "node:assert/strict";
import test from "node:test";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { backfill } from "../../src/desk/backfill.ts";
import { baghdad, damascusSigner, roadCut, sampleNow } from "../../src/desk/check/samples.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { acceptClash } from "../../src/desk/tasks/accept-clash.ts";
import { commitPart } from "../../src/desk/tasks/commit-part.ts";
import type { PartDraft } from "../../src/desk/tasks/task-draft.ts";
import { addParts } from "../../src/desk/tasks/write-parts.ts";
import { operator } from "../../src/desk/viewer.ts";
import { proposeTask, type ProposedTask } from "../../src/desk/tasks/write-task.ts";
import { composeRecord } from "../../src/domain/compose-record.ts";
import { commitmentId } from "../../src/domain/derived-id.ts";
import { labelMarking } from "../../src/domain/label-marking.ts";
import { pngSample } from "../../src/domain/image/samples.ts";
import { labelOfDraft, type ReportDraft } from "../../src/domain/report-draft.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { stixTime } from "../../src/domain/time.ts";
import { signObject } from "../../src/proof/signature.ts";
import { firstLine, framed } from "../../src/exchange/bundle/frames.ts";
import { readBundle } from "../../src/exchange/bundle/read-bundle.ts";
import { type Content, openSegment, sealSegment } from "../../src/exchange/bundle/segment.ts";
import { mintReleased } from "../../src/release/mint-released.ts";
import { fc } from "../seed.ts";
import {
  allPages,
  ask,
  assertAlike,
  bilateral,
  deliver,
  foreignReport,
  inbox,
  outbox,
  type Steps,
  type World,
} from "./alike.ts";
import { bundlePieces } from "./bundles.ts";

/*
 * Two nodes that differ only in what may never go to Damascus look the same to Damascus, byte for byte, whatever it asks:
 * pages, cursors, manifests, headers, sizes, statuses, errors, receipts, and bundles: their size, and what Damascus finds in
 * them. Both nodes have the same clock and the same
 * random numbers; what only the second one does draws its random numbers elsewhere.
 */

/** A bundle for Damascus: the size of each piece, and what Damascus opens of it. */
async function bundle({ desk }: World, pages: { objects: number; octets: number }) {
  const pieces = await bundlePieces(desk, "damascus", { pages });
  return pieces.map((bytes, index) => {
    const from = index === 0 ? firstLine.length + 4 : 4;
    const { name, part, body } = openSegment(bytes.subarray(from), damascusSigner)!;
    return { size: bytes.length, name, part, body: Buffer.from(body).toString() };
  });
}

/** Damascus hands over a bundle with these objects; what its people are told of it. */
function bundleFromDamascus(world: World, number: number, objects: readonly unknown[]) {
  const after = (sampleNow + number) * 1000;
  const body = mintReleased(Buffer.from(objects.map((one) => JSON.stringify(one)).join()));
  const parts: Content[] = [
    { part: { part: "begin", after, have: number % 2 === 0 ? 0 : after, identities: [] } },
    { part: { part: "page", after, through: after + 1 }, body },
    { part: { part: "end" } },
  ];
  const of = { bundle: "00000000-0000-4000-8000-000000000000", from: "damascus", to: "baghdad" };
  const pieces = parts.map((content, index) => {
    const segment = { name: { ...of, number: index, written: sampleNow }, ...content };
    return framed(sealSegment(segment, damascusSigner, baghdad.keys[0]!));
  });
  return readBundle(world.desk, [firstLine, ...pieces]);
}

const draft: ReportDraft = { ...roadCut, source: "" };
delete draft.source;
const images = [{ content: pngSample().toString("base64") }];

const stretch = { from: "2015-03-12T06:00:00Z", until: "2015-03-12T09:00:00Z" };
const handling = { classification: "restricted", topics: ["border"] } as const;

/** All in one place at one time: each new one clashes with those before. */
const taskPart = (performer: string, changes: Partial<PartDraft> = {}): PartDraft => ({
  ...{ name: { en: "A part" }, performer, ...stretch, ...handling },
  geometry: { type: "Point", coordinates: [41, 34] },
  ...changes,
});

/** What Damascus says of its part, as it comes over the wire: the same bytes for both nodes. */
function foreignWord({ id, parts }: ProposedTask, { desk }: World) {
  const [, part] = parts;
  const label = labelOfDraft(handling);
  const modified = (of: StixId) => stixTime(desk.live.get(of)!.modified);
  const [word] = composeRecord(
    {
      ...{ type: "commitment", id: commitmentId(part!.id, "damascus"), lang: "en", texts: {} },
      properties: {
        ...{ part_ref: part!.id, part_modified: modified(part!.id), task_modified: modified(id) },
        commitment_state: "accepted",
      },
    },
    { originator: "damascus", label, now: sampleNow, mode: null },
  );
  return [labelMarking(label).object, signObject(word!, damascusSigner).object];
}

/** What may never go to Damascus, each for another reason. */
const hidden: Partial<ReportDraft>[] = [
  { classification: "secret" },
  { topics: ["force-position"] },
  { topics: ["border", "humanitarian"] },
  { caveats: ["no-foreign"] },
  { releasableTo: [] },
  { releasableTo: ["washington"] },
  { classification: "secret", images },
];

/** What both nodes do; what it gives is what Damascus sees. */
const common: Steps = fc.oneof(
  fc.constant({
    name: "report",
    run: async (world: World) => {
      world.reports.push((await submitReport(world.desk, draft)).record.id);
    },
  }),
  fc.nat(20).map((index) => ({
    name: `revise ${index}`,
    run: async ({ desk, reports }: World) => {
      const id = reports[index % reports.length];
      if (id) await reviseReport(desk, id, { ...draft, description: `again ${index}` });
    },
  })),
  fc.nat(20).map((index) => ({
    name: `revise ${index} with an image`,
    run: async ({ desk, reports }: World) => {
      const id = reports[index % reports.length];
      if (id) await reviseReport(desk, id, { ...draft, images });
    },
  })),
  fc.nat(20).map((index) => ({
    name: `recall ${index}`,
    run: async ({ desk, reports }: World) => {
      const id = reports[index % reports.length];
      if (id) await recallRecord(desk, id, { reason: "mistaken" });
    },
  })),
  fc.constant({
    name: "propose a task",
    run: async (world: World) => {
      const parts = [taskPart("baghdad"), taskPart("damascus")];
      const task = { name: { en: "A task" }, ...stretch, ...handling, parts };
      world.tasks.push(await proposeTask(world.desk, task));
    },
  }),
  fc.nat(9).map((index) => ({
    name: `accept own part ${index}`,
    run: async ({ desk, tasks }: World) => {
      const task = tasks[index % tasks.length];
      const [part] = task?.parts ?? [];
      if (!part || desk.live.referring(part.id, "commitment").length > 0) return;
      const version = (id: StixId) => stixTime(desk.live.get(id)!.modified);
      const read = { part: version(part.id), task: version(task!.id) };
      await commitPart(desk, part.id, { state: "accepted", ...read }, operator("test"));
    },
  })),
  fc.nat(9).map((index) => ({
    name: `Damascus accepts ${index}`,
    run: async (world: World) => {
      const task = world.tasks[index % world.tasks.length];
      if (!task) return undefined;
      return ask(world, "POST", inbox, JSON.stringify({ objects: foreignWord(task, world) }));
    },
  })),
  fc.nat(9).map((number) => ({
    name: `Damascus posts ${number}`,
    run: (world: World) => {
      const objects = foreignReport("damascus", 100 + number, draft);
      return ask(world, "POST", inbox, JSON.stringify({ objects }));
    },
  })),
  fc.nat(9).map((number) => ({
    name: `Damascus refers to what Washington may have sent: ${number}`,
    run: (world: World) => {
      const theirs = foreignReport("washington", 200 + number, draft).at(-1)!.id;
      const report = foreignReport("damascus", 300 + number, { ...draft, kind: "report" });
      const objects = report.map((object) => {
        if (object.type !== "report") return object;
        const refs = [...(object["object_refs"] as string[]), theirs];
        return signObject({ ...object, object_refs: refs }, damascusSigner).object;
      });
      return ask(world, "POST", inbox, JSON.stringify({ objects }));
    },
  })),
  fc
    .constantFrom(
      ...["objects/", "objects/?limit=3", "objects/?match[version]=all", "manifest/?limit=2"],
      ...["objects/?match[type]=incident,location", "manifest/?match[version]=all", ""],
      ...["objects/?added_after=2015-03-12T00:00:00Z", "objects/?next=nonsense", "none/"],
      ...["objects/incident--00000000-0000-4000-8000-000000000000/versions/"],
    )
    .map((path) => ({ name: path, run: (world: World) => ask(world, "GET", outbox + path) })),
  fc.nat(20).map((index) => ({
    name: `one report ${index}`,
    run: async (world: World) => {
      const id = world.reports[index % world.reports.length] ?? "incident--none";
      const versions = await ask(world, "GET", `${outbox}objects/${id}/versions/`);
      return [versions, await ask(world, "GET", `${outbox}objects/${id}/?match[version]=all`)];
    },
  })),
  fc.constant({ name: "all pages, by next", run: allPages }),
  fc
    .constantFrom({ objects: 3, octets: 1_000_000 }, { objects: 1000, octets: 4_000 })
    .map((pages) => ({
      name: `bundle ${pages.objects}`,
      run: (world: World) => bundle(world, pages),
    })),
  fc.nat(9).map((number) => ({
    name: `Damascus hands over a bundle ${number}`,
    run: (world: World) =>
      bundleFromDamascus(world, number, foreignReport("damascus", 500 + number, draft)),
  })),
  fc.constantFrom("/taxii2/", "/exchange/", "/exchange/collections/", inbox).map((url) => ({
    name: url,
    run: (world: World) => ask(world, "GET", url),
  })),
  fc.constant({
    name: "delete",
    run: (world: World) => ask(world, "DELETE", `${outbox}objects/x/`),
  }),
  fc.integer({ min: 1, max: 90_000 }).map((ms) => ({
    name: `${ms} ms pass`,
    run: async ({ clock }: World) => void (clock.now += ms),
  })),
);

/** What only the second node does. */
const secret: Steps = fc.oneof(
  fc.constantFrom(...hidden).map((part) => ({
    name: `hidden report ${JSON.stringify(part)}`,
    run: async (world: World) => {
      world.secrets.push((await submitReport(world.desk, { ...draft, ...part })).record.id);
    },
  })),
  fc.nat(20).map((index) => ({
    name: `revise hidden ${index}`,
    run: async ({ desk, secrets }: World) => {
      const id = secrets[index % secrets.length];
      if (id) await reviseReport(desk, id, { ...draft, classification: "secret", images });
    },
  })),
  fc.nat(20).map((index) => ({
    name: `recall hidden ${index}`,
    run: async ({ desk, secrets }: World) => {
      const id = secrets[index % secrets.length];
      if (id) await recallRecord(desk, id, { reason: "mistaken" });
    },
  })),
  fc.nat(9).chain((index) =>
    fc.constantFrom(...hidden).map((part) => ({
      name: `hidden part ${index} ${JSON.stringify(part)}`,
      run: async (world: World) => {
        const { desk, tasks, hiddenParts } = world;
        const task = tasks[index % tasks.length];
        if (!task) return;
        const dependsOn = task.parts.map(({ id }) => id);
        const draft = taskPart("damascus", { ...(part as Partial<PartDraft>), dependsOn });
        const [added] = await addParts(desk, task.id, [draft]);
        hiddenParts.push(added!.id);
      },
    })),
  ),
  fc.nat(20).map((index) => ({
    name: `accept the clash ${index} of what is hidden`,
    run: async ({ desk, hiddenParts }: World) => {
      const known = [...desk.tasks.clashes()].filter(({ clash }) =>
        clash.between.some((id) => hiddenParts.includes(id)),
      );
      const clash = known[index % known.length]?.clash;
      const parts = clash?.between.map((id) => desk.live.get(id)!) ?? [];
      if (!parts.some(({ object }) => object["performer"] === "baghdad")) return;
      const versions = Object.fromEntries(
        parts.map(({ id, modified }) => [id, stixTime(modified)]),
      );
      await acceptClash(desk, clash!.id, { reason: { en: "by radio" }, versions });
    },
  })),
  fc.nat(9).map((number) => ({
    name: `Washington sends ${number}`,
    run: (world: World) =>
      deliver(world, "washington", foreignReport("washington", 200 + number, draft)),
  })),
  fc.nat(9).map((number) => ({
    name: `Washington sends what nothing is known of ${number}`,
    run: (world: World) =>
      deliver(world, "washington", foreignReport("washington", 400 + number, draft).slice(-1)),
  })),
  fc.constant({
    name: "an agreement with Washington",
    run: async ({ desk }: World) => {
      const parties = ["baghdad", "washington"];
      const { form } = await proposeAgreement(desk, { ...bilateral, parties });
      await signAgreement(desk, form.id, { act: "sign" });
      await backfill(desk);
    },
  }),
);

test("what may never go to Damascus changes nothing that Damascus can see", async () => {
  const { seen, kept } = await assertAlike({ common, hidden: secret }, { numRuns: 12, most: 60 });
  assert.ok(seen > 100 && kept > 20, `${seen} answers, ${kept} hidden reports`);
});
