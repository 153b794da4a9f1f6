import { parentPort, workerData } from "node:worker_threads";
import { spareMemory } from "../../spare-memory.ts";
import type { Batch } from "../port.ts";
import { commitQueue, type Waiting } from "./commit-queue.ts";
import { committer } from "./committer.ts";
import { connectWriter } from "./connect.ts";
import { toFailure } from "./failure.ts";
import type { Answer, Call, Part, Started, ThreadData } from "./thread-messages.ts";

/** The thread that writes: one transaction at a time, looking between two of them for what came in. */
const port = parentPort!;

function run(): void {
  const data = workerData as ThreadData;
  const db = connectWriter(data.file, data);
  const queue = commitQueue();
  const commit = committer(
    db,
    queue,
    (call, outcome) => {
      const answer: Answer =
        "error" in outcome
          ? { call, failure: toFailure(outcome.error) }
          : { call, value: outcome.value };
      port.postMessage(answer);
    },
    (call, part, groups) => port.postMessage({ call, part, groups } satisfies Part),
  );
  let busy = false;
  let stopping: number | null = null;

  function work(): void {
    const next = queue.next();
    if (next) {
      commit(next);
      // The event loop takes in waiting messages before the next transaction is chosen.
      setImmediate(work);
      return;
    }
    busy = false;
    if (stopping === null) return;
    db.close();
    port.postMessage({ call: stopping, value: null } satisfies Answer);
    port.close();
  }

  port.on("message", ({ call, name, args }: Call) => {
    if (name === "stop") stopping = call;
    else queue.push({ call, batch: args[0] as Batch, now: args[1] as number } satisfies Waiting);
    if (busy) return;
    busy = true;
    setImmediate(work);
  });
}

try {
  run();
  spareMemory();
  port.postMessage({ ready: true } satisfies Started);
} catch (error) {
  port.postMessage({ failure: toFailure(error) } satisfies Started);
}
