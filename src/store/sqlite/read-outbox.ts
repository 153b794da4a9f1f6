import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { OfferState, OutboxQuery, OutboxState } from "../port.ts";
import type { NameReader } from "./names.ts";
import { localAsText, objectKey } from "./object-key.ts";
import { sizedEntry, type SizedRow } from "./outbox-entry.ts";
import { versionFilter } from "./outbox-filter.ts";
import { octetsOf, pageSql } from "./outbox-page.ts";
import { sequenceAt } from "./sequence-at.ts";
import * as state from "./state.ts";
import type { Reader } from "./thread-messages.ts";

type OutboxReader = Pick<Reader, "outbox" | "outboxState" | "offersOf">;

interface StateRow {
  partner: number;
  seq: number;
  added: number;
  state: number;
  modified: number;
  served: number;
  received: number;
  one: number | null;
}

type RecipientRow = Omit<OutboxState, "pendingSince"> & { pendingFrom: number };

const neverOffered: OutboxState = {
  ...{ last: 0, served: 0, received: 0, pending: 0 },
  ...{ pendingSince: null, servedAt: null, receivedAt: null },
};

/** Questions about outboxes and what became of an offer. */
export function outboxReader(db: DatabaseSync, names: NameReader): OutboxReader {
  const at = { last: sequenceAt(db, "outbox"), earlier: sequenceAt(db, "outbox_earlier") };
  /** By their text, of which there are few. */
  const pages = new Map<string, StatementSync>();
  const ofObject = db.prepare(
    `SELECT o.seq, o.row, o.added, o.control, r.class, r.state, r.type, r.modified, r.kind,
       ${localAsText} AS local, ${octetsOf("o.row")} AS octets
     FROM record r JOIN offer o ON o.row = r.row AND o.partner = ?
     WHERE r.local = ? AND r.type = ? AND o.state = ${state.open} ORDER BY r.modified`,
  );
  const recipient = db.prepare(
    `SELECT last, served, received, pending, pending_from AS pendingFrom,
       served_at AS servedAt, received_at AS receivedAt
     FROM recipient WHERE partner = ?`,
  );
  const firstPending = db.prepare(
    `SELECT added FROM outbox o WHERE partner = ? AND seq >= ? AND kind <> ?
     AND NOT EXISTS (
       SELECT 1 FROM served_only s WHERE s.partner = o.partner AND s.seq = o.seq AND s.received = 1
     ) ORDER BY seq LIMIT 1`,
  );
  const states = db.prepare(
    `SELECT o.partner, o.seq, o.added, o.state, r.modified, p.served, p.received, s.received AS one
     FROM record r JOIN offer o ON o.row = r.row JOIN recipient p ON p.partner = o.partner
     LEFT JOIN served_only s ON s.partner = o.partner AND s.seq = o.seq
     WHERE r.local = ? AND r.type = ? ORDER BY o.partner, o.seq`,
  );
  const recallReceived = db.prepare(
    `SELECT 1 FROM ref f JOIN record r ON r.row = f.row AND r.kind = ?
     JOIN offer o ON o.row = f.row AND o.partner = ? AND o.seq > ?
     JOIN recipient p ON p.partner = o.partner
     LEFT JOIN served_only s ON s.partner = o.partner AND s.seq = o.seq
     WHERE f.local = ? AND f.type = ? AND (o.seq <= p.received OR s.received = 1) LIMIT 1`,
  );

  /** Few objects: from the objects to their entries. */
  function byIds(query: OutboxQuery, ids: string[], partner: number): SizedRow[] {
    const { afterSeq = 0, addedAfter = -1 } = query;
    const wanted = versionFilter<SizedRow>(query.versions);
    const found = [...new Set(ids)].flatMap((id) => {
      const { type, local } = objectKey(id);
      const number = names.number(type);
      if (number === null) return [];
      return wanted(ofObject.all(partner, local, number) as unknown as SizedRow[]);
    });
    const kinds = query.kinds && new Set(query.kinds);
    return found
      .filter((r) => r.seq > afterSeq && r.added > addedAfter)
      .filter((r) => !kinds || kinds.has(names.text(r.kind)!))
      .sort((a, b) => a.seq - b.seq)
      .slice(0, query.limit + 1);
  }

  function inOrder(query: OutboxQuery, partner: number): SizedRow[] {
    const kinds = query.kinds?.flatMap((kind) => names.number(kind) ?? []);
    if (kinds?.length === 0) return [];
    const { afterSeq = 0, addedAfter } = query;
    const from = (table: "last" | "earlier"): number =>
      addedAfter === undefined ? afterSeq : Math.max(afterSeq, at[table](partner, addedAfter));
    const page = pageSql({
      partner,
      afterLast: from("last"),
      afterEarlier: from("earlier"),
      kinds: kinds ?? null,
      versions: query.versions ?? ["last"],
      limit: query.limit + 1,
    });
    const statement = pages.get(page.sql) ?? db.prepare(page.sql);
    pages.set(page.sql, statement);
    return statement.all(...page.values) as unknown as SizedRow[];
  }

  /** No entry up to there is asked for, in whichever of the two lists it stands. */
  function begin({ afterSeq = 0, addedAfter }: OutboxQuery, partner: number): number {
    if (addedAfter === undefined) return afterSeq;
    return Math.max(afterSeq, at.last(partner, addedAfter), at.earlier(partner, addedAfter));
  }

  return {
    outbox(query) {
      const partner = names.number(query.partner);
      const from = partner === null ? 0 : begin(query, partner);
      const known = !query.specVersions || query.specVersions.includes("2.1");
      if (partner === null || !known) return { entries: [], more: false, from };
      const rows = query.ids ? byIds(query, query.ids, partner) : inOrder(query, partner);
      const page = within(query, rows);
      return {
        entries: page.map((row) => sizedEntry(names, row)),
        more: rows.length > page.length,
        from,
      };
    },
    outboxState(partner) {
      const number = names.number(partner);
      const found = number === null ? undefined : recipient.get(number);
      if (number === null || !found) return neverOffered;
      const { pendingFrom, ...state } = found as unknown as RecipientRow;
      if (state.pending === 0) return { ...state, pendingSince: null };
      const from = Math.max(pendingFrom, state.received + 1);
      const first = firstPending.get(number, from, names.number("receipt") ?? 0);
      return { ...state, pendingSince: (first?.["added"] as number | undefined) ?? null };
    },
    offersOf(id) {
      const { type: typeName, local } = objectKey(id);
      const type = names.number(typeName);
      if (type === null) return [];
      const notice = names.number("recall-notice") ?? -1;
      return (states.all(local, type) as unknown as StateRow[]).map((r): OfferState => {
        const wasRecalled = r.state === state.recalled;
        const acknowledged =
          wasRecalled && recallReceived.get(notice, r.partner, r.seq, local, type) !== undefined;
        return {
          partner: names.text(r.partner)!,
          seq: r.seq,
          modified: r.modified,
          dateAdded: r.added,
          state: offerState(r),
          acknowledged,
        };
      });
    },
  };
}

/** As many as one answer holds; the first always. */
function within({ limit, octets = Infinity }: OutboxQuery, rows: SizedRow[]): SizedRow[] {
  let sum = 0;
  const over = rows.findIndex((row, index) => (sum += row.octets) > octets && index > 0);
  return rows.slice(0, over < 0 ? limit : Math.min(limit, over));
}

function offerState(r: StateRow): OfferState["state"] {
  if (r.state === state.voided || r.state === state.stopped) return "voided";
  if (r.state === state.recalled) return "recalled";
  if (r.seq > r.served && r.one === null) return "offered";
  return r.seq <= r.received || r.one === 1 ? "received" : "served";
}
