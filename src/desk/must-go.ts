import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import { closureOf } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { allowed } from "./plan-release.ts";

/**
 * What an answer names must be free to go to who asked, or the answer would stay here with it. Errors: record-not-found,
 * answer-not-releasable.
 */
export async function mustGo(desk: Desk, to: PartnerId, records: readonly StixId[]): Promise<void> {
  const policy = desk.board.policy();
  for (const id of records) {
    const record = await desk.store.record(id);
    if (!record || record.withdrawn) throw new AppError("record-not-found", { id });
    if (record.originator === to) continue;
    const may = allowed(desk, policy, id, await closureOf(desk, id)).includes(to);
    if (!may) throw new AppError("answer-not-releasable", { id, partner: to });
  }
}
