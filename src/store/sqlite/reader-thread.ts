import { parentPort, workerData } from "node:worker_threads";
import { connectReader } from "./connect.ts";
import { toFailure } from "./failure.ts";
import { openReader } from "./reader.ts";
import type { Answer, Call, Reader, Started, ThreadData } from "./thread-messages.ts";

/** The thread that answers questions, one after the other; only a backup runs beside them. */
const port = parentPort!;

function run(): void {
  const data = workerData as ThreadData;
  const db = connectReader(data.file, data);
  const reader = openReader(db, data.file);

  port.on("message", ({ call, name, args }: Call) => {
    if (name === "stop") {
      db.close();
      port.postMessage({ call, value: null } satisfies Answer);
      port.close();
      return;
    }
    const fail = (error: unknown): void =>
      port.postMessage({ call, failure: toFailure(error) } satisfies Answer);
    try {
      const value = (reader[name as keyof Reader] as (...args: unknown[]) => unknown)(...args);
      if (value instanceof Promise) value.then((done) => answer(call, done), fail);
      else answer(call, value);
    } catch (error) {
      fail(error);
    }
  });
}

function answer(call: number, value: unknown): void {
  port.postMessage({ call, value } satisfies Answer, buffersOf(value));
}

/** Large columns and texts are handed over, not copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) return [value.buffer as ArrayBuffer];
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
  return Object.values(value).flatMap((part) =>
    ArrayBuffer.isView(part) ? [part.buffer as ArrayBuffer] : [],
  );
}

try {
  run();
  port.postMessage({ ready: true } satisfies Started);
} catch (error) {
  port.postMessage({ failure: toFailure(error) } satisfies Started);
}
