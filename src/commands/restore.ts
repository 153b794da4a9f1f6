import { randomBytes } from "node:crypto";
import { copyFile, mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { put } from "../desk/documents.ts";
import { AppError } from "../errors.ts";
import type { Partner } from "../domain/partner.ts";
import { readPartnerIdentity } from "../domain/partner-identity.ts";
import type { StixObject } from "../domain/stix.ts";
import { files, readSelf } from "../node/data-dir.ts";
import type { Store } from "../store/port.ts";
import { lock } from "../store/sqlite/lock.ts";
import { readConfig } from "../config.ts";
import { openStore } from "../store/sqlite/open.ts";

/**
 * Puts a backup in the place of a node's store. The old store stays beside it. Paging tokens of partners are void
 * from now on, so they read again from where their own copies end. Errors: store-locked while the node runs.
 */
export async function restore(dir: string, backup: string): Promise<{ kept: string }> {
  const config = await readConfig(dir, process.env);
  const { self } = await readSelf(dir, config);
  await mustExist(backup);
  const store = join(dir, files.store);
  const fresh = `${store}.restoring`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  await copyFile(backup, join(fresh, "store.sqlite"));
  const opened = await openStore(fresh);
  try {
    await mustBeOf(opened, self);
    const key = put("setting", "token-key", randomBytes(32).toString("hex"));
    await opened.commit({ priority: "interactive", groups: [[key]] });
  } finally {
    await opened.close();
  }
  // Only to see that no other process has it: the old store may be damaged.
  await mkdir(store, { recursive: true, mode: 0o700 });
  lock(store).release();
  const kept = `${store}.before-${new Date().toISOString().replaceAll(":", "")}`;
  await rename(store, kept).catch((error: unknown) => {
    throw new AppError("store-broken", {}, error);
  });
  await rename(fresh, store);
  return { kept };
}

async function mustExist(file: string): Promise<void> {
  await stat(file).catch((cause: Error) => {
    const expected = `a readable backup (${cause.message})`;
    throw new AppError("argument-wrong", { argument: file, expected }, cause);
  });
}

/** Another node's backup would speak in its name with our key. */
async function mustBeOf(store: Store, self: Partner): Promise<void> {
  const stored = await store.record(self.identity);
  const keys = stored ? readPartnerIdentity(JSON.parse(stored.body) as StixObject).keys : [];
  if (!keys.some(({ kid }) => kid === self.keys[0]!.kid)) {
    throw new AppError("backup-of-another", { node: self.id });
  }
}
