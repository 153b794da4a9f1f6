import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Change } from "../port.ts";
import type { NameWriter } from "./names.ts";
import type { NumberedKey, ObjectKeys } from "./object-keys.ts";

type ReadsChange = Extract<Change, { do: "read" | "tell-readers" | "notice" | "confirm-notice" }>;

const before = new Uint8Array(32);

/** Writes the log of reads, and what follows from it. Gives the people who are told something by this change. */
export function readsWriter(
  db: DatabaseSync,
  names: NameWriter,
  keys: ObjectKeys,
): (change: ReadsChange) => string[] {
  const findVersion = db.prepare(
    "SELECT number FROM read_version WHERE local = ? AND type = ? AND modified = ?",
  );
  const insertVersion = db.prepare(
    "INSERT INTO read_version (local, type, modified) VALUES (?, ?, ?)",
  );
  const last = db.prepare(
    "SELECT hash FROM read_line WHERE number = (SELECT max(number) FROM read_line)",
  );
  const insertLine = db.prepare("INSERT INTO read_line (text, hash) VALUES (?, ?)");
  const readBy = db.prepare(
    `INSERT INTO read_by VALUES (?1, ?2, ?3, ?4, ?4, 1)
     ON CONFLICT DO UPDATE SET last = ?4, times = times + 1`,
  );
  const readers = db.prepare(
    `SELECT DISTINCT b.person, n.text AS name FROM read_version v
     JOIN read_by b ON b.version = v.number JOIN name n ON n.number = b.person
     WHERE v.local = ? AND v.type = ? AND v.modified <= ?`,
  );
  const withdrawal = db.prepare(
    `SELECT w.through, w.reason, w.at, coalesce(
       (SELECT n.text FROM record r JOIN name n ON n.number = r.originator
        WHERE r.local = w.local AND r.type = w.type LIMIT 1), '') AS by
     FROM withdrawal w WHERE w.local = ? AND w.type = ? AND w.through >= ?
     ORDER BY w.through LIMIT 1`,
  );
  const tell = db.prepare(
    `INSERT INTO read_notice (person, local, type, through, by, reason, at)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS (
       SELECT 1 FROM read_notice
       WHERE person = ?1 AND local = ?2 AND type = ?3 AND through >= ?4 AND reason = ?6
     )`,
  );
  const confirmAs = db.prepare(
    `UPDATE read_notice SET confirmed = ?6
     WHERE person = ?1 AND local = ?2 AND type = ?3 AND through = ?4 AND reason = ?5`,
  );
  const confirm = db.prepare(
    `UPDATE read_notice SET confirmed = ?4
     WHERE person = ?1 AND local = ?2 AND type = ?3 AND at <= ?4 AND confirmed IS NULL`,
  );

  function notify(
    person: { number: number; name: string },
    { local, type }: NumberedKey,
    taken: { through: number; by: string; reason: string; at: number },
  ): string[] {
    const { through, by, reason, at } = taken;
    const { changes } = tell.run(person.number, local, type, through, by, reason, at);
    return Number(changes) > 0 ? [person.name] : [];
  }

  function log({ at, person, how, query, versions }: Extract<ReadsChange, { do: "read" }>["read"]) {
    const who = { number: names.number(person), name: person };
    const way = names.number(how);
    const fresh: [string, number][] = [];
    const numbers: number[] = [];
    const told: string[] = [];
    for (const { id, modified } of versions) {
      const key = keys.of(id);
      const known = findVersion.get(key.local, key.type, modified) as
        | { number: number }
        | undefined;
      if (!known) fresh.push([id, modified]);
      const number =
        known?.number ?? Number(insertVersion.run(key.local, key.type, modified).lastInsertRowid);
      numbers.push(number);
      readBy.run(number, who.number, way, at);
      // Taken back between reading it and writing down here that it was read.
      const taken = withdrawal.get(key.local, key.type, modified);
      if (taken) told.push(...notify(who, key, taken as never));
    }
    const text = JSON.stringify({
      ...{ at, person, how, ...(query !== undefined && { query }) },
      ...(fresh.length > 0 && { new: fresh }),
      versions: numbers,
    });
    const previous = (last.get() as { hash: Uint8Array } | undefined)?.hash ?? before;
    insertLine.run(text, createHash("sha256").update(previous).update(text).digest());
    return told;
  }

  return (change) => {
    if (change.do === "read") return log(change.read);
    const key = keys.of(change.do === "notice" ? change.notice.id : change.id);
    const { local, type } = key;
    if (change.do === "confirm-notice") {
      confirm.run(names.number(change.person), local, type, change.at);
      return [];
    }
    if (change.do === "notice") {
      const { person: name, throughModified: through, by, reason, at, confirmed } = change.notice;
      const person = { number: names.number(name), name };
      const told = notify(person, key, { through, by, reason, at });
      if (confirmed !== null) confirmAs.run(person.number, local, type, through, reason, confirmed);
      return confirmed === null ? told : [];
    }
    const { throughModified: through, by, reason, at } = change;
    const found = readers.all(local, type, through) as { person: number; name: string }[];
    return found.flatMap(({ person, name }) =>
      notify({ number: person, name }, key, { through, by, reason, at }),
    );
  };
}
