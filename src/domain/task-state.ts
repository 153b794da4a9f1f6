import type { CommitmentState, PartState, TaskState } from "./task.ts";

/** The latest version of a joint task's frame that is known here. Times: ms UTC. */
export interface FrameSaid {
  modified: number;
  state: TaskState;
}

export interface PartSaid {
  modified: number;
  cancelled: boolean;
}

/** The latest word of the part's own performer. */
export interface CommitmentSaid {
  state: CommitmentState;
  /** The versions that were meant. */
  partModified: number;
  taskModified: number;
}

/** Where a part stands as far as this node knows. */
export interface Standing {
  state: PartState;
  /** Something that its performer had spoken of was changed since: it is asked again. */
  askedAgain: boolean;
  /** Its performer said "ready", and a clash known here is open: it is not. */
  blocked: boolean;
}

/** Words that a change of part or frame does not undo: nobody is bound by them to what was changed. */
const unbinding: ReadonlySet<CommitmentState> = new Set([
  "declined",
  "aborted",
  "suspended",
  "done",
]);

/** Silence is never consent, and a word counts for the very versions that it names. */
export function standingOf(
  frame: FrameSaid,
  part: PartSaid,
  commitment: CommitmentSaid | null,
  clashing: boolean,
): Standing {
  if (part.cancelled || frame.state === "cancelled")
    return { state: "cancelled", askedAgain: false, blocked: false };
  if (commitment === null) return { state: "proposed", askedAgain: false, blocked: false };
  const { state, partModified, taskModified } = commitment;
  const isOver = state === "done" || state === "aborted";
  const askedAgain = !isOver && (partModified !== part.modified || taskModified !== frame.modified);
  if (askedAgain && !unbinding.has(state)) return { state: "proposed", askedAgain, blocked: false };
  if (state === "ready" && clashing) return { state: "accepted", askedAgain, blocked: true };
  return { state, askedAgain, blocked: false };
}

const next: Record<PartState, readonly CommitmentState[]> = {
  proposed: ["accepted", "accepted-with-conditions", "declined"],
  accepted: ["accepted-with-conditions", "declined", "ready", "suspended", "aborted"],
  "accepted-with-conditions": [
    ...(["accepted", "accepted-with-conditions", "declined"] as const),
    ...(["ready", "suspended", "aborted"] as const),
  ],
  declined: ["accepted", "accepted-with-conditions"],
  ready: ["accepted", "under-way", "suspended", "aborted"],
  "under-way": ["suspended", "done", "aborted"],
  suspended: ["accepted", "accepted-with-conditions", "declined", "aborted"],
  done: [],
  aborted: [],
  cancelled: [],
};

/** What its performer may say of a part next. Who is asked again may still stop what it had begun. */
export function mayBecome({ state, askedAgain }: Standing): readonly CommitmentState[] {
  if (state === "proposed" && askedAgain) return [...next.proposed, "suspended", "aborted"];
  return next[state];
}

/** States in which a part occupies neither place nor time. */
export function isOff(state: PartState): boolean {
  return ["cancelled", "declined", "aborted", "done"].includes(state);
}

/** Words that bind the partner, or say that it will not be bound. */
export function binds(state: CommitmentState): boolean {
  return state === "accepted" || state === "accepted-with-conditions" || state === "declined";
}

export type Lateness = "to-begin" | "to-end";

/** Whether a part is late at `now`; `start`, `stop`: its window, half-open. All in ms UTC. */
export function latenessOf(
  state: PartState,
  { start, stop }: { start: number; stop: number },
  now: number,
): Lateness | null {
  if (state === "under-way") return now >= stop ? "to-end" : null;
  if (isOff(state) || state === "suspended") return null;
  return now >= start ? "to-begin" : null;
}

/** How far ahead a part that is late to end is taken to go on, ms. */
const goesOnMs = 60 * 60 * 1000;
/** Steps in which that moves on, ms. */
const stepMs = 5 * 60 * 1000;

/** When a part is over as far as clashes go: what is under way beyond its time goes on for another hour. ms UTC. */
export function occupiedUntil(state: PartState, stop: number, now: number): number {
  if (state !== "under-way" || now < stop) return stop;
  return Math.ceil(now / stepMs) * stepMs + goesOnMs;
}
