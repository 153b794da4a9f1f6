import type { Desk } from "../../desk/desk.ts";
import { listReads } from "../../desk/list-reads.ts";
import { longCheck } from "../../desk/long-check.ts";
import { verifyReads } from "../../desk/read-log.ts";
import type { ReadsPort } from "../../http/ports/reads.ts";
import { viewerOf } from "./viewer.ts";

export function readsPort(desk: Desk): ReadsPort {
  const verification = longCheck(desk, (progress) => verifyReads(desk.store, progress));
  return {
    listReads: (person, request) => listReads(desk, viewerOf(person), request),
    verifyReads: (person) => verification.start(viewerOf(person)),
    readsVerification: (person) => verification.state(viewerOf(person)),
  };
}
