import type { PartnerId } from "../domain/partner.ts";
import { parseStixTime } from "../domain/time.ts";
import type { Refused } from "./admit.ts";
import type { Desk } from "./desk.ts";
import type { Arrival } from "./look-again.ts";

/** What a partner sends may be dated so far ahead of this node's clock, ms. */
export const mostAheadMs = 24 * 3600_000;

/** A partner's clock may be wrong by days, and then its outbox is read on all the same. No honest one is wrong by a year, ms. */
const farAheadMs = 365 * mostAheadMs;

/** Whether a date_added (µs UTC) that a partner names lies further ahead than any clock is wrong: then nothing follows it. */
export function isFarAhead(desk: Desk, added: number): boolean {
  return added > (desk.clock() + farAheadMs) * 1000;
}

/** Of one sender. Further ones are looked at when the node starts again. */
const mostDates = 1000;

/** Remembers which dates keep what a partner sent in quarantine until this node's clock has come nearer to them. */
export function noteDatesAhead(desk: Desk, sender: PartnerId, refused: readonly Refused[]): void {
  for (const { code, detail } of refused) {
    if (code !== "time-ahead") continue;
    const dates = desk.datesAhead.get(sender) ?? new Set();
    desk.datesAhead.set(sender, dates);
    if (dates.size < mostDates) dates.add(detail);
  }
}

/** The dates that are not too far ahead any more, as what entries in quarantine wait for: each is given once. */
export function datesReached(desk: Desk): Arrival[] {
  const latest = desk.clock() + mostAheadMs;
  return [...desk.datesAhead].flatMap(([sender, dates]) => {
    const reached = [...dates].filter((date) => parseStixTime(date)! <= latest);
    for (const date of reached) dates.delete(date);
    return reached.length > 0 ? [{ ids: reached, sender }] : [];
  });
}
