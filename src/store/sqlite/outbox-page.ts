import type { OutboxQuery } from "../port.ts";
import { localAsText } from "./object-key.ts";

export interface PageQuery {
  partner: number;
  /** Lower bounds of the sequence in `outbox` and in `outbox_earlier`, exclusive. */
  afterLast: number;
  afterEarlier: number;
  kinds: number[] | null;
  versions: NonNullable<OutboxQuery["versions"]>;
  limit: number;
}

/** How long the text of a row is, told by its head: a text that is not sent is not read. */
export function octetsOf(row: string): string {
  return `coalesce((SELECT octet_length(body) FROM body WHERE body.row = ${row}), 0)`;
}

/** The statement of one page: a walk along one primary key, or two merged. */
export function pageSql(query: PageQuery): { sql: string; values: (number | string)[] } {
  const { versions } = query;
  const all = versions.includes("all");
  const last = all || versions.includes("last");
  const numbers = versions.filter((version) => typeof version === "number");
  const chosen = [
    ...(versions.includes("first") ? ["o.first = 1"] : []),
    ...(numbers.length > 0
      ? ["(SELECT modified FROM record r WHERE r.row = o.row) IN (SELECT value FROM json_each(?))"]
      : []),
  ];
  const values: (number | string)[] = [];

  function list(table: "outbox" | "outbox_earlier", after: number, whole: boolean): string {
    values.push(query.partner, after);
    let where = "o.partner = ? AND o.seq > ?";
    if (query.kinds) {
      where += " AND o.kind IN (SELECT value FROM json_each(?))";
      values.push(JSON.stringify(query.kinds));
    }
    if (!whole) {
      where += ` AND (${chosen.join(" OR ")})`;
      if (numbers.length > 0) values.push(JSON.stringify(numbers));
    }
    return `SELECT o.partner, o.seq, o.row, o.added, o.kind FROM ${table} o WHERE ${where}`;
  }

  const lists = [list("outbox", query.afterLast, last)];
  if (all || chosen.length > 0) lists.push(list("outbox_earlier", query.afterEarlier, all));
  values.push(query.limit);
  const sql = `SELECT e.seq, e.row, e.added, e.kind, f.control, r.class, r.state, r.type, r.modified, ${localAsText} AS local,
      ${octetsOf("e.row")} AS octets
    FROM (${lists.join(" UNION ALL ")} ORDER BY seq LIMIT ?) e
    CROSS JOIN record r ON r.row = e.row
    CROSS JOIN offer f ON f.row = e.row AND f.partner = e.partner`;
  return { sql, values };
}
