import type { DatabaseSync } from "node:sqlite";
import type { Change } from "../port.ts";
import type { FreshRecords } from "./fresh-records.ts";
import type { NameWriter } from "./names.ts";
import type { NumberedKey, ObjectKeys } from "./object-keys.ts";
import type { Moves, OutboxWriter } from "./outbox-writer.ts";
import type { Recipients } from "./recipients.ts";
import * as state from "./state.ts";

// An earlier version rests on what it refers to itself; what refers to the object rests on its latest.
const restingRows = `WITH RECURSIVE found (local, type) AS (
    VALUES (?, ?)
    UNION SELECT r.local, r.type FROM found
    CROSS JOIN ref f ON f.local = found.local AND f.type = found.type
    CROSS JOIN record r ON r.row = f.row AND r.state & ${state.latest} <> 0
  )
  SELECT DISTINCT f.row AS row FROM found
  CROSS JOIN ref f ON f.local = found.local AND f.type = found.type`;

/** Notes of what rests on an object that its class does not tell that any more. */
export function unsettler(
  db: DatabaseSync,
  keys: ObjectKeys,
): (change: Extract<Change, { do: "unsettle" }>) => void {
  // Control records have no class that could be wrong.
  const mark = `UPDATE record SET state = state | ${state.unsettled} WHERE class <> 0`;
  const itself = db.prepare(`${mark} AND local = ? AND type = ? AND state & ${state.latest} <> 0`);
  const resting = db.prepare(
    `${mark} AND row IN (${restingRows}) AND state & ${state.latest} <> 0`,
  );
  return ({ id, derived }) => {
    for (const one of [id, ...derived]) {
      const { local, type } = keys.of(one);
      if (one !== id) itself.run(local, type);
      resting.run(local, type);
    }
  };
}

/** Takes out of outboxes what rests on an object and was not served yet. */
export function withholdWriter(
  db: DatabaseSync,
  names: NameWriter,
  keys: ObjectKeys,
  fresh: FreshRecords,
  recipients: Recipients,
  outbox: OutboxWriter,
): (change: Extract<Change, { do: "withhold" }>, moves: Moves) => void {
  const resting = db.prepare(`SELECT json_group_array(row) AS rows FROM (${restingRows})`);
  const unserved = db.prepare(
    `SELECT o.row, r.local, r.type FROM json_each(?) j
     CROSS JOIN offer o ON o.row = j.value AND o.partner = ?
     CROSS JOIN record r ON r.row = o.row
     WHERE o.state = ${state.open} AND o.control = 0 AND o.seq > ?`,
  );

  return ({ id, partners }, moves) => {
    const waiting = partners.filter((partner) => {
      const { last, served } = recipients.of(names.number(partner));
      return last > served;
    });
    if (waiting.length === 0) return;
    const { local, type } = keys.of(id);
    const { rows } = resting.get(local, type) as { rows: string };
    for (const partner of waiting) {
      const number = names.number(partner);
      const found = unserved.all(rows, number, recipients.of(number).served);
      for (const { row, ...key } of found as unknown as (NumberedKey & { row: number })[]) {
        fresh.clear();
        outbox.voidRow(row, key, partner, moves);
      }
    }
  };
}
