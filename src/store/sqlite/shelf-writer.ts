import type { DatabaseSync } from "node:sqlite";
import { AppError } from "../../errors.ts";
import type { Change } from "../port.ts";

type ShelfChange = Extract<
  Change,
  { do: "class" | "quarantine" | "quarantine-remove" | "status" | "put" | "remove" }
>;

/** A TAXII status is kept for this long, in ms. */
const statusKept = 24 * 3600 * 1000;

/** Writes what is kept whole: release classes, quarantine, statuses, documents. `now`: ms UTC. */
export function shelfWriter(db: DatabaseSync): (change: ShelfChange, now: number) => void {
  const insertClass = db.prepare("INSERT OR IGNORE INTO class VALUES (?, ?)");
  const classKey = db.prepare("SELECT key FROM class WHERE class = ?");
  const insertQuarantine = db.prepare(
    `INSERT OR IGNORE INTO quarantine (key, partner, at, code, id, body, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const deleteQuarantine = db.prepare("DELETE FROM quarantine WHERE key = ?");
  const insertStatus = db.prepare("INSERT OR REPLACE INTO status VALUES (?, ?, ?, ?)");
  const deleteStatuses = db.prepare("DELETE FROM status WHERE at < ?");
  const insertDocument = db.prepare("INSERT OR REPLACE INTO document VALUES (?, ?, ?)");
  const deleteDocument = db.prepare("DELETE FROM document WHERE kind = ? AND key = ?");

  return (change, now) => {
    switch (change.do) {
      case "class": {
        insertClass.run(change.class, change.key);
        // One number with two meanings would release records to the wrong partners.
        const { key } = classKey.get(change.class) as { key: string };
        if (key !== change.key) throw new AppError("class-taken", { class: change.class });
        return;
      }
      case "quarantine": {
        const { key, partner, at, code, id, body, detail } = change.entry;
        insertQuarantine.run(key, partner, at, code, id, body, detail);
        return;
      }
      case "quarantine-remove":
        deleteQuarantine.run(change.key);
        return;
      case "status": {
        const { id, partner, at, value } = change.status;
        insertStatus.run(id, partner, at, value);
        deleteStatuses.run(now - statusKept);
        return;
      }
      case "put": {
        const { kind, key, value } = change.document;
        insertDocument.run(kind, key, value);
        return;
      }
      case "remove":
        deleteDocument.run(change.kind, change.key);
    }
  };
}
