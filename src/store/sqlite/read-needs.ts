import type { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ClassQuestion, OutboxEntry } from "../port.ts";
import type { NameReader } from "./names.ts";
import { localAsText } from "./object-key.ts";
import { type EntryRow, outboxEntry } from "./outbox-entry.ts";
import * as state from "./state.ts";
import type { Reader } from "./thread-messages.ts";

type NeedsReader = Pick<Reader, "firstOfClasses" | "referring" | "superseded" | "servedOf">;

/** Entries of a walk in one turn of the thread: other questions are answered in between. */
const stepsAtOnce = 4096;

/** Questions about what in an outbox rests on what, and what of it was passed over. */
export function needsReader(db: DatabaseSync, names: NameReader): NeedsReader {
  const columns = `o.seq, o.row, o.added, o.control, r.class, r.state, r.type, r.modified, r.kind,
    ${localAsText} AS local`;
  const step = (table: string) =>
    `SELECT o.seq, o.row, (SELECT class FROM record r WHERE r.row = o.row) AS class
     FROM ${table} o WHERE o.partner = ? AND o.seq > ?`;
  const walk = db.prepare(
    `${step("outbox")} UNION ALL ${step("outbox_earlier")} ORDER BY seq LIMIT ${stepsAtOnce}`,
  );
  const one = db.prepare(
    `SELECT ${columns} FROM offer o JOIN record r ON r.row = o.row WHERE o.row = ? AND o.partner = ?`,
  );
  // One statement for all rows: a key of 16 bytes handed out and in again would cost more than the rest.
  const referrers = db.prepare(
    `SELECT j.key AS asked, ${columns} FROM json_each(?) j
     CROSS JOIN record a ON a.row = j.value ->> 0
     LEFT JOIN translation t ON t.row = a.row
     CROSS JOIN ref f ON f.local = coalesce(t.local, a.local) AND f.type = coalesce(t.type, a.type)
     CROSS JOIN offer o ON o.row = f.row AND o.partner = ?
     CROSS JOIN record r ON r.row = f.row
     WHERE f.row < j.value ->> 1 AND o.state = ${state.open} AND o.control = 0`,
  );
  const earlier = db.prepare(
    `SELECT ${columns} FROM outbox_earlier e
     CROSS JOIN offer o ON o.row = e.row AND o.partner = e.partner
     CROSS JOIN record r ON r.row = e.row
     WHERE e.partner = ? AND e.seq > ? AND e.seq <= ? AND NOT EXISTS
       (SELECT 1 FROM served_only s WHERE s.partner = e.partner AND s.seq = e.seq)
     ORDER BY e.seq LIMIT ?`,
  );
  const watermark = db.prepare("SELECT served FROM recipient WHERE partner = ?");
  const servedOnly = db.prepare("SELECT 1 FROM served_only WHERE partner = ? AND seq = ?");

  const entry = (row: unknown): OutboxEntry => outboxEntry(names, row as EntryRow);

  async function firstOfClasses(
    partner: string,
    questions: readonly ClassQuestion[],
  ): Promise<(OutboxEntry | null)[]> {
    const answers: (OutboxEntry | null)[] = questions.map(() => null);
    const number = names.number(partner);
    if (number === null) return answers;
    let open = questions.map(({ afterSeq, classes }, index) => {
      return { index, afterSeq, classes: new Set(classes) };
    });
    open = open.filter(({ classes }) => classes.size > 0);
    let after = open.reduce((least, { afterSeq }) => Math.min(least, afterSeq), Infinity);
    while (open.length > 0) {
      const steps = walk.all(number, after, number, after);
      for (const { seq, row, class: release } of steps as Record<
        "seq" | "row" | "class",
        number
      >[]) {
        after = seq;
        const met = open.filter(({ afterSeq, classes }) => seq > afterSeq && classes.has(release));
        if (met.length === 0) continue;
        const found = entry(one.get(row, number));
        for (const { index } of met) answers[index] = found;
        open = open.filter((question) => !met.includes(question));
        if (open.length === 0) break;
      }
      if (steps.length < stepsAtOnce) break;
      await nextTurn();
    }
    return answers;
  }

  return {
    firstOfClasses,
    referring(partner, questions, classes, limit) {
      const found = questions.map((): EntryRow[] => []);
      const number = names.number(partner);
      if (number === null) return found.map(() => []);
      const latest = (of: EntryRow[]) => of.sort((one, other) => other.row - one.row);
      const wanted = new Set(classes);
      const asked = JSON.stringify(questions.map(({ row, before }) => [row, before]));
      for (const row of referrers.iterate(asked, number)) {
        const { class: release, state: bits } = row as { class: number; state: number };
        if (!wanted.has(release) && (bits & state.unsettled) === 0) continue;
        const of = found[(row as { asked: number }).asked]!;
        of.push(row as unknown as EntryRow);
        // To one place a hundred thousand reports may refer.
        if (of.length > 2 * limit) latest(of).length = limit;
      }
      return found.map((of) => latest(of).slice(0, limit).map(entry));
    },
    superseded(partner, afterSeq, throughSeq, limit) {
      const number = names.number(partner);
      return number === null ? [] : earlier.all(number, afterSeq, throughSeq, limit).map(entry);
    },
    servedOf(partner, seqs) {
      const number = names.number(partner);
      if (number === null) return [];
      const { served = 0 } = (watermark.get(number) ?? {}) as { served?: number };
      return seqs.filter((seq) => seq <= served || servedOnly.get(number, seq) !== undefined);
    },
  };
}
