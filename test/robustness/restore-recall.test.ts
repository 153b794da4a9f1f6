import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { backfill } from "../../src/desk/backfill.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { recallStates } from "../../src/desk/recall-states.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { roadCut } from "../network/drafts.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { agree, bilateral, passingOn, startNetwork, type Network } from "../network/network.ts";
import { patiently } from "./asking.ts";
import { tansiq } from "./command-line.ts";

let network: Network;

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "amman"]);
  const all = { id: "all", from: ["baghdad"], to: ["damascus"], upTo: "restricted" as const };
  const grants = [{ ...all, reshare: "any" as const }];
  await agree(network, bilateral(["baghdad", "damascus"], { grants }));
  await agree(network, passingOn("amman", "baghdad"));
});
after(() => network.close());

const members = () =>
  network.members as Record<"amman" | "baghdad" | "damascus", Network["members"][string]>;

/** The version (ms UTC) that Damascus shows. */
async function heldAt(id: string): Promise<number | null> {
  const record = await members().damascus.node.desk.store.record(id);
  return record && record.withdrawn === null ? record.modified : null;
}

test("a node that was restored takes back what it does not know any more to have revised", async () => {
  const { baghdad } = members();
  const { record } = await submitReport(baghdad.node.desk, roadCut());
  await patiently("the first version arrives", async () => (await heldAt(record.id)) !== null);
  const backup = join(baghdad.dir, "backup.sqlite");
  assert.equal((await tansiq(["backup", backup, "--data", baghdad.dir])).code, 0);
  const revised = await reviseReport(baghdad.node.desk, record.id, roadCut({ credibility: "3" }));
  const second = Date.parse(revised.record.modified!);
  await patiently("the second version arrives", async () => (await heldAt(record.id)) === second);
  await baghdad.stop();
  const restored = await tansiq(["restore", backup, "--data", baghdad.dir]);
  assert.equal(restored.code, 0, restored.stderr);
  await baghdad.start();
  assert.ok(Date.parse(record.modified!) < second);
  await recallRecord(baghdad.node.desk, record.id, { reason: "خطأ" });
  await patiently("it leaves Damascus", async () => (await heldAt(record.id)) === null);
  const isConfirmed = async () => {
    const { partners } = await recallStates(baghdad.node.desk, record.id, new Map());
    return partners.length === 1 && partners[0]!.state === "confirmed";
  };
  await patiently("Damascus says so", isConfirmed);
  // The store goes back once more to where nothing was taken back; what the partner said then must be asked again.
  await baghdad.stop();
  assert.equal((await tansiq(["restore", backup, "--data", baghdad.dir])).code, 0);
  await baghdad.start();
  await patiently("Damascus says so again", isConfirmed);
});

test("what was let go only after the backup is taken back too, and goes from whoever a newer version is not for", async () => {
  const { baghdad } = members();
  const secret = roadCut({ classification: "secret" });
  const ids: StixId[] = [];
  for (let n = 0; n < 2; n++) ids.push((await submitReport(baghdad.node.desk, secret)).record.id);
  const backup = join(baghdad.dir, "before.sqlite");
  assert.equal((await tansiq(["backup", backup, "--data", baghdad.dir])).code, 0);
  for (const id of ids) {
    assert.deepEqual((await reviseReport(baghdad.node.desk, id, roadCut())).audience, ["damascus"]);
    await patiently("the version that may go arrives", async () => (await heldAt(id)) !== null);
  }
  await baghdad.stop();
  assert.equal((await tansiq(["restore", backup, "--data", baghdad.dir])).code, 0);
  await baghdad.start();
  const [recalled, narrowed] = ids as [StixId, StixId];
  await recallRecord(baghdad.node.desk, recalled, { reason: "خطأ" });
  await reviseReport(baghdad.node.desk, narrowed, secret);
  for (const id of ids) await patiently("it leaves", async () => (await heldAt(id)) === null);
});

test("what came and went on only after the backup goes from there too, once its originator takes it back", async () => {
  const { amman, baghdad } = members();
  const backup = join(baghdad.dir, "early.sqlite");
  assert.equal((await tansiq(["backup", backup, "--data", baghdad.dir])).code, 0);
  const { record } = await submitReport(amman.node.desk, roadCut({ reshare: "any" }));
  await patiently("it goes on to Damascus", async () => (await heldAt(record.id)) !== null);
  await baghdad.stop();
  await recallRecord(amman.node.desk, record.id, { reason: "خطأ" });
  assert.equal((await tansiq(["restore", backup, "--data", baghdad.dir])).code, 0);
  await baghdad.start();
  await patiently("it leaves", async () => (await heldAt(record.id)) === null);
  assert.equal(await baghdad.node.desk.store.record(record.id), null);
});

test("what a narrower version took back after the backup stays back, though the backup had offered it to nobody", () =>
  narrowedAfterBackup([]));

test("it stays back too where a restore to before it was written came in between", () =>
  narrowedAfterBackup(["earlier"]));

/** Goes back to these backups first, of the times before the record, and then to one in which nothing was taken back. */
async function narrowedAfterBackup(first: readonly string[]): Promise<void> {
  const { baghdad, damascus } = members();
  const files = [...first, "narrow"].map((name) => join(baghdad.dir, `${name}.sqlite`));
  for (const file of files.slice(0, -1))
    assert.equal((await tansiq(["backup", file, "--data", baghdad.dir])).code, 0);
  const confidential = roadCut({ classification: "confidential" });
  const { record } = await submitReport(baghdad.node.desk, confidential);
  const backup = files.at(-1)!;
  await rm(backup, { force: true });
  assert.equal((await tansiq(["backup", backup, "--data", baghdad.dir])).code, 0);
  const more = { id: "more", from: ["baghdad"], to: ["damascus"], upTo: "confidential" as const };
  const grants = [{ ...more, backfillFrom: "2014-01-01T00:00:00.000Z" }];
  await agree(network, bilateral(["baghdad", "damascus"], { grants }));
  await patiently("it reaches back", async () => (await heldAt(record.id)) !== null);
  await reviseReport(baghdad.node.desk, record.id, roadCut({ classification: "secret" }));
  await patiently("it leaves", async () => (await heldAt(record.id)) === null);
  for (const file of files) {
    await baghdad.stop();
    assert.equal((await tansiq(["restore", file, "--data", baghdad.dir])).code, 0);
    await baghdad.start();
  }
  const { desk } = baghdad.node;
  assert.ok(
    desk.board.policy().agreements.some(({ grantsInForce }) => grantsInForce.includes("more")),
  );
  await backfill(desk);
  const offers = await desk.store.offersOf(record.id);
  assert.deepEqual(
    offers.filter(
      ({ partner, state }) => partner === "damascus" && state !== "voided" && state !== "recalled",
    ),
    [],
  );
  assert.equal((await damascus.node.desk.store.versions(record.id, 10)).length, 1);
}
