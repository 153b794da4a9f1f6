import { api } from "../api/calls.ts";
import type { ListedWarning } from "../api/shapes.ts";
import { whenForgotten } from "./forget.ts";
import { latestAnswer } from "./latest-answer.ts";
import { onLive } from "./live.svelte.ts";
import { endNotices } from "./notices.svelte.ts";

interface Warnings {
  /** Newest first. */
  list: ListedWarning[];
  loaded: boolean;
  error: unknown;
}

const none: Warnings = { list: [], loaded: false, error: null };
export const warnings: Warnings = $state({ ...none });
whenForgotten(() => Object.assign(warnings, none));
let now = $state(Date.now());

export const loadWarnings = latestAnswer(
  () => api.warnings(new URLSearchParams({ active: "true", limit: "200" })),
  ({ warnings: list }) => {
    Object.assign(warnings, { list, loaded: true, error: null });
    endTold();
  },
  (error) => (warnings.error = error),
);

/** Those whose danger is not known to be over, own and partners', the newest first. */
export function inForce(): ListedWarning[] {
  return warnings.list.filter(({ until }) => until === null || Date.parse(until) > now);
}

/** Whatever was in force here at any time. */
const known = new Set<string>();

/** What is told of a warning goes when its danger is over. */
function endTold(): void {
  const on = new Set(inForce().map(({ id }) => id));
  for (const id of on) known.add(id);
  endNotices((about) => known.has(about) && !on.has(about));
}

/** Loads them, and again whenever something of them changes; gives what ends that. */
export function followWarnings(): () => void {
  void loadWarnings();
  const ends = (["warning", "recall"] as const).map((type) =>
    onLive(type, () => void loadWarnings()),
  );
  const watch = setInterval(() => {
    now = Date.now();
    endTold();
  }, 5000);
  return () => {
    clearInterval(watch);
    ends.forEach((end) => end());
  };
}
