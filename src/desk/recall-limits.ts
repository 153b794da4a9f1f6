import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { ErrorCode } from "../errors.ts";
import type { Head } from "../store/port.ts";
import type { Desk } from "./desk.ts";

/** So many recalls of one partner may wait here for records that did not come yet; far more than are ever on their way. */
export const mostAhead = 10_000;

type Fault = { code: ErrorCode; detail: string };

/**
 * Counts the recalls that stay in memory because what they take back is not here. The function that it gives tells what is wrong
 * with one more; it is looked at again when its object comes.
 */
export function recallLimits(
  desk: Desk,
  heads: ReadonlyMap<StixId, Head>,
): (by: PartnerId, object: StixId) => Fault | null {
  const counts = new Map<PartnerId, number>();
  for (const key of desk.recalledAhead.keys()) {
    const by = key.slice(0, key.indexOf(" "));
    counts.set(by, (counts.get(by) ?? 0) + 1);
  }
  return (by, object) => {
    if (heads.has(object) || desk.recalledAhead.has(`${by} ${object}`)) return null;
    const before = counts.get(by) ?? 0;
    counts.set(by, before + 1);
    return before < mostAhead ? null : { code: "recalls-too-many", detail: object };
  };
}
