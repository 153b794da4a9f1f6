import type { DatabaseSync } from "node:sqlite";
import type {
  LoggedRead,
  PutNotice,
  ReadEntry,
  ReadLine,
  ReadNotice,
  RecordReader,
} from "../port.ts";
import type { NameReader } from "./names.ts";
import { objectId, objectKey } from "./object-key.ts";
import type { NumberedKey } from "./object-keys.ts";
import type { Reader } from "./thread-messages.ts";

/** Questions about who read what. */
export function readsReader(
  db: DatabaseSync,
  names: NameReader,
): Pick<Reader, "readLog" | "readEntries" | "lastReads" | "readersOf" | "notices" | "everyNotice"> {
  const lines = db.prepare(
    `SELECT number, text, lower(hex(hash)) AS hash FROM read_line WHERE number > ?
     ORDER BY number LIMIT ?`,
  );
  const last = db.prepare(
    "SELECT number, text FROM read_line WHERE number < ? ORDER BY number DESC LIMIT ?",
  );
  const versions = db.prepare(
    `SELECT v.local, v.type, v.modified FROM json_each(?, '$.versions') e
     CROSS JOIN read_version v ON v.number = e.value ORDER BY e.key`,
  );
  const every = db.prepare(
    `SELECT n.row, n.local, n.type, n.through AS throughModified, n.by, n.reason, n.at, n.confirmed,
       p.text AS person
     FROM read_notice n JOIN name p ON p.number = n.person WHERE n.row > ? ORDER BY n.row LIMIT ?`,
  );
  const readers = db.prepare(
    `SELECT p.text AS person, h.text AS how, v.modified, b.first, b.last, b.times
     FROM read_version v JOIN read_by b ON b.version = v.number
     JOIN name p ON p.number = b.person JOIN name h ON h.number = b.how
     WHERE v.local = ? AND v.type = ? ORDER BY b.first, p.text, h.text`,
  );
  const notices = db.prepare(
    `SELECT n.local, n.type, n.by, n.reason, n.at, (
       SELECT json_group_array(DISTINCT h.text) FROM read_version v
       JOIN read_by b ON b.version = v.number AND b.person = n.person
       JOIN name h ON h.number = b.how
       WHERE v.local = n.local AND v.type = n.type AND v.modified <= n.through
     ) AS how
     FROM read_notice n WHERE n.person = ? AND n.confirmed IS NULL ORDER BY n.row DESC LIMIT ?`,
  );
  const idOf = ({ local, type }: NumberedKey) => objectId(names.text(type) ?? "", local);

  function versionsIn(text: string): ReadEntry["versions"] {
    const found = versions.all(text) as unknown as (NumberedKey & { modified: number })[];
    return found.map(({ modified, ...key }) => ({ id: idOf(key), modified }));
  }

  function readIn({ text }: ReadLine): ReadEntry {
    const { at, person, how, query } = JSON.parse(text) as ReadEntry;
    const said = { at, person, how, ...(query !== undefined && { query }) };
    return { ...said, versions: versionsIn(text) };
  }

  return {
    readEntries(after, limit) {
      const found = lines.all(after, limit) as unknown as ReadLine[];
      return found.map((line) => ({ line, read: readIn(line) }));
    },
    lastReads({ before = Number.MAX_SAFE_INTEGER, person, limit, within, versions: most }) {
      const reads: LoggedRead[] = [];
      let looked = before;
      for (const row of last.iterate(before, within)) {
        const { number, text } = row as unknown as ReadLine;
        looked = number;
        // A line that somebody changed in the file may hold anything: the check of the chain tells of it.
        const line = JSON.parse(text) as Omit<ReadEntry, "versions"> & { versions?: number[] };
        if (person !== undefined && line.person !== person) continue;
        const { at, person: by, how, query, versions: named = [] } = line;
        reads.push({
          ...{ number, at, person: by, how, ...(query !== undefined && { query }) },
          versions: versionsIn(JSON.stringify({ versions: named.slice(0, most) })),
          count: named.length,
        });
        if (reads.length === limit) break;
      }
      const isMore = last.get(looked, 1) !== undefined;
      return { reads, next: isMore ? looked : null };
    },
    everyNotice(after, limit) {
      const found = every.all(after, limit) as unknown as (Omit<PutNotice, "id"> &
        NumberedKey & { row: number })[];
      return found.map(({ local, type, ...notice }) => ({ ...notice, id: idOf({ local, type }) }));
    },
    readLog: (after, limit) => lines.all(after, limit) as never,
    readersOf(id) {
      const { type, local } = objectKey(id);
      const number = names.number(type);
      if (number === null) return [];
      return readers.all(local, number) as unknown as RecordReader[];
    },
    notices(person, limit) {
      const number = names.number(person);
      if (number === null) return [];
      const found = notices.all(number, limit) as unknown as (Omit<ReadNotice, "id" | "how"> &
        NumberedKey & { how: string })[];
      return found.map(({ local, type, how, ...notice }) => ({
        ...notice,
        id: idOf({ local, type }),
        how: (JSON.parse(how) as string[]).sort(),
      }));
    },
  };
}
