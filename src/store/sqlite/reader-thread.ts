import { parentPort, workerData } from "node:worker_threads";
import { backupFile } from "./backup-file.ts";
import { connectReader } from "./connect.ts";
import { toFailure } from "./failure.ts";
import { nameReader } from "./names.ts";
import { needsReader } from "./read-needs.ts";
import { outboxReader } from "./read-outbox.ts";
import { pictureReader } from "./read-picture.ts";
import { recordReader } from "./read-records.ts";
import { searchReader } from "./read-search.ts";
import { shelfReader } from "./read-shelf.ts";
import type { Answer, Call, Reader, Started, ThreadData } from "./thread-messages.ts";

/** The thread that answers questions, one after the other; only a backup runs beside them. */
const port = parentPort!;

function run(): void {
  const data = workerData as ThreadData;
  const db = connectReader(data.file, data);
  const names = nameReader(db);
  const reader: Reader = {
    ...recordReader(db, names),
    ...outboxReader(db, names),
    ...needsReader(db, names),
    ...shelfReader(db),
    search: searchReader(db),
    pictureColumns: pictureReader(db, names),
    backup: (file) => backupFile(data.file, file),
  };

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
