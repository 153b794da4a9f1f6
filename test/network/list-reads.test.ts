import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { listReads } from "../../src/desk/list-reads.ts";
import { noteRead } from "../../src/desk/read-log.ts";
import { fullClearance } from "../../src/domain/clearance.ts";
import { readsPort } from "../../src/node/ports/reads.ts";
import { openPair, type Pair } from "./pair.ts";

let pair: Pair;
const desk = () => pair.baghdad;
const admin = { name: "amal", role: "admin", clearance: fullClearance } as const;

before(async () => {
  pair = await openPair((bytes) => randomBytes(bytes));
  for (const name of ["basim", "dina"])
    await noteRead(
      desk(),
      { ...admin, name },
      { how: "charted", versions: [], query: '{"q":"a"}' },
    );
});
after(() => pair.close());

test("an admin reads who did what, newest first, and that stands in the log too", async () => {
  const { reads, next } = await listReads(desk(), admin, { limit: 1 });
  const [{ at, ...newest }] = reads as [(typeof reads)[0]];
  assert.ok(Math.abs(Date.parse(at) - desk().clock()) < 60_000);
  assert.deepEqual(newest, {
    ...{ number: 2, person: "dina", how: "charted", query: '{"q":"a"}', records: [], count: 0 },
  });
  assert.equal(next, 2);
  const older = await listReads(desk(), admin, { limit: 9, before: 2 });
  assert.deepEqual([older.reads.map(({ person }) => person), older.next], [["basim"], null]);
  const own = await listReads(desk(), admin, { limit: 9, person: "AMAL" });
  assert.deepEqual(
    own.reads.map(({ how, query }) => [how, query]),
    [
      ["audited", '{"before":2}'],
      ["audited", "{}"],
    ],
  );
});

test("only who may see everything reads it or has it checked", async () => {
  const above = { code: "clearance-full-needed" };
  const less = { ...admin, clearance: { upTo: "secret", caveats: [] as string[] } } as const;
  await assert.rejects(listReads(desk(), less, { limit: 1 }), above);
  assert.throws(() => readsPort(desk()).verifyReads(less), above);
});

test("the chain is computed anew when somebody asks, and says how far it holds", async () => {
  const { verifyReads, readsVerification } = readsPort(desk());
  assert.equal(readsVerification(admin), null);
  const lines = (await desk().store.readLog(0, 100)).length;
  verifyReads(admin);
  let state = readsVerification(admin)!;
  for (; state.finished === null; state = readsVerification(admin)!) await setTimeout(5);
  assert.deepEqual([state.done, state.of, state.found?.broken], [lines, lines, null]);
  const [last] = await desk().store.readLog(lines - 1, 1);
  assert.deepEqual(state.found, { lines, head: last!.hash, broken: null });
});
