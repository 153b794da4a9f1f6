import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { damascusSigner } from "../../src/desk/check/samples.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { read, readAll } from "../../src/desk/documents.ts";
import { ledgerStates } from "../../src/desk/list-ledger.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { verifyLedger } from "../../src/desk/verify-ledger.ts";
import { receiptObject } from "../../src/domain/receipt.ts";
import { signObject } from "../../src/proof/signature.ts";
import { roadCut } from "./drafts.ts";
import { openPair, type Pair, pull } from "./pair.ts";

/* What a partner says of a ledger is no fault of the node that it says it to, and a new ledger of a partner goes unnoticed by nobody. */

async function withPair(run: (pair: Pair) => Promise<void>): Promise<void> {
  const pair = await openPair((bytes) => randomBytes(bytes));
  try {
    await run(pair);
  } finally {
    await pair.close();
  }
}

/** A report of `ours`, taken in and signed for by `theirs`. */
async function exchanged(ours: Desk, theirs: Desk): Promise<void> {
  await submitReport(ours, roadCut());
  await pull(ours, theirs);
  await pull(theirs, ours);
}

/** Damascus' receipt for everything up to now, with this checkpoint. */
async function claim({ baghdad, clock }: Pair, checkpoint: string): Promise<void> {
  const at = (clock.now += 1000);
  const receipt = { offeredBy: "baghdad", through: 1, notAccepted: [], at, checkpoint, unseen: 0 };
  const { object } = signObject(receiptObject(receipt, "damascus"), damascusSigner);
  await acceptObjects(baghdad, "damascus", Buffer.from(JSON.stringify({ objects: [object] })));
}

/** As after a restore: tokens and ledgers are of another store. */
function another(desk: Desk, tokenKey: Uint8Array): void {
  Object.assign(desk, { tokenKey });
}

test("a partner's checkpoint that proves nothing is told as its claim, and is no fault here", () =>
  withPair(async (pair) => {
    const { baghdad: ours, damascus: theirs } = pair;
    await exchanged(ours, theirs);
    await exchanged(theirs, ours);
    assert.deepEqual((await verifyLedger(ours)).remarks, []);
    await claim(pair, "nonsense\n");
    // Both signed this one: it is of the partner's ledger.
    await claim(pair, (await read(ours.store, "ledger-seen", "damascus"))!.note);
    const { faults, remarks, ledgers } = await verifyLedger(ours);
    assert.deepEqual(faults, []);
    assert.deepEqual(
      remarks.map(({ partner, remark, count }) => [partner, remark, count]),
      [["damascus", "ledger-claim-unproven", 2]],
    );
    assert.match(remarks[0]!.text.en, /2.*receipt--.*damascus about its node/);
    assert.ok(ledgers[0]!.countersigned > 0);
    assert.ok(ledgers[0]!.signed >= ledgers[0]!.countersigned);
  }));

test("a receipt that a key signed which was retired since vouches for nothing", () =>
  withPair(async (pair) => {
    const { baghdad: ours, damascus: theirs, clock } = pair;
    await exchanged(ours, theirs);
    const damascus = ours.partners.get("damascus")!;
    const retired = new Date(clock.now + 1).toISOString();
    const keys = damascus.keys.map((key) => ({ ...key, retired }));
    ours.partners.set("damascus", { ...damascus, keys });
    const { faults, ledgers } = await verifyLedger(ours);
    assert.deepEqual(faults, []);
    assert.equal(ledgers[0]!.countersigned, 0);
    assert.ok(ledgers[0]!.checkpoints > 0, "what this node signed is held against it still");
  }));

test("what a client that signs for nothing was served is signed for with the next page", () =>
  withPair(async ({ baghdad: ours, damascus: theirs }) => {
    await submitReport(ours, roadCut());
    await pull(ours, theirs);
    const [before] = (await verifyLedger(ours)).ledgers;
    await submitReport(ours, roadCut());
    await pull(ours, theirs);
    const [after] = (await verifyLedger(ours)).ledgers;
    assert.ok(before!.signed < before!.leaves);
    assert.equal(after!.signed, before!.leaves);
  }));

test("people are told of a partner's new ledger, and one that is gone back to is held against what was signed", () =>
  withPair(async ({ baghdad: ours, damascus: theirs }) => {
    const told: string[] = [];
    theirs.events.on(({ type, data }) => {
      if (type === "ledger-new" || type === "ledger-fork") told.push(`${type} ${data.partner}`);
    });
    const first = ours.tokenKey;
    await exchanged(ours, theirs);
    const { note } = (await read(theirs.store, "ledger-seen", "baghdad"))!;
    assert.deepEqual(told, []);
    another(ours, randomBytes(32));
    await exchanged(ours, theirs);
    assert.deepEqual(told, ["ledger-new baghdad"]);
    const [state] = await ledgerStates(theirs);
    assert.equal(state!.began.length, 1);
    const earlier = await read(theirs.store, "ledger-earlier", "baghdad");
    assert.equal(earlier![0]!.note, note);
    // What comes late, of the ledger before: it goes on from what was signed of it.
    another(ours, first);
    await exchanged(ours, theirs);
    const back = (await read(theirs.store, "ledger-seen", "baghdad"))!;
    assert.ok(back.size > earlier![0]!.size);
    assert.equal(back.origin, earlier![0]!.origin);
    assert.equal(back.unseen, 0);
    assert.equal((await readAll(theirs.store, "ledger-fork")).size, 0);
  }));
