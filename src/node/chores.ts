import type { Logger } from "pino";
import { backfill } from "../desk/backfill.ts";
import { datesReached } from "../desk/dates-ahead.ts";
import type { Desk } from "../desk/desk.ts";
import { followConsents } from "../desk/follow-consent.ts";
import { freeDue, hasDue, lookAtHeld } from "../desk/free-held.ts";
import { openCheckAnswers } from "../desk/tasks/answer-checks.ts";
import { publishPending } from "../desk/own-identity.ts";
import { tellOverdue } from "../desk/requests/tell-overdue.ts";
import { lookAgain, lookAgainAtAll } from "../desk/look-again.ts";

const datesEveryMs = 30_000;
/** Checks of partners are answered at this beat, however much or little there is to look at. */
const answersEveryMs = 5_000;

/** Calls again and again, every so many ms; gives what ends it. */
export type Every = (ms: number, call: () => void) => () => void;

export const systemEvery: Every = (ms, call) => {
  const timer = setInterval(call, ms).unref();
  return () => clearInterval(timer);
};

/** What a node does by itself, without anybody asking. */
export interface Chores {
  /** Resolves when what was begun is done. */
  stop(): Promise<void>;
}

/** Begins: what consents let go, back-fill and held records after agreements moved, a look at what waits in quarantine, and at dates that pass or come near. */
export function startChores(desk: Desk, log: Logger, every: Every): Chores {
  let filling = fill(desk, log);
  let stopped = false;
  let dated = Promise.resolve();
  const looked = lookAgainAtAll(desk, () => stopped);
  desk.board.onMove(() => {
    filling = filling.then(() => fill(desk, log));
  });
  // Nobody may be asking when a from or until date passes, or the delay of a grant that holds.
  const stopDates = every(datesEveryMs, () => {
    desk.board.policy();
    // Nothing to do, but for what broke off.
    filling = filling.then(() => tried(log, () => backfill(desk)));
    filling = filling.then(() => tried(log, () => tellOverdue(desk)));
    dated = lookAgain(desk, datesReached(desk));
    filling = filling.then(() => tried(log, async () => desk.tasks.timePasses()));
    filling = filling.then(() => tried(log, () => publishPending(desk)));
    if (hasDue(desk)) filling = filling.then(() => tried(log, () => freeDue(desk)));
  });
  const answers = openCheckAnswers(desk);
  let answering = Promise.resolve();
  const stopAnswers = every(answersEveryMs, () => {
    answering = answering.then(() => tried(log, () => answers.beat()));
  });
  return {
    async stop() {
      stopped = true;
      stopDates();
      stopAnswers();
      await Promise.all([filling, looked, dated, answering]);
    },
  };
}

async function fill(desk: Desk, log: Logger): Promise<void> {
  await tried(log, () => followConsents(desk));
  await tried(log, () => backfill(desk));
  await tried(log, () => lookAtHeld(desk));
}

async function tried(log: Logger, chore: () => Promise<unknown>): Promise<void> {
  try {
    await chore();
  } catch (error) {
    log.error({ err: error }, "a chore of the node stopped");
  }
}
