import type { ReleaseState } from "../api/shapes.ts";

export interface ReachChanges {
  /** Who will get it, and had none of it. */
  gain: ReleaseState[];
  /** Who had it, or was to get it, and is told to take it back. */
  lose: ReleaseState[];
  /** Who had it and gets the new version. */
  keep: ReleaseState[];
}

/**
 * Who newly gains or loses a report with a new version. `now`: where the report stands; `before`, `then`: who may have what is
 * handled as it was, and as the new version will be. Who may have had it and does not, e.g. since it was recalled from there or is
 * older than the grant, gains nothing by a new version.
 */
export function reachChanges(
  now: readonly ReleaseState[],
  before: readonly ReleaseState[],
  then: readonly ReleaseState[],
): ReachChanges {
  const changes: ReachChanges = { gain: [], lose: [], keep: [] };
  const stateIn = (all: readonly ReleaseState[], partner: string) =>
    all.find((one) => one.partner === partner);
  for (const after of then) {
    const standing = stateIn(now, after.partner);
    const had = ["held", "offered", "served", "received"].includes(standing?.state ?? "");
    const will = after.state !== "withheld";
    const recalled = standing?.reasons.some(({ effect }) => effect === "recalled") ?? false;
    const could = (stateIn(before, after.partner)?.state ?? "withheld") !== "withheld";
    if (had && will) changes.keep.push(after);
    else if (had) changes.lose.push(after);
    else if (will && !recalled && !could) changes.gain.push(after);
  }
  return changes;
}
