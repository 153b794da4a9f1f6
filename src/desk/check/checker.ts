import { Worker } from "node:worker_threads";

import { AppError } from "../../errors.ts";
import { checkEnvelope } from "./check-envelope.ts";
import type { CheckContext, CheckedEnvelope } from "./checked.ts";
import { type Answer, type Question, unpacked } from "./worker-messages.ts";

export interface Checker {
  /** As `checkEnvelope`. The bytes may be moved to another thread: do not use them afterwards. */
  check(bytes: Uint8Array, context: CheckContext): Promise<CheckedEnvelope>;
  close(): Promise<void>;
}

/** Checks in the calling thread: for commands and tests. */
export function inlineChecker(): Checker {
  return {
    check: async (bytes, context) => checkEnvelope(bytes, context),
    close: async () => {},
  };
}

/** Below this, about 60 records and 6 ms, another thread costs more than it saves. */
const inlineBytes = 64 * 1024;
const idleMs = 30_000;

const script = new URL("./check-worker.ts", import.meta.url);
/** An envelope's objects live briefly: more room for young ones makes no check faster. */
const resourceLimits = { maxYoungGenerationSizeMb: 24 };

interface Job {
  bytes: Uint8Array;
  context: CheckContext;
  resolve(checked: CheckedEnvelope): void;
  reject(error: unknown): void;
}

interface Thread {
  worker: Worker;
  job: Job | null;
  /** What it was told last, so that partners and labels cross over only when they changed. */
  told: { partners: unknown; labels: unknown; labelCount: number } | null;
  idle: NodeJS.Timeout | null;
}

/**
 * Checks large bodies in up to `threads` worker threads, each started when first needed and ended after half a minute
 * without work. `context.labels` may grow in place; labels never change or vanish.
 */
export function pooledChecker(threads: number): Checker {
  const pool = new Set<Thread>();
  const waiting: Job[] = [];
  let closed = false;

  function start(): Thread {
    const worker = new Worker(script, { resourceLimits });
    const thread: Thread = { worker, job: null, told: null, idle: null };
    worker.on("message", (answer: Answer) => done(thread, answer));
    worker.on("error", (error) => lost(thread, error));
    worker.on("exit", () => lost(thread, new Error("the thread ended")));
    pool.add(thread);
    return thread;
  }

  function done(thread: Thread, answer: Answer): void {
    const job = thread.job!;
    thread.job = null;
    if (answer.ok) job.resolve(unpacked(answer.objects));
    else job.reject(new AppError(answer.code, answer.parts, answer.cause));
    const next = waiting.shift();
    if (next) return give(thread, next);
    thread.worker.unref();
    thread.idle = setTimeout(() => void stop(thread), idleMs).unref();
  }

  function lost(thread: Thread, error: unknown): void {
    pool.delete(thread);
    if (thread.idle) clearTimeout(thread.idle);
    thread.job?.reject(new AppError("internal", {}, error));
    thread.job = null;
    const next = closed ? undefined : waiting.shift();
    if (next) give(start(), next);
  }

  async function stop(thread: Thread): Promise<void> {
    pool.delete(thread);
    if (thread.idle) clearTimeout(thread.idle);
    await thread.worker.terminate();
  }

  function give(thread: Thread, job: Job): void {
    if (thread.idle) clearTimeout(thread.idle);
    thread.idle = null;
    thread.job = job;
    thread.worker.ref();
    const { partners, labels, ...context } = job.context;
    const { told } = thread;
    const changed =
      told?.partners !== partners || told.labels !== labels || told.labelCount !== labels.size;
    thread.told = { partners, labels, labelCount: labels.size };
    const question: Question = {
      bytes: job.bytes,
      context,
      changed: changed ? { partners, labels } : null,
    };
    thread.worker.postMessage(question, [job.bytes.buffer as ArrayBuffer]);
  }

  return {
    async check(bytes, context) {
      if (closed || bytes.byteLength < inlineBytes) return checkEnvelope(bytes, context);
      return new Promise((resolve, reject) => {
        const job: Job = { bytes: ownBuffer(bytes), context, resolve, reject };
        const free = [...pool].find((thread) => thread.job === null);
        if (free) give(free, job);
        else if (pool.size < threads) give(start(), job);
        else waiting.push(job);
      });
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new AppError("internal"));
      await Promise.all([...pool].map(stop));
    },
  };
}

/** Bytes that share their memory with others cannot be moved away from them. */
function ownBuffer(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes);
}
