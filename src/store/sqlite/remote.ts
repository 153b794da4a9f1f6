import { Worker } from "node:worker_threads";
import { AppError } from "../../errors.ts";
import { fromFailure } from "./failure.ts";
import type { Answer, Part, Started, ThreadData } from "./thread-messages.ts";

/** A thread that answers calls in any order. */
export interface Remote {
  /** `told` gets the parts that come before the answer. */
  call(name: string, args: unknown[], told?: (part: Part) => void): Promise<unknown>;
  /** Lets the thread finish what it has, close its file and end. */
  stop(): Promise<void>;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  told: ((part: Part) => void) | undefined;
}

/** Starts a thread and resolves when it has opened its file; rejects with the AppError that it met. */
export async function startThread(script: URL, data: ThreadData): Promise<Remote> {
  // Short-lived rows are all that these threads make: a small young generation keeps them from growing.
  const resourceLimits = { maxYoungGenerationSizeMb: 16 };
  const worker = new Worker(script, { workerData: data, resourceLimits });
  const pending = new Map<number, Pending>();
  let calls = 0;
  let ended: Error | null = null;
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));

  function end(error: Error): void {
    ended ??= error;
    for (const { reject } of pending.values()) reject(ended);
    pending.clear();
  }

  await new Promise<void>((resolve, reject) => {
    worker.once("message", (started: Started) =>
      "ready" in started ? resolve() : reject(fromFailure(started.failure)),
    );
    worker.once("error", reject);
  });
  worker.on("message", (answer: Answer | Part) => {
    const waiting = pending.get(answer.call);
    if ("part" in answer) return waiting?.told?.(answer);
    pending.delete(answer.call);
    if ("failure" in answer) return waiting?.reject(fromFailure(answer.failure));
    return waiting?.resolve(answer.value);
  });
  worker.on("error", (error) =>
    end(new AppError("store-broken", { reason: "thread failed" }, error)),
  );
  worker.on("exit", () => end(new AppError("store-closed")));

  function call(name: string, args: unknown[], told?: (part: Part) => void): Promise<unknown> {
    if (ended) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      pending.set(++calls, { resolve, reject, told });
      worker.postMessage({ call: calls, name, args });
    });
  }

  return {
    call,
    async stop() {
      if (!ended) await call("stop", []).catch(() => {});
      ended ??= new AppError("store-closed");
      await exited;
    },
  };
}
