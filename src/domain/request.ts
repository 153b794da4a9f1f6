import type { Random } from "./random.ts";
import type { StixObject } from "./stix.ts";
import { parseStixTime } from "./time.ts";

export const requestKinds = ["information", "support", "offer"] as const;
export type RequestKind = (typeof requestKinds)[number];

export const requestStates = ["open", "closed", "withdrawn"] as const;
export type RequestState = (typeof requestStates)[number];

export const answerStates = ["accepted", "refused", "answered-in-part", "answered"] as const;
export type AnswerState = (typeof answerStates)[number];

/** Neither read wrongly over the radio nor taken for one another: no I, O, 0, 1. */
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/**
 * Date-time group of when it was written (UTC) and five letters by chance, e.g. "110600ZMAR15-K7QF2". Counted numbers would
 * tell each partner how much was asked of others. `at`: ms UTC.
 */
export function requestNumber(at: number, random: Random): string {
  const date = new Date(at);
  const two = (value: number) => String(value % 100).padStart(2, "0");
  const day = two(date.getUTCDate());
  const time = `${two(date.getUTCHours())}${two(date.getUTCMinutes())}`;
  const month = `${months[date.getUTCMonth()]}${two(date.getUTCFullYear())}`;
  const chance = [...random(5)].map((byte) => letters[byte % letters.length]).join("");
  return `${day}${time}Z${month}-${chance}`;
}

/** What may have been said while something is still awaited. */
export type AwaitedAfter = "nothing" | Exclude<AnswerState, "answered" | "refused">;

/** Whether something is still awaited of whoever gave (or did not give) this answer. */
export function isAwaited(state: RequestState, answer: AnswerState | null): boolean {
  return state === "open" && answer !== "answered" && answer !== "refused";
}

/** Whether the due time has passed while something is awaited. `now`: ms UTC. */
export function isOverdue(request: StixObject, answer: AnswerState | null, now: number): boolean {
  const due = request["due_time"];
  if (typeof due !== "string") return false;
  return isAwaited(request["request_state"] as RequestState, answer) && now >= parseStixTime(due)!;
}
