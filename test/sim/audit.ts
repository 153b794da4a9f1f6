import { recallStates } from "../../src/desk/recall-states.ts";
import { verifyLedger } from "../../src/desk/verify-ledger.ts";
import type { SimNode } from "./sim-node.ts";

/** What an auditor finds at a node once all is quiet: its ledgers hold, and whoever had what it took back has said so. */
export async function auditFaults(node: SimNode): Promise<string[]> {
  const desk = node.desk();
  if (!desk) return [];
  const { faults } = await verifyLedger(desk);
  const found = faults.map(
    ({ partner, fault, where }) => `${node.id}'s ledger for ${partner}: ${fault} at ${where}`,
  );
  // A receipt that was dated by a clock days ahead waits for its day.
  const waiting = await desk.store.quarantine(100_000);
  const ahead = new Set(
    waiting.filter(({ code }) => code === "time-ahead").map(({ partner }) => partner),
  );
  for (const id of desk.recalled.keys()) {
    const record = await desk.store.record(id);
    if (!record || record.originator !== desk.self.id) continue;
    const { partners } = await recallStates(desk, id, new Map());
    for (const { partner, state } of partners) {
      if (state !== "confirmed" && !ahead.has(partner))
        found.push(`${node.id} took ${id} back, and ${partner} never confirms`);
    }
  }
  return found;
}
