import type { LedgerLine, LedgerRequest, ShownLedgerState } from "../../desk/list-ledger.ts";
import type { CheckState } from "../../desk/long-check.ts";
import type { Person } from "../../desk/people.ts";
import type { LedgerVerified } from "../../desk/verify-ledger.ts";

/** What partners were served, as the API asks the desk for it. */
export interface LedgerPort {
  /** Counts only for those who may see everything. */
  ledgerStates(person: Person): Promise<ShownLedgerState[]>;
  /** Oldest first. */
  listLedger(
    person: Person,
    request: LedgerRequest,
  ): Promise<{ lines: LedgerLine[]; next: string | null }>;
  /** Begins to compute all ledgers anew, where that is not under way. AppError clearance-full-needed. */
  verifyLedger(person: Person): CheckState<LedgerVerified>;
  /** How far that is; null: nobody asked for it since the node started. AppError clearance-full-needed. */
  ledgerVerification(person: Person): CheckState<LedgerVerified> | null;
}
