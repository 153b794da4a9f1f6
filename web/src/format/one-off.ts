import type { ReleaseState } from "../api/shapes.ts";

/** What the word of two people does not pass. */
const forbids: ReadonlySet<ReleaseState["reasons"][number]["effect"]> = new Set([
  "red-line",
  "label",
  "reshare",
  "recalled",
]);

/** Whether it is of use to ask that an own record goes once to this partner, which does not get it; the node checks again. */
export function mayReleaseOnce({
  released,
  state,
  reasons,
}: Pick<ReleaseState, "released" | "state" | "reasons">): boolean {
  return !released && state === "withheld" && !reasons.some(({ effect }) => forbids.has(effect));
}
