import { stixTime } from "../domain/time.ts";
import { AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { mustSeeAll, type Viewer } from "./viewer.ts";

/** How far a check of much that is stored is, and what it found. Times RFC 3339, UTC. */
export interface CheckState<T> {
  /** Who began it. */
  by: string;
  started: string;
  /** null: it is under way. */
  finished: string | null;
  /** So many of `of` are looked at; `of` may grow meanwhile. */
  done: number;
  of: number;
  /** null: not yet, or, once finished, it could not be brought to its end. */
  found: T | null;
}

export type Progress = (done: number, of: number) => void;

/** A check that people begin and come back for: one at a time, and the last outcome is kept until the node stops. */
export interface LongCheck<T> {
  /** Begins it, where it is not under way. Errors: clearance-full-needed, since it counts whatever its label. */
  start(viewer: Viewer): CheckState<T>;
  /** null: nobody began it since the node started. Errors: clearance-full-needed. */
  state(viewer: Viewer): CheckState<T> | null;
}

/** `run` tells how far it is. What goes wrong in it stands in the node's log. */
export function longCheck<T>(
  { clock, log }: Pick<Desk, "clock" | "log">,
  run: (progress: Progress) => Promise<T>,
): LongCheck<T> {
  let last: CheckState<T> | null = null;

  async function follow(state: CheckState<T>): Promise<void> {
    try {
      state.found = await run((done, of) => {
        state.done = done;
        state.of = Math.max(done, of);
      });
    } catch (error) {
      if (!(error instanceof AppError && error.code === "store-closed"))
        log.error({ err: error }, "a check could not be brought to its end");
    }
    state.finished = stixTime(clock());
  }

  return {
    start(viewer) {
      mustSeeAll(viewer);
      if (last && last.finished === null) return { ...last };
      const started = stixTime(clock());
      last = { by: viewer.name, started, finished: null, done: 0, of: 0, found: null };
      void follow(last);
      return { ...last };
    },
    state(viewer) {
      mustSeeAll(viewer);
      return last && { ...last };
    },
  };
}
