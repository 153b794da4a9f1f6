import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { recordRow } from "../../src/desk/check/record-row.ts";
import { readManifest, readOutbox, type OutboxRequest } from "../../src/desk/read-outbox.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { RedLine } from "../../src/domain/agreement.ts";
import { references } from "../../src/domain/references.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { signObject } from "../../src/proof/signature.ts";
import type { Change } from "../../src/store/port.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, startNetwork, type Network } from "./network.ts";

/* What goes with a record says something too: its place, its label, who is behind it. */

let network: Network;
const desk = () => network.members["baghdad"]!.node.desk;
/** What was read before a test: ids, and up to where (µs). */
let known = new Set<string>();
let mark = 0;

/** Damascus has an agreement and no link: nothing leaves but what a test reads. */
before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  await agree(network, bilateral(["baghdad", "damascus"]));
  await network.members["damascus"]!.stop();
  await network.members["baghdad"]!.node.links.stop();
});
beforeEach(async () => {
  mark = 0;
  known = new Set((await readAll(1000)).map(({ id }) => id));
  const { entries } = await read({ limit: 1000 });
  mark = entries.at(-1)!.dateAdded;
});
after(() => network.close());

async function read(request: Partial<OutboxRequest> = {}, versions?: "last") {
  const page = await readOutbox(desk(), "damascus", {
    ...(versions !== "last" && { versions: ["all"] }),
    ...{ limit: 100, addedAfter: mark, ...request },
  });
  const text = Buffer.from(page.body).toString();
  return { ...page, objects: JSON.parse(`[${text}]`) as StixObject[] };
}

/** Pages to the end, from where the test began. */
async function readAll(limit = 100): Promise<StixObject[]> {
  const objects: StixObject[] = [];
  let token: string | undefined;
  for (;;) {
    const page = await read({ limit, ...(token !== undefined && { token }) });
    objects.push(...page.objects);
    if (!page.more) return objects;
    token = page.next!;
  }
}

async function redLine(part: Partial<RedLine>): Promise<string> {
  const text = { ar: "خط أحمر", en: "A red line" };
  const line = { id: "r", by: "baghdad", to: ["damascus"], reason: text, ...part };
  const { form } = await proposeAgreement(
    desk(),
    bilateral(["baghdad", "damascus"], { grants: [], redLines: [line] }),
  );
  await signAgreement(desk(), form.id, { act: "sign" });
  return form.id;
}

const lift = (id: string) => signAgreement(desk(), id, { act: "end" });
const report = async (part: Parameters<typeof roadCut>[0] = {}) =>
  (await submitReport(desk(), roadCut(part))).record;
const typesOf = (objects: readonly StixObject[]) => new Set(objects.map(({ type }) => type));
const told = (objects: readonly StixObject[], words: string) =>
  objects
    .filter(({ type }) => type !== "agreement")
    .filter((object) => JSON.stringify(object).includes(words))
    .map(({ id }) => id);

/** Each object comes after all that it refers to. */
function assertWhole(objects: readonly StixObject[]): void {
  const seen = new Set(known);
  for (const object of objects) {
    for (const id of references(object)) {
      if (/^agreement|^recall/.test(object.type)) continue;
      assert.ok(seen.has(id) || id === object.id, `${object.id} goes before ${id}`);
    }
    seen.add(object.id);
  }
}

test("a place does not leave without the report that needed it", async () => {
  await report();
  const id = await redLine({ kinds: ["incident"] });
  const types = typesOf(await readAll());
  await lift(id);
  for (const type of ["location", "language-content", "relationship", "incident"]) {
    assert.equal(types.has(type), false, type);
  }
});

test("nor when it was needed by very many, none of which may leave", async () => {
  const { id } = await report();
  const { store, signer } = desk();
  const [tie] = (await store.referrers(id, 10)).filter(({ kind }) => kind === "relationship");
  const relation = JSON.parse(tie!.body) as StixObject;
  // Each ties the report to its place once more: their class is that of a report, which is denied below.
  const groups = Array.from({ length: 450 }, (): Change[] => {
    const again = { ...relation, id: `relationship--${randomUUID()}` };
    const { object, body } = signObject(again, signer);
    const row = recordRow(object, body, "baghdad", tie!.label);
    const offer = { partner: "damascus", id: row.id, modified: row.modified, control: false };
    return [
      { do: "record", row: { ...row, class: tie!.class, via: null } },
      { do: "offer", offer },
    ];
  });
  await store.commit({ priority: "interactive", groups });
  const line = await redLine({ kinds: ["incident"] });
  const left = typesOf(await readAll(1000));
  await lift(line);
  for (const type of ["location", "relationship", "incident", "marking-definition"]) {
    assert.equal(left.has(type), false, type);
  }
});

test("nor does it when the report was recalled before it left", async () => {
  const { id } = await report();
  await recallRecord(desk(), id, { reason: "wrong" });
  assert.deepEqual([...typesOf((await read({ kinds: ["location"] })).objects)], []);
  assert.equal(typesOf(await readAll()).has("location"), false);
});

test("a place leaves with a report that needs it, and is read again after it was served", async () => {
  await report();
  const place = (await readAll()).find(({ type }) => type === "location")!;
  assert.ok(place);
  const id = await redLine({ kinds: ["incident"] });
  assert.ok(told(await readAll(), place.id).includes(place.id));
  await lift(id);
});

test("a place that was served one by one may be read again", async () => {
  await report();
  const [place] = (await read({ kinds: ["location"] })).objects;
  assert.ok(place);
  const id = await redLine({ kinds: ["incident"] });
  const again = (await read({ kinds: ["location"] })).objects;
  await lift(id);
  assert.deepEqual(
    again.map((object) => object.id),
    [place.id],
  );
});

test("a label does not leave before records that are all denied", async () => {
  await report({ topics: ["border"] });
  await report({ topics: ["coordination"] });
  const id = await redLine({ topics: ["border"] });
  const manifest = await readManifest(desk(), "damascus", {
    versions: ["all"],
    addedAfter: mark,
    limit: 100,
  });
  const objects = await readAll();
  await lift(id);
  assert.deepEqual(told(objects, '"border"'), []);
  assert.equal(manifest.entries.length, objects.length);
  assert.ok(told(objects, '"coordination"').length > 0);
  assertWhole(objects);
});

test("a label that was passed over is carried again by the next record that needs it", async () => {
  await report({ topics: ["displacement"] });
  const id = await redLine({ topics: ["displacement"] });
  assert.deepEqual(told(await readAll(), '"displacement"'), []);
  await lift(id);
  await report({ topics: ["displacement"] });
  const objects = await readAll();
  assert.equal(told(objects, '"displacement"').length, 1);
  assert.ok(typesOf(objects).has("incident"));
  assertWhole(objects);
});

test("what stands further on follows its label and its place when it may leave again", async () => {
  await report({ topics: ["air-activity"], name: { ar: "الأول", en: "The first" } });
  for (let n = 0; n < 3; n++) await report({ topics: ["civil-protection"] });
  await report({ topics: ["air-activity"], name: { ar: "الأخير", en: "The last" } });
  const id = await redLine({ topics: ["air-activity"] });
  const first = await read({ limit: 3 });
  assert.ok(first.more);
  assert.deepEqual(told(first.objects, '"air-activity"'), []);
  await lift(id);
  const objects = await readAll(3);
  assert.ok(told(objects, "The last").length > 0);
  assertWhole(objects);
});

test("the same after the node was started anew", async () => {
  await report({ topics: ["control"] });
  await report({ topics: ["civil-protection"] });
  await report({ topics: ["control"], name: { ar: "الأخير", en: "The last" } });
  const id = await redLine({ topics: ["control"] });
  assert.ok((await read({ limit: 1 })).more);
  await lift(id);
  const { stop, start } = network.members["baghdad"]!;
  await stop();
  await start();
  await network.members["baghdad"]!.node.links.stop();
  const objects = await readAll(2);
  assert.ok(told(objects, "The last").length > 0);
  assertWhole(objects);
});

test("a label leaves for one listed record among many that are for others", async () => {
  for (let n = 0; n < 3; n++)
    await report({ topics: ["force-position"], releasableTo: ["damascus"] });
  const objects = await readAll(1);
  assert.equal(told(objects, '"type":"incident"').length, 3);
  assertWhole(objects);
});

test("a recall tells nobody of a version that was never read", async () => {
  const { id } = await report();
  await report({ topics: ["infrastructure"] });
  await reviseReport(desk(), id, roadCut({ name: { ar: "ثانية", en: "Second" } }));
  // Of the last versions: the first one of the report is passed over, the second one is not reached.
  let page = await read({ limit: 1 }, "last");
  while (!page.objects.some(({ type }) => type === "incident")) {
    page = await read({ limit: 1, token: page.next! }, "last");
  }
  assert.notEqual(page.objects[0]!.id, id);
  await recallRecord(desk(), id, { reason: "wrong" });
  const notices = (await readAll()).filter(({ type }) => type === "recall-notice");
  assert.deepEqual(told(notices, id), []);
  assert.deepEqual(
    (await desk().store.offersOf(id)).map(({ state }) => state),
    ["voided", "voided"],
  );
});
