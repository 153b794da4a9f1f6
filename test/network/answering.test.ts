import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { LabelChoice } from "../../src/domain/report-draft.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { stixTime } from "../../src/domain/time.ts";
import { uuid4 } from "../../src/domain/uuid.ts";
import { commitmentId } from "../../src/domain/derived-id.ts";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { listQuarantine } from "../../src/desk/list-quarantine.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { commitPart } from "../../src/desk/tasks/commit-part.ts";
import { proposeTask } from "../../src/desk/tasks/write-task.ts";
import { operator } from "../../src/desk/viewer.ts";
import { rewriteRecord, writeRecord } from "../../src/desk/write-record.ts";
import { AppError } from "../../src/errors.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, startNetwork, type Network } from "./network.ts";

/* Damascus answers what Baghdad wrote; Washington has all from both, but not everything may be passed on to it. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const versionAt = (at: string, id: string) =>
  readRecord(deskOf(at), operator("test"), id).then(
    ({ modified }) => modified,
    () => null,
  );
const choice: LabelChoice = { classification: "restricted", topics: ["supply-route"] };

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"]);
  const both = (a: string, b: string) =>
    agree(
      network,
      bilateral([a, b], {
        grants: [
          { id: "there", from: [a], to: [b], reshare: "any" },
          { id: "back", from: [b], to: [a], reshare: "any" },
        ],
      }),
    );
  await both("baghdad", "damascus");
  await both("baghdad", "washington");
  await both("damascus", "washington");
});
after(() => network.close());

async function noteOn(id: StixId): Promise<StixId> {
  const desk = deskOf("damascus");
  const { record } = await writeRecord(
    desk,
    {
      type: "note",
      id: `note--${uuid4(desk.random)}`,
      lang: "ar",
      texts: { content: { ar: "الطريق سالك منذ الظهر", en: "The road is open since noon" } },
      properties: { object_refs: [id] },
    },
    choice,
  );
  return record.id;
}

test("whoever made a record gets the answer to it, though it may be passed on to nobody; a third partner gets neither", async () => {
  const { record } = await submitReport(deskOf("baghdad"), roadCut({ releasableTo: ["damascus"] }));
  await eventually(async () => (await versionAt("damascus", record.id)) !== null);
  const note = await noteOn(record.id);
  await eventually(async () => (await versionAt("baghdad", note)) !== null);
  const later = (await submitReport(deskOf("damascus"), roadCut())).record.id;
  await eventually(async () => (await versionAt("washington", later)) !== null);
  assert.equal(await versionAt("washington", note), null);
  const offered = await deskOf("damascus").store.offersOf(record.id);
  assert.deepEqual(offered, [], "Baghdad's own record is not offered to it");
  for (const at of ["baghdad", "damascus", "washington"]) {
    assert.deepEqual(await listQuarantine(deskOf(at), operator("test"), { limit: 10 }), []);
  }
});

test("where the record may be passed on, the third partner gets both, also where it has the record already", async () => {
  const { record } = await submitReport(deskOf("baghdad"), roadCut({ reshare: "any" }));
  await eventually(async () => (await versionAt("damascus", record.id)) !== null);
  const note = await noteOn(record.id);
  for (const at of ["baghdad", "washington"]) {
    await eventually(async () => (await versionAt(at, note)) !== null);
  }
});

test("a word on a part that a third partner passed on is taken in; on one that left for nobody, it is as one on nothing", async () => {
  const [baghdad, damascus] = [deskOf("baghdad"), deskOf("damascus")];
  const when = { from: "2030-03-12T06:00:00Z", until: "2030-03-12T09:00:00Z" };
  const handled = { ...choice, name: { en: "Close the road" }, ...when };
  const proposed = await proposeTask(baghdad, {
    ...{ ...handled, releasableTo: ["washington"] },
    parts: [
      { ...handled, performer: "damascus", releasableTo: ["washington"] },
      { ...handled, performer: "damascus", releasableTo: [] },
    ],
  });
  const [passedOn, kept] = proposed.parts.map(({ id }) => id) as [StixId, StixId];
  await eventually(async () => (await versionAt("washington", passedOn)) !== null);
  const bodies = (await baghdad.store.scan(0, 100_000)).map(({ body }) => body);
  const wanted = bodies.filter((body) => /"type":"(joint-task|task-part|marking)/.test(body));
  await acceptObjects(damascus, "baghdad", Buffer.from(`{"objects":[${wanted.join()}]}`));
  const version = (id: StixId) => stixTime(damascus.live.get(id)!.modified);
  for (const id of [kept, passedOn]) {
    const read = { part: version(id), task: version(proposed.id) };
    await commitPart(damascus, id, { state: "accepted", ...read }, operator("test"));
  }
  await eventually(
    async () => (await versionAt("baghdad", commitmentId(passedOn, "damascus"))) !== null,
  );
  const held = await listQuarantine(baghdad, operator("test"), { limit: 10 });
  const words = held.filter(({ id }) => id?.startsWith("commitment--"));
  assert.deepEqual(
    words.map(({ id, code }) => [id, code]),
    [[commitmentId(kept, "damascus"), "reference-missing"]],
  );
});

test("a new version follows with its translation; another kind, another's record and a faulty one are refused", async () => {
  const { record } = await submitReport(deskOf("baghdad"), roadCut());
  await eventually(async () => (await versionAt("damascus", record.id)) !== null);
  const note = await noteOn(record.id);
  await eventually(async () => (await versionAt("baghdad", note)) !== null);
  const said = { lang: "ar" as const, properties: { object_refs: [record.id] } };
  const texts = { content: { ar: "الطريق سالك" } };
  const { record: second } = await rewriteRecord(deskOf("damascus"), "note", note, () => ({
    ...said,
    texts,
  }));
  await eventually(async () => (await versionAt("baghdad", note)) === second.modified);
  const { description } = await readRecord(deskOf("baghdad"), operator("test"), note);
  assert.equal(description.en, undefined, "the translation of the earlier version is gone");
  const refused = (code: string) => (error: unknown) =>
    error instanceof AppError && error.code === code;
  await assert.rejects(
    rewriteRecord(deskOf("damascus"), "opinion", note, () => ({ ...said, texts })),
    refused("record-not-found"),
  );
  await assert.rejects(
    rewriteRecord(deskOf("damascus"), "incident", record.id, () => ({ ...said, texts })),
    refused("record-not-found"),
  );
  await assert.rejects(
    rewriteRecord(deskOf("damascus"), "note", note, () => ({ ...said, texts: {} })),
    refused("draft-invalid"),
  );
});
