import { AppError } from "../errors.ts";
import { parseOffsetTime } from "../domain/time.ts";
import type { Window } from "./activity.ts";

/**
 * A window from what people wrote: RFC 3339 with Z or their own offset, which names the same instants. Throws AppError
 * `activity-invalid` naming `field` where a text is no time; whether it ends after it begins `checkActivity` looks at.
 */
export function readWindow(field: string, start: string, stop: string): Window {
  const read = (text: string): number => {
    const time = parseOffsetTime(text);
    if (time !== null) return time;
    throw new AppError("activity-invalid", {
      ...{ field, reason: "write times like 2015-03-11T07:00:00+03:00" },
      reason_ar: "اكتب الوقت هكذا 2015-03-11T07:00:00+03:00",
    });
  };
  return { start: read(start), stop: read(stop) };
}

/** What two half-open windows have in common; null for nothing. */
export function overlapOf(a: Window, b: Window): Window | null {
  const start = Math.max(a.start, b.start);
  const stop = Math.min(a.stop, b.stop);
  return start < stop ? { start, stop } : null;
}
