import type { Likeness } from "../api/shapes.ts";
import type { TextKey } from "../text/en.ts";

/** One reason why two records may tell of the same event: a text that goes with a number. */
export interface Nearness {
  key: TextKey;
  count: number;
}

/** Why it may be the same event: near in space, in time, by words; what could not be compared is left out, or said. */
export function nearnessOf({ km, hours, words }: Omit<Likeness, "score">): Nearness[] {
  const found: Nearness[] = [];
  if (km !== null)
    found.push(
      km < 1 ? { key: "alike.samePlace", count: 0 } : { key: "alike.km", count: Math.round(km) },
    );
  found.push(apart(hours));
  found.push(
    words === null
      ? { key: "alike.otherLanguage", count: 0 }
      : { key: "alike.words", count: Math.round(words * 100) },
  );
  return found;
}

function apart(hours: number): Nearness {
  const minutes = Math.round(hours * 60);
  if (minutes === 0) return { key: "alike.sameTime", count: 0 };
  if (minutes < 60) return { key: "alike.minutes", count: minutes };
  if (hours < 48) return { key: "alike.hours", count: Math.round(hours) };
  return { key: "alike.days", count: Math.round(hours / 24) };
}
