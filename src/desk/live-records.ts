import type { ContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import { references } from "../domain/references.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { CommitResult, RecordRow, Store, StoredRecord } from "../store/port.ts";

/** The latest version of a record that was neither revoked nor taken back. */
export interface LiveRecord {
  row: number;
  id: StixId;
  /** ms UTC. */
  modified: number;
  kind: string;
  originator: PartnerId | null;
  label: StixId | null;
  class: number;
  object: StixObject;
}

/** Kinds of which everything that stands is kept in memory: work that is going on, which people see as a whole. */
export const liveKinds = [
  "unit",
  "request",
  "request-answer",
  "joint-task",
  "task-part",
  "commitment",
  "check-answer",
  "clash-acceptance",
  "warning",
] as const satisfies readonly ContentKind[];
export type LiveKind = (typeof liveKinds)[number];

export interface LiveRecords {
  get(id: StixId): LiveRecord | undefined;
  ofKind(kind: LiveKind): Iterable<LiveRecord>;
  /** How many of a kind are this partner's. */
  countOf(kind: LiveKind, originator: PartnerId): number;
  /** Those of a kind that refer to this id. */
  referring(id: StixId, kind: LiveKind): LiveRecord[];
  /** `rows` as they were committed, aligned with the outcomes. Gives what came, changed or went. */
  settle(
    rows: readonly RecordRow[],
    result: Pick<CommitResult, "records" | "withdrawn">,
  ): LiveRecord[];
}

export async function openLiveRecords(store: Pick<Store, "ofKind">): Promise<LiveRecords> {
  const byId = new Map<StixId, LiveRecord>();
  const byRow = new Map<number, LiveRecord>();
  const byKind = new Map<string, Set<LiveRecord>>(liveKinds.map((kind) => [kind, new Set()]));
  const byTarget = new Map<StixId, Set<LiveRecord>>();
  const counts = new Map<string, number>();

  function count({ kind, originator }: LiveRecord, by: 1 | -1): void {
    const key = `${kind} ${originator}`;
    counts.set(key, (counts.get(key) ?? 0) + by);
  }

  function forget(record: LiveRecord | undefined): void {
    if (!record) return;
    byId.delete(record.id);
    byRow.delete(record.row);
    byKind.get(record.kind)?.delete(record);
    count(record, -1);
    for (const target of references(record.object)) {
      const referring = byTarget.get(target);
      referring?.delete(record);
      if (referring?.size === 0) byTarget.delete(target);
    }
  }

  function keep(record: LiveRecord): void {
    forget(byId.get(record.id));
    byId.set(record.id, record);
    byRow.set(record.row, record);
    byKind.get(record.kind)?.add(record);
    count(record, 1);
    for (const target of references(record.object)) {
      const referring = byTarget.get(target);
      if (referring) referring.add(record);
      else byTarget.set(target, new Set([record]));
    }
  }

  for (const kind of liveKinds) {
    for (let after = 0; ;) {
      const page = await store.ofKind(kind, after, 1000);
      for (const stored of page) {
        after = stored.row;
        if (stored.latest && !stored.revoked && !stored.withdrawn) keep(liveRecord(stored));
      }
      if (page.length < 1000) break;
    }
  }

  return {
    get: (id) => byId.get(id),
    countOf: (kind, originator) => counts.get(`${kind} ${originator}`) ?? 0,
    ofKind: (kind) => byKind.get(kind) ?? [],
    referring: (id, kind) => [...(byTarget.get(id) ?? [])].filter((record) => record.kind === kind),
    settle(rows, { records, withdrawn }) {
      const touched: LiveRecord[] = [];
      const gone = (record: LiveRecord | undefined): void => {
        forget(record);
        if (record) touched.push(record);
      };
      rows.forEach((row, index) => {
        const outcome = records[index];
        if (!byKind.has(row.kind) || outcome?.outcome !== "written" || !outcome.latest) return;
        if (row.revoked) return gone(byId.get(row.id));
        const record = liveRecord({ ...row, row: outcome.row });
        keep(record);
        touched.push(record);
      });
      for (const row of withdrawn) gone(byRow.get(row));
      return touched;
    },
  };
}

function liveRecord({
  body,
  ...stored
}: Pick<
  StoredRecord,
  "row" | "id" | "modified" | "kind" | "originator" | "label" | "class" | "body"
>): LiveRecord {
  const { row, id, modified, kind, originator, label, class: release } = stored;
  const object = JSON.parse(body) as StixObject;
  return { row, id, modified, kind, originator, label, class: release, object };
}
