import type { Desk } from "../../src/desk/desk.ts";
import { recallStates } from "../../src/desk/recall-states.ts";
import { verifyLedger } from "../../src/desk/verify-ledger.ts";
import { identityId } from "../../src/domain/partner-identity.ts";
import type { PartnerId } from "../../src/domain/partner.ts";
import { readReceipt } from "../../src/domain/receipt.ts";
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
      if (state === "confirmed" || ahead.has(partner)) continue;
      if (!(await saidItTooLate(desk, partner)))
        found.push(`${node.id} took ${id} back, and ${partner} never confirms`);
    }
  }
  return found;
}

/** A receipt that waited for its day counts no more where its signer rolled its key meanwhile; the next one will. */
async function saidItTooLate(desk: Desk, partner: PartnerId): Promise<boolean> {
  if (desk.partners.get(partner)!.keys.every(({ retired }) => retired === undefined)) return false;
  const query = { partner, versions: ["all" as const], limit: 1_000_000 };
  const { entries } = await desk.store.outbox(query);
  const notices = entries.filter(({ kind }) => kind === "recall-notice");
  const last = Math.max(...notices.map(({ dateAdded }) => dateAdded));
  const receipts = await desk.store.ofKind("receipt", 0, 100_000);
  return receipts.some(({ body }) => {
    const receipt = JSON.parse(body);
    const by = receipt.created_by_ref as string;
    return by === identityId(partner) && readReceipt(receipt).through >= last;
  });
}
