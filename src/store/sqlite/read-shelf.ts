import type { DatabaseSync } from "node:sqlite";
import type { Document, QuarantineEntry, StatusRow } from "../port.ts";
import type { Reader } from "./thread-messages.ts";

type ShelfReader = Pick<
  Reader,
  | "epoch"
  | "classes"
  | "quarantine"
  | "quarantineCount"
  | "quarantinedFor"
  | "quarantinedOfType"
  | "status"
  | "documents"
  | "lastDocuments"
  | "document"
>;

/** Questions about what is kept whole. */
export function shelfReader(db: DatabaseSync): ShelfReader {
  const epoch = db.prepare("SELECT value FROM meta WHERE key = 'epoch'");
  const classes = db.prepare("SELECT class, key FROM class ORDER BY class");
  const quarantine = db.prepare(
    `SELECT row, key, partner, at, code, id, body, detail FROM quarantine WHERE row < ?
     ORDER BY row DESC LIMIT ?`,
  );
  // The rows first, from the index alone: bodies are large.
  const quarantinedFor = db.prepare(
    `SELECT row, key, partner, at, code, id, body, detail FROM quarantine WHERE row IN (
       SELECT q.row FROM json_each(?1) j CROSS JOIN quarantine q ON q.detail = j.value
       WHERE (?2 IS NULL OR q.partner = ?2) AND q.row > ?3
       UNION
       SELECT q.row FROM json_each(?1) j CROSS JOIN quarantine q ON q.id = j.value
       WHERE (?2 IS NULL OR q.partner = ?2) AND q.row > ?3
       ORDER BY q.row LIMIT ?4
     ) ORDER BY row`,
  );
  const quarantinedOfType = db.prepare(
    `SELECT row, key, partner, at, code, id, body, detail FROM quarantine
     WHERE id >= ?1 || '--' AND id < ?1 || '-.' ORDER BY id, partner LIMIT ?2`,
  );
  const quarantineCount = db.prepare(
    "SELECT count(*) AS n FROM (SELECT 1 FROM quarantine LIMIT ?)",
  );
  const status = db.prepare("SELECT id, partner, at, value FROM status WHERE id = ?");
  const documents = db.prepare("SELECT kind, key, value FROM document WHERE kind = ? ORDER BY key");
  const lastDocuments = db.prepare(
    "SELECT kind, key, value FROM document WHERE kind = ? AND key < ? ORDER BY key DESC LIMIT ?",
  );
  const document = db.prepare("SELECT kind, key, value FROM document WHERE kind = ? AND key = ?");
  return {
    epoch: () => (epoch.get() as { value: number }).value,
    classes: () => classes.all() as { class: number; key: string }[],
    quarantine: (limit, before = Number.MAX_SAFE_INTEGER) =>
      quarantine.all(before, limit) as unknown as (QuarantineEntry & { row: number })[],
    quarantineCount: (most = -1) => (quarantineCount.get(most) as { n: number }).n,
    quarantinedOfType: (type, limit) =>
      quarantinedOfType.all(type, limit) as unknown as (QuarantineEntry & { row: number })[],
    quarantinedFor: (details, partner, afterRow, limit) =>
      quarantinedFor.all(
        JSON.stringify(details),
        partner,
        afterRow,
        limit,
      ) as unknown as (QuarantineEntry & { row: number })[],
    status: (id) => (status.get(id) as StatusRow | undefined) ?? null,
    documents: (kind) => documents.all(kind) as unknown as Document[],
    lastDocuments: (kind, before = "\u{10ffff}", limit) =>
      lastDocuments.all(kind, before, limit) as unknown as Document[],
    document: (kind, key) => (document.get(kind, key) as Document | undefined) ?? null,
  };
}
