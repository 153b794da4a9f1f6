import { randomBytes } from "node:crypto";
import { copyFile, mkdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { put } from "../desk/documents.ts";
import { AppError } from "../errors.ts";
import { files } from "../node/data-dir.ts";
import { readConfig } from "../config.ts";
import { openStore } from "../store/sqlite/open.ts";

/**
 * Puts a backup in the place of a node's store. The old store stays beside it. Paging tokens of partners are void
 * from now on, so they read again from where their own copies end. Errors: store-locked while the node runs.
 */
export async function restore(dir: string, backup: string): Promise<{ kept: string }> {
  await readConfig(dir, process.env);
  await stat(backup);
  const store = join(dir, files.store);
  const fresh = `${store}.restoring`;
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  await copyFile(backup, join(fresh, "store.sqlite"));
  const opened = await openStore(fresh);
  try {
    const key = put("setting", "token-key", randomBytes(32).toString("hex"));
    await opened.commit({ priority: "interactive", groups: [[key]] });
  } finally {
    await opened.close();
  }
  // Opening it proves that no other process has it.
  await (await openStore(store)).close();
  const kept = `${store}.before-${new Date().toISOString().replaceAll(":", "")}`;
  await rename(store, kept).catch((error: unknown) => {
    throw new AppError("store-broken", {}, error);
  });
  await rename(fresh, store);
  return { kept };
}
