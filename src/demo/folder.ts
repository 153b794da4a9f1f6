import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../errors.ts";
import { lock } from "../store/sqlite/lock.ts";
import type { Actor } from "./cast.ts";
import { credentialsPath } from "./credentials.ts";

/** The demonstration's folder, held by this process until it ends. */
export interface HeldFolder {
  dir: string;
  /** True: nothing is set up yet. */
  empty: boolean;
  /** To be called when the set-up is complete: from now on a start keeps the data. */
  keep(): void;
  release(): void;
}

/**
 * Takes the folder for this process. What an interrupted first start left is thrown away, and with
 * `fresh` everything. Errors: demo-running, demo-ports-differ.
 */
export function holdFolder(
  dir: string,
  { fresh, basePort, cast }: { fresh: boolean; basePort: number; cast: readonly Actor[] },
): HeldFolder {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const { release } = lockOf(dir);
  const complete = join(dir, "complete.json");
  if (fresh || !existsSync(complete)) {
    // Only what is ours, in case somebody keeps other things in a folder of that name.
    const ours = [complete, credentialsPath(dir), ...cast.map(({ id }) => join(dir, id))];
    for (const path of ours) rmSync(path, { recursive: true, force: true });
  }
  const empty = !existsSync(complete);
  if (!empty) {
    const setUp = JSON.parse(readFileSync(complete, "utf8")) as { basePort: number };
    if (setUp.basePort !== basePort) {
      release();
      throw new AppError("demo-ports-differ", { basePort: setUp.basePort });
    }
  }
  return {
    dir,
    empty,
    keep: () => writeFileSync(complete, `${JSON.stringify({ basePort })}\n`),
    release,
  };
}

function lockOf(dir: string): { release(): void } {
  try {
    return lock(dir);
  } catch (error) {
    throw new AppError("demo-running", { dir }, error);
  }
}
