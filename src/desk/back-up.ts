import { AppError } from "../errors.ts";
import type { Change } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import { administered } from "./read-log.ts";
import type { Viewer } from "./viewer.ts";

export interface LastBackup {
  /** ms UTC. */
  at: number;
  /** As the log of reads names people. */
  by: string;
  /** On the machine of the node. */
  file: string;
}

const key = "last-backup";

/**
 * Copies the store into a new file while it is written, then writes down who did so: the copy holds everything that the node has.
 * A copy that cannot be written down, on a full disk say, is one all the same. Errors: backup-exists, backup-path-wrong, those of
 * the store.
 */
export async function backUp(desk: Desk, by: Viewer, file: string): Promise<LastBackup> {
  await desk.store.backup(file);
  const last: LastBackup = { at: desk.clock(), by: by.name, file };
  const group: Change[] = [put("setting", key, last), administered(desk, by, { act: "backup" })];
  try {
    await desk.store.commit({ priority: "interactive", groups: [group] });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    desk.log.error({ err: error, file }, "a backup was written and could not be noted");
  }
  return last;
}

/** The last one that is known here: none where it was made by another way, or the store is a restored one. */
export async function lastBackup({ store }: Pick<Desk, "store">): Promise<LastBackup | null> {
  return (await read(store, "setting", key)) as LastBackup | null;
}
