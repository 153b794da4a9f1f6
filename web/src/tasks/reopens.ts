import type { ListedPart } from "../api/shapes.ts";

/** What a change of a task as a whole undoes, so that it is told before the change is sent. */
export interface Reopened {
  /** Their performers had agreed, and the parts stand as proposed again. */
  fallBack: ListedPart[];
  /** What their performers said goes on, and they are asked again about what it is now. */
  askedAgain: ListedPart[];
}

const falling: ReadonlySet<string> = new Set(["accepted", "accepted-with-conditions", "ready"]);
const over: ReadonlySet<string> = new Set(["done", "aborted", "cancelled"]);

/** Every part of a task rests on the whole. */
export function reopens(parts: readonly ListedPart[]): Reopened {
  const spoken = parts.filter(({ commitment, state }) => commitment && !over.has(state));
  return {
    fallBack: spoken.filter(({ state }) => falling.has(state)),
    askedAgain: spoken.filter(
      ({ state, askedAgain }) => !falling.has(state) && state !== "proposed" && !askedAgain,
    ),
  };
}
