import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { roadCut } from "../../src/desk/check/samples.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { seeded } from "../seed.ts";
import { openPair, pull, type Pair } from "./pair.ts";

/* What was taken back is not kept for checking either: its text would lie there for people to read. */

let pair: Pair;
before(async () => {
  const next = seeded(3);
  pair = await openPair((bytes) => Uint8Array.from({ length: bytes }, () => next() * 256));
});
after(() => pair.close());

const held = () => pair.damascus.store.quarantineCount();

/** A report with its parts, as texts in the order in which they go. */
async function report(): Promise<{ id: string; texts: string[] }> {
  const { id } = (await submitReport(pair.baghdad, roadCut)).record;
  const all = { partner: "damascus", versions: ["all" as const], limit: 10_000 };
  const { entries } = await pair.baghdad.store.outbox(all);
  const of = entries.slice(entries.findIndex((entry) => entry.kind === "marking-definition"));
  const records = await pair.baghdad.store.byRows(of.map(({ row }) => row));
  return { id, texts: records.map(({ body }) => body) };
}

const deliver = (texts: readonly string[]) =>
  acceptObjects(pair.damascus, "baghdad", Buffer.from(`{"objects":[${texts.join()}]}`));

test("parts of a report that was taken back and come again, one by one, are no question for anybody", async () => {
  const { id, texts } = await report();
  await pull(pair.baghdad, pair.damascus);
  await recallRecord(pair.baghdad, id, { reason: "mistaken" });
  await pull(pair.baghdad, pair.damascus);
  for (const text of texts) {
    const { failures } = await deliver([text]);
    assert.deepEqual(failures, []);
  }
  assert.equal(await held(), 0);
  assert.ok((await pair.damascus.store.record(id))!.withdrawn);
});

test("parts that come one by one after the recall of what never came are kept as evidence alone", async () => {
  const { id, texts } = await report();
  await lose();
  await recallRecord(pair.baghdad, id, { reason: "mistaken" });
  await pull(pair.baghdad, pair.damascus);
  for (const text of texts.toReversed()) await deliver([text]);
  assert.ok((await pair.damascus.store.record(id))!.withdrawn);
  await quiet();
  assert.equal(await held(), 0);
});

test("what waits for something that never comes is let go once it is taken back", async () => {
  const { id, texts } = await report();
  await deliver(texts.slice(-2));
  assert.ok((await held()) > 0);
  await lose();
  await recallRecord(pair.baghdad, id, { reason: "mistaken" });
  await pull(pair.baghdad, pair.damascus);
  await quiet();
  assert.equal(await held(), 0);
});

/** What stands in the outbox is served, and never comes. */
async function lose(): Promise<void> {
  await readOutbox(pair.baghdad, "damascus", { versions: ["all"], limit: 1000 });
}

async function quiet(): Promise<void> {
  for (let turns = 0; turns < 400 && (await held()) > 0; turns++) await pause(5);
}
