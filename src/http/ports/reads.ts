import type { ListedRead, ReadsRequest } from "../../desk/list-reads.ts";
import type { CheckState } from "../../desk/long-check.ts";
import type { Person } from "../../desk/people.ts";
import type { ReadLogState } from "../../desk/read-log.ts";

/** The log of who was given what. AppError clearance-full-needed. */
export interface ReadsPort {
  /** Newest first. */
  listReads(
    person: Person,
    request: ReadsRequest,
  ): Promise<{ reads: ListedRead[]; next: number | null }>;
  /** Begins to compute the chain of the log anew, where that is not under way. */
  verifyReads(person: Person): CheckState<ReadLogState>;
  /** How far that is; null: nobody asked for it since the node started. */
  readsVerification(person: Person): CheckState<ReadLogState> | null;
}
