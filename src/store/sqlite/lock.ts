import { truncateSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../../errors.ts";
import { asAppError } from "./failure.ts";

/**
 * Holds `dir` for this process. The lock is an open exclusive transaction on a file of its own: the kernel
 * releases it when the process ends, also by kill -9, so there is nothing stale to clean up.
 * Throws `store-locked`, `store-broken`.
 */
export function lock(dir: string): { release(): void } {
  const file = join(dir, "lock.sqlite");
  try {
    return held(file);
  } catch (error) {
    const fault = asAppError(error);
    if (errorCode(error) === busy) throw new AppError("store-locked", { dir }, error);
    if (!(fault instanceof AppError && fault.code === "store-corrupt")) throw fault;
    // Whoever held it would have been seen before its content. Emptied in place: the file that others may lock stays the same.
    truncateSync(file);
    return lock(dir);
  }
}

function held(file: string): { release(): void } {
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    throw error;
  }
  return { release: () => db.close() };
}

/** Primary result code of SQLite: another process has it. */
const busy = 5;

function errorCode(error: unknown): number {
  return ((error as { errcode?: number }).errcode ?? 0) & 0xff;
}
