import { chmodSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../../errors.ts";
import { asAppError } from "./failure.ts";
import { applicationId, migrations } from "./schema.ts";

export interface ConnectOptions {
  /** Page cache, KiB. */
  cacheKib: number;
  /** Upper limit of the file in pages of 4 KiB: beyond it the store is full. */
  maxPages?: number;
}

/** The one connection that writes: WAL, every commit synced; brings the schema up to date. */
export function connectWriter(file: string, options: ConnectOptions): DatabaseSync {
  return connecting(() => {
    // Somebody may look at the file with another program meanwhile.
    const db = new DatabaseSync(file, { timeout: 5000 });
    chmodSync(file, 0o600);
    setUpWriter(db, options);
    return db;
  });
}

/** Makes a fresh connection the one that writes. Throws `store-newer`, `store-corrupt`. */
export function setUpWriter(db: DatabaseSync, options: ConnectOptions): void {
  db.exec(`PRAGMA cache_size = -${options.cacheKib}`);
  if (options.maxPages) db.exec(`PRAGMA max_page_count = ${options.maxPages}`);
  migrate(db);
  db.exec("PRAGMA journal_mode = WAL");
  db.exec("PRAGMA synchronous = FULL");
  // What was withdrawn is overwritten where that costs no further page.
  db.exec("PRAGMA secure_delete = FAST");
  // A checkpoint of many pages at once writes each page of the random id index less often.
  db.exec("PRAGMA wal_autocheckpoint = 4000");
  db.exec("PRAGMA journal_size_limit = 67108864");
}

/** A connection that cannot write. */
export function connectReader(file: string, options: ConnectOptions): DatabaseSync {
  return connecting(() => {
    const db = new DatabaseSync(file, { readOnly: true });
    db.exec(`PRAGMA cache_size = -${options.cacheKib}`);
    return db;
  });
}

function connecting(connect: () => DatabaseSync): DatabaseSync {
  try {
    return connect();
  } catch (error) {
    throw asAppError(error);
  }
}

function pragma(db: DatabaseSync, name: string): number {
  const row = db.prepare(`PRAGMA ${name}`).get() as Record<string, number>;
  return row[name] ?? 0;
}

function migrate(db: DatabaseSync): void {
  const version = pragma(db, "user_version");
  const empty = pragma(db, "page_count") === 0;
  if (!empty && pragma(db, "application_id") !== applicationId) throw new AppError("store-corrupt");
  if (version > migrations.length) {
    throw new AppError("store-newer", { found: version, known: migrations.length });
  }
  for (let next = version; next < migrations.length; next++) {
    db.exec("BEGIN IMMEDIATE");
    db.exec(migrations[next]!);
    db.exec(`PRAGMA application_id = ${applicationId}`);
    db.exec(`PRAGMA user_version = ${next + 1}`);
    db.exec("COMMIT");
  }
}
