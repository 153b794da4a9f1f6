/**
 * The time that the picture shows. Two clocks: what was so then, as it is known today, or what this node knew then.
 * `at`: ms UTC; null: now, with what comes in. `span`: how far back from there events are shown, ms; null: all of them.
 */
export interface Moment {
  at: number | null;
  clock: "so" | "known";
  span: number | null;
}

export const now: Moment = { at: null, clock: "so", span: null };

const day = 86_400_000;
/** The spans to choose from, ms. */
export const spans = [day, 7 * day, 30 * day, 90 * day, 365 * day] as const;

/** The clocks of this machine and of the node may lie so far apart: what begins within it has begun, ms. */
export const clocksApart = 5 * 60_000;

/** Up to when what begins is shown, ms UTC; `now`: ms UTC. */
export function shownUntil({ at }: Moment, now: number): number {
  return at ?? now + clocksApart;
}

/** Whether a version was known at the moment, and not yet replaced by one that was. */
export function isKnownAt(
  { at, clock }: Moment,
  { known, replaced }: { known: number; replaced: number },
): boolean {
  if (at === null || clock === "so") return replaced === Infinity;
  return known <= at && at < replaced;
}
