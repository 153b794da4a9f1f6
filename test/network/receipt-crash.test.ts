import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { recallStates } from "../../src/desk/recall-states.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { roadCut } from "./drafts.ts";
import { openPair, pull } from "./pair.ts";

test("a receipt that a crash kept from the disk is made again with the page that it is for", async (t) => {
  const pair = await openPair((bytes) => randomBytes(bytes));
  t.after(() => pair.close());
  const { baghdad, damascus } = pair;
  const { record } = await submitReport(baghdad, roadCut());
  await pull(baghdad, damascus);
  await recallRecord(baghdad, record.id, { reason: "wrong" });
  const { commit } = damascus.store;
  damascus.store.commit = (batch, written) => {
    const changes = batch.groups.flat();
    const signs = changes.some((one) => one.do === "record" && one.row.kind === "receipt");
    return signs ? Promise.reject(new Error("the power fails")) : commit(batch, written);
  };
  await assert.rejects(pull(baghdad, damascus), /the power fails/);
  damascus.store.commit = commit;
  await pull(baghdad, damascus);
  await pull(damascus, baghdad);
  const { partners } = await recallStates(baghdad, record.id, new Map());
  assert.deepEqual(
    partners.map(({ state }) => state),
    ["confirmed"],
  );
});
