import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { commands } from "../../src/commands/commands.ts";
import { restore } from "../../src/commands/restore.ts";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { read, readAll } from "../../src/desk/documents.ts";
import { ledgerStates, listLedger, type LedgerLine } from "../../src/desk/list-ledger.ts";
import { ledgerFor } from "../../src/desk/ledger-name.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { verifyLedger } from "../../src/desk/verify-ledger.ts";
import { operator } from "../../src/desk/viewer.ts";
import { stixTime } from "../../src/domain/time.ts";
import { servedHead, servedStart } from "../../src/proof/served-log.ts";
import { roadCut } from "./drafts.ts";
import {
  agree,
  bilateral,
  eventually,
  startNetwork,
  type Member,
  type Network,
} from "./network.ts";
import { openPair, pull } from "./pair.ts";

/* What was served is logged, the recipient signs for it, and whatever is changed afterwards is noticed. */

let network: Network;
let baghdad: Member;
let damascus: Member;
let agreement: string;

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  baghdad = network.members["baghdad"]!;
  damascus = network.members["damascus"]!;
  agreement = await agree(network, bilateral(["baghdad", "damascus"]));
});
after(() => network.close());

async function quiet(): Promise<void> {
  await eventually(async () => {
    const { pending, served, last } = await baghdad.node.desk.store.outboxState("damascus");
    const back = await damascus.node.desk.store.outboxState("baghdad");
    return pending === 0 && served === last && back.served === back.last && back.pending === 0;
  });
}

/** Everything up to the watermark that is open or was recalled, by sequence. */
async function servedSeqs(): Promise<number[]> {
  const { store } = baghdad.node.desk;
  const { entries } = await store.outbox({
    ...{ partner: "damascus", versions: ["all"], limit: 1000 },
  });
  const { served } = await store.outboxState("damascus");
  return entries.map(({ seq }) => seq).filter((seq) => seq <= served);
}

test("both ends of a link come to the same checkpoint, signed by both, of exactly what was served", async () => {
  for (let n = 0; n < 3; n++) await submitReport(baghdad.node.desk, roadCut());
  await eventually(async () => {
    await quiet();
    const known = await read(baghdad.node.desk.store, "ledger-cosigned", "damascus");
    const seen = await read(damascus.node.desk.store, "ledger-seen", "baghdad");
    return known !== null && known.note === seen?.note;
  });
  const { store } = baghdad.node.desk;
  const ledger = ledgerFor(baghdad.node.desk, "damascus");
  // A last receipt may be on its way yet.
  await eventually(async () => {
    const entries = await store.ledgerEntries({ ...ledger, afterLeaf: -1, limit: 1000 });
    const logged = entries.map(({ seq }) => seq).sort((a, b) => a - b);
    return isDeepStrictEqual(logged, await servedSeqs());
  });
  const seen = await read(damascus.node.desk.store, "ledger-seen", "baghdad");
  assert.equal(seen!.unseen, 0);
  const root = await store.ledgerRoot(ledger, seen!.size);
  assert.equal(Buffer.from(root!).toString("hex"), seen!.root);
  assert.deepEqual((await verifyLedger(baghdad.node.desk)).faults, []);
  assert.deepEqual((await verifyLedger(damascus.node.desk)).faults, []);
});

test("the ledger tells what a partner got, when and under which clause", async () => {
  const { record } = await submitReport(baghdad.node.desk, roadCut());
  await quiet();
  const lines = (await commands["ledger-show"]!(baghdad.node, {
    partner: "damascus",
  })) as LedgerLine[];
  const line = lines.find(({ id }) => id === record.id)!;
  assert.deepEqual(line.decidedBy, [`${agreement}/all`]);
  const none = await commands["ledger-show"]!(baghdad.node, {
    ...{ partner: "damascus", to: line.at.slice(0, 4) === "1970" ? "1970" : "2000-01-01" },
  });
  assert.deepEqual(none, []);
});

test("a record is logged under the clause by which it left, whatever let it stand in the outbox", async () => {
  const pair = await openPair((bytes) => randomBytes(bytes));
  try {
    const { baghdad: ours, damascus: theirs } = pair;
    const { record } = await submitReport(ours, roadCut());
    const [first] = ours.board.policy().agreements;
    const { form } = await proposeAgreement(ours, {
      ...bilateral(["baghdad", "damascus"]),
      grants: [{ id: "other" }],
    });
    await signAgreement(ours, form.id, { act: "sign" });
    const request = { limit: 100, kinds: ["agreement"], versions: ["all" as const] };
    const papers = await readOutbox(ours, "damascus", request);
    const envelope = `{"objects":[${Buffer.from(papers.body).toString()}]}`;
    await acceptObjects(theirs, "baghdad", Buffer.from(envelope));
    await signAgreement(theirs, form.id, { act: "sign" });
    await pull(theirs, ours);
    await signAgreement(ours, first!.id, { act: "end" });
    await pull(ours, theirs);
    const { lines } = await listLedger(ours, operator("test"), { partner: "damascus", limit: 500 });
    const line = lines.find(({ id }) => id === record.id);
    assert.deepEqual(line?.decidedBy, [`${form.id}/other`]);
  } finally {
    await pair.close();
  }
});

test("what is recalled keeps its leaf, and a leaf whose page never came is passed by a proof", async () => {
  const { desk } = baghdad.node;
  await quiet();
  await damascus.stop();
  const { record } = await submitReport(desk, roadCut());
  await eventually(async () => {
    const { served, last } = await desk.store.outboxState("damascus");
    return served === last;
  });
  await recallRecord(desk, record.id, { reason: "wrong place" });
  await submitReport(desk, roadCut());
  await damascus.start();
  await quiet();
  await submitReport(desk, roadCut());
  await quiet();
  await eventually(async () => {
    const [state] = await ledgerStates(damascus.node.desk);
    return (state?.received?.unseen ?? 0) > 0;
  });
  assert.deepEqual((await verifyLedger(desk)).faults, []);
  assert.deepEqual((await ledgerStates(damascus.node.desk))[0]!.forks, []);
});

test("a restored store goes on in another ledger, and the earlier one still verifies", async () => {
  await quiet();
  const backup = join(baghdad.dir, "backup.sqlite");
  await baghdad.node.desk.store.backup(backup);
  await submitReport(baghdad.node.desk, roadCut());
  await quiet();
  const { incarnation } = ledgerFor(baghdad.node.desk, "damascus");
  const told: string[] = [];
  damascus.node.desk.events.on(({ type, data }) => {
    if (type === "ledger-new") told.push(data.partner);
  });
  const before = await read(damascus.node.desk.store, "ledger-seen", "baghdad");
  await baghdad.stop();
  await restore(baghdad.dir, backup);
  await baghdad.start();
  assert.notEqual(ledgerFor(baghdad.node.desk, "damascus").incarnation, incarnation);
  await submitReport(baghdad.node.desk, roadCut());
  await eventually(async () => {
    const known = await read(baghdad.node.desk.store, "ledger-cosigned", "damascus");
    return known !== null && !known.origin.endsWith(incarnation);
  });
  const { ledgers, faults } = await verifyLedger(baghdad.node.desk);
  assert.deepEqual(faults, []);
  assert.equal(ledgers.filter(({ partner }) => partner === "damascus").length, 2);
  // The partner's people are told, and keep what they had of the one before.
  assert.deepEqual(told, ["baghdad"]);
  const earlier = await read(damascus.node.desk.store, "ledger-earlier", "baghdad");
  assert.deepEqual(
    earlier!.map(({ note }) => note),
    [before!.note],
  );
  const [state] = await ledgerStates(damascus.node.desk);
  assert.deepEqual(
    state!.began.map(({ at }) => at),
    [stixTime(earlier![0]!.until)],
  );
  const verified = await verifyLedger(damascus.node.desk);
  assert.deepEqual(verified.faults, []);
  assert.deepEqual(
    verified.remarks.map(({ partner, remark, where }) => [partner, remark, where]),
    [["baghdad", "ledger-new", state!.began[0]!.at]],
  );
  assert.equal((await readAll(damascus.node.desk.store, "ledger-fork")).size, 0);
});

function changeFile(sql: string): void {
  const db = new DatabaseSync(join(baghdad.dir, "store", "store.sqlite"));
  db.exec(sql);
  db.close();
}

/** Changes Baghdad's file while it is stopped. */
async function tampered(sql: string): Promise<void> {
  await baghdad.stop();
  changeFile(sql);
  await baghdad.start();
}

async function faults(): Promise<string[]> {
  const found = (await verifyLedger(baghdad.node.desk)).faults;
  return [...new Set(found.map(({ fault }) => fault))].sort();
}

/** This change of what leaf 3 was served under, with the head of the chain that follows from it: all but the signature. */
async function madeAnew(change: string): Promise<string> {
  const { desk } = baghdad.node;
  const ledger = ledgerFor(desk, "damascus");
  let head = servedStart({ ...ledger, unlogged: 0 });
  for (const entry of await desk.store.ledgerEntries({ ...ledger, afterLeaf: -1, limit: 1000 })) {
    const clauses = entry.leaf === 3 ? "" : entry.served!.decidedBy.join("\n");
    head = servedHead(head, entry.hash, entry.at, clauses);
  }
  const hex = Buffer.from(head).toString("hex");
  return `${change}; UPDATE ledger SET head = x'${hex}' WHERE log = (SELECT max(log) FROM ledger)`;
}

test("each thing that is changed is named, and is no fault any more once it is put back", async () => {
  for (let n = 0; n < 20; n++) await submitReport(baghdad.node.desk, roadCut());
  await quiet();
  assert.deepEqual(await faults(), []);
  const log = "(SELECT max(log) FROM ledger)";
  const leafThree = `(SELECT row FROM ledger_leaf WHERE log = ${log} AND leaf = 3)`;
  const cases = [
    {
      what: "a leaf",
      change: `UPDATE ledger_leaf SET hash = zeroblob(32) WHERE log = ${log} AND leaf = 3`,
      fault: "leaf-differs",
    },
    {
      what: "a record",
      change: `UPDATE body SET body = replace(body, 'Supply', 'Other') WHERE row = (SELECT max(l.row) FROM ledger_leaf l JOIN record r ON r.row = l.row JOIN name n ON n.number = r.kind WHERE n.text = 'incident')`,
      fault: "leaf-differs",
    },
    {
      what: "when it was added",
      change: `UPDATE offer SET added = added - 1 WHERE row = (SELECT row FROM ledger_leaf WHERE log = ${log} AND leaf = 2)`,
      fault: "leaf-differs",
    },
    {
      what: "a node",
      change: "UPDATE ledger_node SET hash = zeroblob(32)",
      fault: "node-differs",
    },
    {
      what: "a dropped leaf",
      change: `DELETE FROM ledger_leaf WHERE log = ${log} AND leaf = 5`,
      fault: "leaf-missing",
    },
    {
      what: "the end cut off",
      change: `DELETE FROM ledger_leaf WHERE log = ${log} AND leaf > 2; UPDATE ledger SET size = 3 WHERE log = ${log}; DELETE FROM ledger_node WHERE log = ${log}`,
      fault: "checkpoint-differs",
    },
    {
      what: "a countersigned checkpoint",
      change: `UPDATE body SET body = replace(body, 'tansiq/baghdad/damascus', 'tansiq/baghdad/damascuz') WHERE body LIKE '%ledger_checkpoint%'`,
      fault: "receipt-differs",
    },
    {
      what: "when it was served",
      change: `UPDATE ledger_leaf SET at = at - 1 WHERE log = ${log} AND leaf = 3`,
      fault: "served-differs",
    },
    {
      what: "under which clauses",
      change: `UPDATE offer SET clauses = clauses - 1 WHERE row = ${leafThree}`,
      fault: "served-differs",
    },
    {
      what: "under which clauses, with the chain made anew",
      change: await madeAnew(`UPDATE offer SET clauses = 0 WHERE row = ${leafThree}`),
      fault: "served-differs",
    },
    {
      what: "the node's signature under when and why",
      change: "UPDATE ledger SET signed = 0, note = NULL",
      fault: "served-unsigned",
    },
    {
      what: "what is said to be older than ledgers",
      change: "UPDATE recipient SET unlogged = last",
      fault: "served-differs",
    },
    {
      what: "a whole ledger gone, said to be older than ledgers",
      change:
        "UPDATE recipient SET unlogged = last; DELETE FROM ledger; DELETE FROM ledger_leaf; DELETE FROM ledger_node",
      fault: "ledger-missing",
    },
  ];
  const kept = join(baghdad.dir, "kept.sqlite");
  await baghdad.node.desk.store.backup(kept);
  await baghdad.node.links.stop();
  for (const { what, change, fault } of cases) {
    changeFile(change);
    assert.ok((await faults()).includes(fault), `${what}: ${await faults()}`);
    await assert.rejects(commands["ledger-verify"]!(baghdad.node, {}), { code: "ledger-broken" });
    changeFile(
      `ATTACH '${kept}' AS kept; ${[
        "body",
        "offer",
        "recipient",
        "ledger",
        "ledger_leaf",
        "ledger_node",
      ]
        .map((table) => `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM kept.${table};`)
        .join(" ")}`,
    );
  }
  assert.deepEqual(await faults(), []);
  await baghdad.stop();
  await baghdad.start();
});

test("a sender that rewrote its ledger gets no signature, and people are told of the fork", async () => {
  await quiet();
  const told: string[] = [];
  damascus.node.desk.events.on(({ type, data }) => {
    if (type === "ledger-fork") told.push(data.partner);
  });
  // Consistent in itself: only who signed for the earlier one can notice.
  await tampered(
    `UPDATE ledger_leaf SET hash = randomblob(32) WHERE leaf = 0; DELETE FROM ledger_node`,
  );
  await baghdad.stop();
  const db = new DatabaseSync(join(baghdad.dir, "store", "store.sqlite"));
  const { log, size } = db.prepare("SELECT log, size FROM ledger ORDER BY log DESC").get()!;
  // Without kept nodes nothing could be served: cut the ledger to fewer leaves than a node has.
  db.prepare("DELETE FROM ledger_leaf WHERE log = ? AND leaf > 10").run(log!);
  db.prepare("UPDATE ledger SET size = 11 WHERE log = ?").run(log!);
  db.close();
  assert.ok((size as number) > 11);
  await baghdad.start();
  const { record } = await submitReport(baghdad.node.desk, roadCut());
  await eventually(async () => (await damascus.node.desk.store.record(record.id)) !== null);
  for (let n = 0; n < 30; n++) await submitReport(baghdad.node.desk, roadCut());
  await eventually(() => told.length > 0);
  const [state] = await ledgerStates(damascus.node.desk);
  assert.deepEqual(
    state!.forks.map(({ own }) => own),
    [false],
  );
  assert.deepEqual(told, ["baghdad"]);
});
