import type { Desk } from "../../desk/desk.ts";
import { listLedger, shownLedgerStates } from "../../desk/list-ledger.ts";
import { longCheck } from "../../desk/long-check.ts";
import { verifyLedger } from "../../desk/verify-ledger.ts";
import type { LedgerPort } from "../../http/ports/ledger.ts";
import { viewerOf } from "./viewer.ts";

export function ledgerPort(desk: Desk): LedgerPort {
  const verification = longCheck(desk, (progress) => verifyLedger(desk, progress));
  return {
    ledgerStates: (person) => shownLedgerStates(desk, viewerOf(person)),
    listLedger: (person, request) => listLedger(desk, viewerOf(person), request),
    verifyLedger: (person) => verification.start(viewerOf(person)),
    ledgerVerification: (person) => verification.state(viewerOf(person)),
  };
}
