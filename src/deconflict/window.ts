import type { Window } from "./activity.ts";

/** What two half-open windows have in common; null for nothing. */
export function overlapOf(a: Window, b: Window): Window | null {
  const start = Math.max(a.start, b.start);
  const stop = Math.min(a.stop, b.stop);
  return start < stop ? { start, stop } : null;
}
