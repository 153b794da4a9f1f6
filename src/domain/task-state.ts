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
  /** Its performer said "ready", and a clash known here keeps it from that: it is not. */
  blocked: boolean;
  /** It was cancelled while something of it goes on: its performer has to stop it, and to say so. */
  calledOff: boolean;
}

/** Words that a change of part or frame does not undo: what is so stays so, whatever was meant to be. */
const lasting: ReadonlySet<CommitmentState> = new Set([
  "declined",
  "under-way",
  "suspended",
  "aborted",
  "done",
]);

/** Silence is never consent, and a word counts for the very versions that it names. */
export function standingOf(
  frame: FrameSaid,
  part: PartSaid,
  commitment: CommitmentSaid | null,
  clashing: boolean,
): Standing {
  const isCancelled = part.cancelled || frame.state === "cancelled";
  const plain = { askedAgain: false, blocked: false, calledOff: false };
  if (isCancelled && !(commitment && goesOn(commitment.state)))
    return { ...plain, state: "cancelled" };
  if (commitment === null) return { ...plain, state: "proposed" };
  const { state, partModified, taskModified } = commitment;
  const isOver = state === "done" || state === "aborted";
  const askedAgain = !isOver && (partModified !== part.modified || taskModified !== frame.modified);
  if (askedAgain && !lasting.has(state)) return { ...plain, state: "proposed", askedAgain };
  if (state === "ready" && clashing) return { ...plain, state: "accepted", blocked: true };
  return { ...plain, state, askedAgain, calledOff: isCancelled };
}

/** Forces may be there, until their own partner says that it is over. */
function goesOn(state: PartState): boolean {
  return state === "under-way" || state === "suspended";
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

/**
 * What its performer may say of a part next. Who is asked again may still stop what it had begun, or go on with it as it is now;
 * what was called off only ends.
 */
export function mayBecome({ state, askedAgain, calledOff }: Standing): readonly CommitmentState[] {
  if (calledOff) return next[state].filter((said) => said === "done" || said === "aborted");
  if (state === "proposed" && askedAgain) return [...next.proposed, "suspended", "aborted"];
  if (state === "under-way" && askedAgain) return ["under-way", ...next[state]];
  return next[state];
}

/** States in which a part is over, or will not be. */
export function isOff(state: PartState): boolean {
  return ["cancelled", "declined", "aborted", "done"].includes(state);
}

/** Whether who proposed a part, or its task, says that nothing of it is meant to be any more. */
export function isOver(
  frame: Pick<FrameSaid, "state">,
  part: Pick<PartSaid, "cancelled">,
): boolean {
  return part.cancelled || frame.state === "cancelled" || frame.state === "done";
}

/** Whether a part occupies place and time: nobody else's word ends what is under way. */
export function occupies(
  frame: Pick<FrameSaid, "state">,
  part: Pick<PartSaid, "cancelled">,
  state: PartState,
): boolean {
  return !isOff(state) && (goesOn(state) || !isOver(frame, part));
}

/** States in which a performer stands by its part: what clashes with it has to be dealt with. */
export function isCommitted(state: PartState): boolean {
  return !isOff(state) && state !== "proposed";
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
