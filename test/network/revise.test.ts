import assert from "node:assert/strict";
import { operator } from "../../src/desk/viewer.ts";
import { after, before, test } from "node:test";
import { chartRecords, readCharted } from "../../src/desk/chart-records.ts";
import { readRecord, readVersions } from "../../src/desk/read-record.ts";
import { readSource } from "../../src/desk/read-source.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { readRecallNotice } from "../../src/domain/recall-notice.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, startNetwork, type Network } from "./network.ts";

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const nameAt = (id: string, record: string) =>
  readRecord(deskOf(id), operator("test"), record).then(
    ({ name }) => name,
    () => null,
  );

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  await agree(network, bilateral(["baghdad", "damascus"]));
});
after(() => network.close());

test("a new version replaces the old one at the partner, with its place and translation", async () => {
  const { record } = await submitReport(deskOf("baghdad"), roadCut());
  await eventually(async () => (await nameAt("damascus", record.id)) !== null);
  const name = { ar: "فُتح طريق الإمداد", en: "Supply road open again" };
  const revised = await reviseReport(deskOf("baghdad"), record.id, roadCut({ name }));
  assert.equal(revised.record.id, record.id);
  assert.equal(revised.record.created, record.created);
  assert.deepEqual(revised.audience, ["damascus"]);
  await eventually(async () => (await nameAt("damascus", record.id))?.en === name.en);
  await eventually(async () => (await nameAt("damascus", record.id))?.ar === name.ar);
  assert.equal((await readVersions(deskOf("damascus"), operator("test"), record.id)).length, 2);
  assert.equal(deskOf("damascus").picture.size, 1);
  // Over time both stand there, each from when it came, here and not at Baghdad's.
  const asked = { ids: [record.id], limit: 10 };
  const { columns, names } = await chartRecords(deskOf("damascus"), operator("test"), asked);
  const { known, modified, replaced, kind } = columns;
  assert.deepEqual(
    [...kind].map((n) => names.kind[n]),
    ["incident", "incident"],
  );
  assert.deepEqual(
    [...modified],
    [record, revised.record].map((r) => Date.parse(r.modified!)),
  );
  assert.ok(known.every((time, n) => time >= modified[n]!));
  assert.deepEqual([...replaced], [known[1], Infinity]);
  const versions = [...modified].map((time) => ({ id: record.id, modified: time }));
  const charted = await readCharted(deskOf("damascus"), operator("test"), versions, "listed");
  assert.deepEqual(
    charted.map(({ name: own }) => own.en),
    ["Supply road cut in Anbar", name.en],
  );
  assert.equal(await deskOf("damascus").store.quarantineCount(), 0);
});

test("each version is read with its own translation, at both ends, and one without it with none", async () => {
  const names = [
    { ar: "قُطع طريق الإمداد", en: "Supply road cut" },
    { ar: "قُطع طريق الإمداد بالسواتر", en: "Supply road cut with earth banks" },
    { ar: "فُتح طريق الإمداد" },
    { ar: "فُتح طريق الإمداد للشاحنات", en: "Supply road open to lorries" },
  ];
  const lang = "ar" as const;
  const draft = (name: object) => roadCut({ name, lang, description: { ar: "في الأنبار" } });
  const { record } = await submitReport(deskOf("baghdad"), draft(names[0]!));
  for (const name of names.slice(1)) {
    await reviseReport(deskOf("baghdad"), record.id, draft(name));
    if (!("en" in name)) assert.deepEqual(await nameAt("baghdad", record.id), name);
  }
  await eventually(async () => (await nameAt("damascus", record.id))?.en === names[3]!.en);
  for (const at of ["baghdad", "damascus"]) {
    const viewer = operator("test");
    const versions = await readVersions(deskOf(at), viewer, record.id);
    const read = versions.map(({ name }) => name).toReversed();
    // A partner that pulls last versions may have passed over some of them.
    assert.deepEqual(
      read,
      names.filter((name) => read.some(({ ar }) => ar === name.ar)),
      at,
    );
    if (at === "baghdad") assert.equal(read.length, names.length);
    const first = await readRecord(
      deskOf(at),
      viewer,
      record.id,
      Date.parse(versions.at(-1)!.modified),
    );
    assert.deepEqual(first.name, read[0]);
    for (const { name, translatedBy } of versions)
      assert.equal(translatedBy, name.en === undefined ? null : "baghdad");
  }
});

test("a version that fewer may have takes the earlier ones back, and a wider one brings it again", async () => {
  const { record } = await submitReport(deskOf("baghdad"), roadCut());
  await eventually(async () => (await nameAt("damascus", record.id)) !== null);
  const secret = roadCut({ classification: "secret", name: "for us alone" });
  const narrower = await reviseReport(deskOf("baghdad"), record.id, secret);
  assert.deepEqual(narrower.audience, []);
  await eventually(async () => (await nameAt("damascus", record.id)) === null);
  const stored = await deskOf("damascus").store.record(record.id);
  assert.ok(stored?.withdrawn);
  assert.equal(stored.body.includes("Supply road"), false);
  const notices = await deskOf("damascus").store.ofKind("recall-notice", 0, 1000);
  const notice = notices.find(({ body }) => body.includes(record.id));
  assert.ok(notice);
  const told = readRecallNotice(JSON.parse(notice.body) as StixObject);
  assert.equal(told.through, Date.parse(record.modified!), "of the newer version it tells nothing");
  assert.doesNotMatch(told.reason, /narrow|newer|version/);
  const wider = roadCut({ name: "for both again" });
  assert.deepEqual((await reviseReport(deskOf("baghdad"), record.id, wider)).audience, [
    "damascus",
  ]);
  await eventually(async () => (await nameAt("damascus", record.id))?.en === "for both again");
});

test("what took a record back stands, whatever becomes of the record", async () => {
  const desk = deskOf("baghdad");
  const { record } = await submitReport(desk, roadCut());
  await eventually(async () => (await nameAt("damascus", record.id)) !== null);
  await recallRecord(desk, record.id, { reason: "wrong" });
  await reviseReport(desk, record.id, roadCut({ name: "for us alone" }));
  const notices = (await desk.store.ofKind("recall-notice", 0, 1000)).filter(({ body }) =>
    body.includes(record.id),
  );
  assert.equal(notices.length, 1);
  const [notice] = notices;
  assert.equal(notice!.revoked, false);
  const [offer] = await desk.store.offersOf(notice!.id);
  assert.notEqual(offer!.state, "recalled");
  await eventually(async () => (await nameAt("damascus", record.id)) === null);
});

test("a named source can be read where the report was written, and nowhere else", async () => {
  const { record } = await submitReport(deskOf("baghdad"), roadCut({ source: "Border post 3" }));
  const nameless = await submitReport(deskOf("baghdad"), roadCut());
  await eventually(async () => (await nameAt("damascus", record.id)) !== null);
  assert.deepEqual(await readSource(deskOf("baghdad"), operator("test"), record.id), {
    source: "Border post 3",
    confirmedBy: null,
  });
  assert.deepEqual(await readSource(deskOf("baghdad"), operator("test"), nameless.record.id), {
    source: null,
    confirmedBy: null,
  });
  await assert.rejects(readSource(deskOf("damascus"), operator("test"), record.id), {
    code: "record-not-own",
  });
});

test("only an own report can be revised, and only as what it is", async () => {
  const { record } = await submitReport(deskOf("baghdad"), roadCut());
  await eventually(async () => (await nameAt("damascus", record.id)) !== null);
  await assert.rejects(reviseReport(deskOf("damascus"), record.id, roadCut()), {
    code: "record-not-found",
  });
  await assert.rejects(reviseReport(deskOf("baghdad"), record.id, roadCut({ kind: "report" })), {
    code: "record-not-found",
  });
});

test("of two revisions at one moment none is told to be written that is not", async () => {
  const desk = deskOf("baghdad");
  const { record } = await submitReport(desk, roadCut());
  const frozen = { ...desk, clock: () => Date.parse(record.modified!) + 5 };
  const names = ["one", "two"];
  const revised = await Promise.allSettled(
    names.map((name) => reviseReport(frozen, record.id, roadCut({ name }))),
  );
  const told = revised.filter(({ status }) => status === "fulfilled").length;
  assert.equal(told, (await readVersions(desk, operator("test"), record.id)).length - 1);
});
