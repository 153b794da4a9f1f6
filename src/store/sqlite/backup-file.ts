import { access, chmod, constants, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { backup } from "node:sqlite";
import { AppError } from "../../errors.ts";
import { connectReader } from "./connect.ts";

/** Pages copied between two looks at the event loop: 4 MiB. */
const pagesAtOnce = 1024;

/**
 * Copies the store `from` into a new file `to`, as it is at one moment, while it is written. `to` appears when it
 * is complete and synced. Throws `backup-exists`, `backup-path-wrong`.
 */
export async function backupFile(from: string, to: string): Promise<void> {
  if (await exists(to)) throw new AppError("backup-exists");
  await access(dirname(to), constants.W_OK).catch((cause: unknown) => {
    throw new AppError("backup-path-wrong", { file: to }, cause);
  });
  const unfinished = `${to}.unfinished`;
  await rm(unfinished, { force: true });
  const db = connectReader(from, { cacheKib: 1024 });
  try {
    // An open read transaction holds one snapshot; otherwise every commit would start the copy anew.
    db.exec("BEGIN");
    db.prepare("SELECT value FROM meta").get();
    await backup(db, unfinished, { rate: pagesAtOnce });
    await chmod(unfinished, 0o600);
    await sync(unfinished);
    await rename(unfinished, to);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    db.close();
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync();
  await handle.close();
}
