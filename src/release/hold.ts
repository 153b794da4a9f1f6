import type { Grant } from "../domain/agreement.ts";

/** A second person must approve: no time that passes is enough. */
export const secondPerson = Infinity;

/**
 * How long a grant keeps an entry back before it may leave: minutes, 0 for not at all, `secondPerson`. What is not
 * understood waits for a second person.
 */
export function holdOf({ hold = "none" }: Pick<Grant, "hold">): number {
  if (hold === "none") return 0;
  if (typeof hold !== "object") return secondPerson;
  return Number.isFinite(hold.minutes) && hold.minutes > 0 ? hold.minutes : secondPerson;
}
