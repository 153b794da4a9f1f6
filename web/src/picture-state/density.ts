import type { Stretch } from "./stretch.ts";

export interface Density {
  /** How many events begin in each of the equal parts of the stretch, from the first part on. */
  parts: Int32Array;
  /** How many begin before the stretch, and how many after it. */
  earlier: number;
  later: number;
}

/** Counts the events that begin at these times (ms UTC) along the stretch, in `count` equal parts. */
export function density(times: Float64Array, { from, until }: Stretch, count: number): Density {
  const parts = new Int32Array(count);
  const size = (until - from) / count;
  let [earlier, later] = [0, 0];
  for (const time of times) {
    const part = Math.floor((time - from) / size);
    if (part < 0) earlier++;
    else if (part >= count) later++;
    else parts[part]!++;
  }
  return { parts, earlier, later };
}
