import { DatabaseSync } from "node:sqlite";
import { AppError } from "../../src/errors.ts";
import type { Batch, CommitResult, Store } from "../../src/store/port.ts";
import { commitQueue, type Waiting } from "../../src/store/sqlite/commit-queue.ts";
import { committer } from "../../src/store/sqlite/committer.ts";
import { setUpWriter } from "../../src/store/sqlite/connect.ts";
import { fromFailure, toFailure } from "../../src/store/sqlite/failure.ts";
import { storeOf } from "../../src/store/sqlite/open.ts";
import { openReader } from "../../src/store/sqlite/reader.ts";
import type { Remote } from "../../src/store/sqlite/remote.ts";
import type { Part, Reader } from "../../src/store/sqlite/thread-messages.ts";
import type { World } from "./world.ts";

/** What a node's disk holds: outlives every crash. */
export type Disk = DatabaseSync;

export function newDisk(): Disk {
  const db = new DatabaseSync(":memory:");
  setUpWriter(db, { cacheKib: 2048 });
  return db;
}

export function copyOf(disk: Disk): Uint8Array {
  return disk.serialize();
}

export function diskFrom(copy: Uint8Array): Disk {
  const db = new DatabaseSync(":memory:");
  db.deserialize(copy);
  setUpWriter(db, { cacheKib: 2048 });
  return db;
}

/** What becomes of a commit. */
export type Fate = "done" | "rejected" | "done, answer lost";

export interface StoreOptions {
  clock(): number;
  fate(): Fate;
  /** A commit was done and its answer will never come: the process ends. */
  lost(): void;
  /** Told of each commit at the moment in which the node learns of it, before it does. */
  learned(batch: Batch, result: CommitResult): void;
}

/** The real store on an open disk, in this thread, each of its answers an event. */
export interface SimStore {
  store: Store;
  /** The process ends: nothing is answered any more, what was on its way to disk arrives there or not. */
  die(): void;
}

export function openSimStore(
  world: World,
  name: string,
  disk: Disk,
  { clock, fate, lost, learned }: StoreOptions,
): SimStore {
  let alive = true;
  const { remote: writer, rest } = simWriter();
  const reader = simReader();
  const store = storeOf(writer, reader, clock, () => undefined);

  function simWriter(): { remote: Remote; rest(): void } {
    const queue = commitQueue();
    const pending = new Map<number, Call>();
    let calls = 0;
    let scheduled = false;
    /** Answers come in the order of commits. */
    let answeredAt = 0;
    const answerLater = (call: number, run: (waiting: Call) => void): void => {
      const waiting = pending.get(call);
      if (!waiting || !alive) return;
      const at = Math.max(answeredAt, world.now() + world.roll(3));
      answeredAt = at;
      world.later(at - world.now(), "", () => {
        if (alive) run(waiting);
      });
    };
    const commit = committer(
      disk,
      queue,
      (call, outcome) => {
        const waiting = pending.get(call);
        if (waiting?.fate === "done, answer lost") {
          world.note(`${name} commit done, answer lost`);
          world.befell("commit without an answer");
          world.later(0, "", lost);
          return;
        }
        answerLater(call, ({ batch, resolve, reject }) => {
          pending.delete(call);
          if ("error" in outcome) return reject(fromFailure(toFailure(outcome.error)));
          if (outcome.value) learned(batch, outcome.value);
          resolve(outcome.value);
        });
      },
      (call, part, groups) => {
        answerLater(call, ({ batch, told, done }) => {
          const waiting = pending.get(call);
          const slice = batch.groups.slice(done, done + groups);
          if (waiting) waiting.done += groups;
          learned({ ...batch, groups: slice }, part);
          told?.({ call, part, groups });
        });
      },
    );

    function work(): void {
      scheduled = false;
      if (!alive) return;
      const next = queue.next();
      if (!next) return;
      commit(next);
      schedule();
    }
    function schedule(): void {
      if (scheduled) return;
      scheduled = true;
      world.later(world.roll(4), "", work);
    }
    const remote: Remote = {
      call(_name, [batch, at], told) {
        if (!alive) return never();
        return new Promise((resolve, reject) => {
          const of = batch as Batch;
          const how = fate();
          if (how === "rejected") {
            world.befell("commit refused");
            world.later(world.roll(4), `${name} commit rejected`, () => {
              if (alive) reject(new AppError("store-full"));
            });
            return;
          }
          const call = ++calls;
          pending.set(call, { batch: of, fate: how, done: 0, told, resolve, reject });
          queue.push({ call, batch: of, now: at as number } satisfies Waiting);
          schedule();
        });
      },
      stop: async () => undefined,
    };
    /** Of what waits, the first so many transactions still get to disk. */
    const rest = (): void => {
      for (let count = world.roll(3); count > 0; count--) {
        const next = queue.next();
        if (next) commit(next);
      }
    };
    return { remote, rest };
  }

  function simReader(): Remote {
    const asked = openReader(disk, "");
    let waiting = 0;
    let answeredAt = 0;
    const answer = async (call: string, args: unknown[]): Promise<unknown> => {
      try {
        return await (asked[call as keyof Reader] as (...all: unknown[]) => unknown)(...args);
      } catch (error) {
        throw fromFailure(toFailure(error));
      }
    };
    return {
      call(call, args) {
        if (!alive) return never();
        // Most questions are answered at once: that the order among them is kept is all that can be relied on.
        if (waiting === 0 && world.chance(0.8)) return guarded(answer(call, args));
        waiting++;
        const at = Math.max(answeredAt, world.now() + world.roll(3));
        answeredAt = at;
        return new Promise((resolve, reject) => {
          world.later(at - world.now(), "", () => {
            waiting--;
            if (alive) answer(call, args).then(resolve, reject);
          });
        });
      },
      stop: async () => undefined,
    };
  }

  /** A crash may come between question and answer. */
  function guarded<T>(answer: Promise<T>): Promise<T> {
    return answer.then((value) => (alive ? value : never<T>()));
  }

  return {
    store,
    die() {
      alive = false;
      rest();
    },
  };
}

interface Call {
  batch: Batch;
  fate: Fate;
  /** Groups that were told of. */
  done: number;
  told: ((part: Part) => void) | undefined;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
