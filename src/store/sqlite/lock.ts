import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../../errors.ts";

/**
 * Holds `dir` for this process. The lock is an open exclusive transaction on a file of its own: the kernel
 * releases it when the process ends, also by kill -9, so there is nothing stale to clean up.
 * Throws `store-locked`.
 */
export function lock(dir: string): { release(): void } {
  const db = new DatabaseSync(join(dir, "lock.sqlite"), { timeout: 0 });
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    throw new AppError("store-locked", { dir }, error);
  }
  return { release: () => db.close() };
}
