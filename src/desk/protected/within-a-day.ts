const dayMs = 86_400_000;

/** When the day is over that began at `since` (ms UTC). */
export const endOfDay = (since: number): number => since + dayMs;

/** What was counted since then, as long as that day lasts; null: a new one begins, also where the clock went back. */
export function withinADay<T extends { since: number }>(kept: T | null, now: number): T | null {
  return kept !== null && kept.since <= now && now < endOfDay(kept.since) ? kept : null;
}
