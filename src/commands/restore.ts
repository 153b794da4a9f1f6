import { randomBytes } from "node:crypto";
import { copyFile, mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { put } from "../desk/documents.ts";
import { AppError } from "../errors.ts";
import type { Partner } from "../domain/partner.ts";
import { readPartnerIdentity } from "../domain/partner-identity.ts";
import type { StixObject } from "../domain/stix.ts";
import { files, finishRestore, readSelf } from "../node/data-dir.ts";
import type { Store } from "../store/port.ts";
import { lock } from "../store/sqlite/lock.ts";
import { readConfig } from "../config.ts";
import { unreadable } from "./read-given.ts";
import { openStore } from "../store/sqlite/open.ts";

/**
 * Puts a backup in the place of a node's store, whatever state that is in; the old one stays beside it. Paging tokens of
 * partners are void from now on, so they read again from where their own copies end. Killed half-way, the node starts
 * with the one or the other. Errors: store-locked while the node runs, file-unreadable, backup-damaged, backup-of-another.
 */
export async function restore(dir: string, backup: string): Promise<{ kept: string }> {
  const config = await readConfig(dir, process.env);
  const { self } = await readSelf(dir, config);
  await finishRestore(dir);
  const store = join(dir, files.store);
  await mkdir(store, { recursive: true, mode: 0o700 });
  const held = lock(store);
  try {
    const whole = join(dir, files.restoring);
    const draft = `${whole}.draft`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { mode: 0o700 });
    await prepare(draft, backup, self).catch(async (error: unknown) => {
      await rm(draft, { recursive: true });
      throw error;
    });
    await rm(whole, { recursive: true, force: true });
    await rename(draft, whole);
    const kept = `${store}.before-${new Date().toISOString().replaceAll(":", "")}`;
    await rename(store, kept);
    await finishRestore(dir);
    return { kept };
  } finally {
    held.release();
  }
}

/** Makes a store of this node out of a backup, in an empty directory. */
async function prepare(fresh: string, backup: string, self: Partner): Promise<void> {
  await copyFile(backup, join(fresh, "store.sqlite")).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(backup, cause);
  });
  // SQLite would take an empty file for a new store.
  if ((await stat(join(fresh, "store.sqlite"))).size === 0) {
    throw new AppError("backup-damaged", { file: backup });
  }
  const opened = await openStore(fresh).catch((error: unknown) => {
    const damaged = error instanceof AppError && error.code === "store-corrupt";
    throw damaged ? new AppError("backup-damaged", { file: backup }, error) : error;
  });
  try {
    await mustBeOf(opened, self);
    const key = put("setting", "token-key", randomBytes(32).toString("hex"));
    await opened.commit({ priority: "interactive", groups: [[key]] });
  } finally {
    await opened.close();
  }
}

/** Another node's backup would speak in its name with our key. */
async function mustBeOf(store: Store, self: Partner): Promise<void> {
  const stored = await store.record(self.identity);
  const keys = stored ? readPartnerIdentity(JSON.parse(stored.body) as StixObject).keys : [];
  if (!keys.some(({ kid }) => kid === self.keys[0]!.kid)) {
    throw new AppError("backup-of-another", { node: self.id });
  }
}
