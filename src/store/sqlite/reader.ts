import type { DatabaseSync } from "node:sqlite";
import { backupFile } from "./backup-file.ts";
import { nameReader } from "./names.ts";
import { inventoryReader } from "./read-inventory.ts";
import { journalReader } from "./read-journal.ts";
import { ledgerReader } from "./read-ledger.ts";
import { needsReader } from "./read-needs.ts";
import { outboxReader } from "./read-outbox.ts";
import { pictureReader } from "./read-picture.ts";
import { readsReader } from "./read-reads.ts";
import { recordReader } from "./read-records.ts";
import { searchReader } from "./read-search.ts";
import { shelfReader } from "./read-shelf.ts";
import { versionReader } from "./read-versions.ts";
import type { Reader } from "./thread-messages.ts";

/** Answers the port's questions on an open connection to `file`, in the calling thread. */
export function openReader(db: DatabaseSync, file: string): Reader {
  const names = nameReader(db);
  return {
    ...recordReader(db, names),
    ...outboxReader(db, names),
    ...needsReader(db, names),
    ...inventoryReader(db, names),
    ...ledgerReader(db, names),
    ...shelfReader(db),
    ...readsReader(db, names),
    ...journalReader(db),
    search: searchReader(db),
    versionColumns: versionReader(db, names),
    pictureColumns: pictureReader(db, names),
    backup: (to) => backupFile(file, to),
  };
}
