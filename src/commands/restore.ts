import { randomBytes } from "node:crypto";
import { copyFile, mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { carryJournal, type CarriedJournal } from "../desk/watch/carry-journal.ts";
import { carryOver } from "../desk/carry-over.ts";
import { beginIncarnation } from "../desk/incarnation.ts";
import { AppError } from "../errors.ts";
import type { Bilingual } from "../domain/bilingual.ts";
import type { Partner } from "../domain/partner.ts";
import { readPartnerIdentity } from "../domain/partner-identity.ts";
import type { StixObject } from "../domain/stix.ts";
import { files, finishRestore, readSelf } from "../node/data-dir.ts";
import type { Signer } from "../proof/signature.ts";
import type { Store } from "../store/port.ts";
import { lock } from "../store/sqlite/lock.ts";
import { readConfig } from "../config.ts";
import { type AskPeople, askPeople } from "./ask-people.ts";
import { confirmRestore } from "./confirm-restore.ts";
import { unreadable } from "./read-given.ts";
import { advice, type Known } from "./restore-advice.ts";
import { openStore } from "../store/sqlite/open.ts";

export interface Restored {
  /** Where the configuration asks for two people: who they were. */
  confirmedBy?: string[];
  /** Where the replaced store lies now. */
  kept: string;
  /** How much this node knows of what was recalled, signed and suspended after the backup. */
  known: Known;
  /** Control records that came over from the replaced store. */
  carriedOver: number;
  /** Lines of the log of reads that came over. */
  reads: number;
  /** What became of the journal; an entry in it tells of that too. */
  journal: CarriedJournal;
  /** What to do where not all is known. */
  advice?: Bilingual;
}

/**
 * Puts a backup in the place of a node's store, whatever state that is in; the old one stays beside it. What can be read
 * there of recalls and agreements since the backup comes along, in the same step. Paging tokens of partners are void from
 * now on, so they read again from where their own copies end; people sign in again. Killed half-way, the node starts
 * with the one or the other. Where the configuration says so, `ask` is asked for two people first. Errors: store-locked while
 * the node runs, file-unreadable, backup-damaged, backup-of-another, those of confirmRestore.
 */
export async function restore(
  dir: string,
  backup: string,
  ask: AskPeople = askPeople,
): Promise<Restored> {
  const config = await readConfig(dir, process.env);
  const { self, signer } = await readSelf(dir, config);
  await finishRestore(dir);
  const store = join(dir, files.store);
  await mkdir(store, { recursive: true, mode: 0o700 });
  const held = lock(store);
  try {
    const whole = join(dir, files.restoring);
    const draft = `${whole}.draft`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { mode: 0o700 });
    const asked = config.twoPeople.includes("restore") ? ask : null;
    const carried = await prepare(draft, backup, { self, signer, store, held }, asked).catch(
      async (error: unknown) => {
        await rm(draft, { recursive: true });
        throw error;
      },
    );
    await rm(whole, { recursive: true, force: true });
    await rename(draft, whole);
    const kept = `${store}.before-${new Date().toISOString().replaceAll(":", "")}`;
    await rename(store, kept);
    await finishRestore(dir);
    return { kept, ...carried, ...(carried.known !== "all" && { advice: advice[carried.known] }) };
  } finally {
    held.release();
  }
}

/** The store that is replaced, under the lock that the restoring holds. */
interface Replaced {
  self: Partner;
  signer: Signer;
  store: string;
  held: { release(): void };
}

type Carried = Pick<Restored, "known" | "carriedOver" | "reads" | "confirmedBy" | "journal">;

/** Makes a store of this node out of a backup, in an empty directory. `ask`: null: nobody need stand by it. */
async function prepare(
  fresh: string,
  backup: string,
  replaced: Replaced,
  ask: AskPeople | null,
): Promise<Carried> {
  await copyFile(backup, join(fresh, storeFile)).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(backup, cause);
  });
  // SQLite would take an empty file for a new store.
  if (!(await hasContent(fresh))) throw new AppError("backup-damaged", { file: backup });
  const opened = await openStore(fresh).catch((error: unknown) => {
    const damaged = error instanceof AppError && error.code === "store-corrupt";
    throw damaged ? new AppError("backup-damaged", { file: backup }, error) : error;
  });
  let old: Store | null = null;
  try {
    await mustBeOf(opened, replaced.self);
    old = await openReplaced(replaced);
    const confirmedBy = ask && (await confirmRestore({ old, backup: opened }, ask));
    await beginIncarnation(opened, (bytes) => randomBytes(bytes), Date.now());
    const carried = await carriedFrom(old, opened, replaced);
    return { ...carried, ...(confirmedBy && { confirmedBy }) };
  } finally {
    await old?.close();
    await opened.close();
  }
}

/** null: it cannot be opened, or is not one of this node. */
async function openReplaced({ self, store, held }: Replaced): Promise<Store | null> {
  if (!(await hasContent(store))) return null;
  const old = await openStore(store, { held }).catch(() => null);
  if (!old || (await isOf(old, self).catch(() => false))) return old;
  await old.close();
  return null;
}

async function carriedFrom(
  old: Store | null,
  fresh: Store,
  { self, signer }: Replaced,
): Promise<Carried> {
  const now = Date.now();
  const journal = await carryJournal(old, fresh, now);
  if (!old) return { known: "none", carriedOver: 0, reads: 0, journal };
  const { whole, controlRecords, reads } = await carryOver(old, fresh, { self, signer, now });
  return { known: whole ? "all" : "part", carriedOver: controlRecords, reads, journal };
}

const storeFile = "store.sqlite";

/** More than a key is ever rolled. */
const mostVersions = 1000;

async function hasContent(dir: string): Promise<boolean> {
  const found = await stat(join(dir, storeFile)).catch(() => null);
  return (found?.size ?? 0) > 0;
}

/** Another node's backup would speak in its name with our key. */
async function mustBeOf(store: Store, self: Partner): Promise<void> {
  if (!(await isOf(store, self))) throw new AppError("backup-of-another", { node: self.id });
}

/** Partners' stores hold our identity too, as it came to them; this node's own holds it as written there. */
async function isOf(store: Store, self: Partner): Promise<boolean> {
  const versions = await store.versions(self.identity, mostVersions);
  const written = versions.filter(({ via }) => via === null);
  const keys = written.flatMap(({ body }) => {
    return readPartnerIdentity(JSON.parse(body) as StixObject).keys;
  });
  // Its key may have rolled over since.
  return keys.some(({ kid }) => self.keys.some((own) => own.kid === kid));
}
