import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { CommitResult, RecordRow, Store } from "../store/port.ts";

/** Relations between the work that is going on, each a record of its own, so that none keeps what it relates from going. */
export const liveRelationTypes = ["depends-on", "part-of", "supported-by"] as const;
export type LiveRelationType = (typeof liveRelationTypes)[number];

/** The latest version of a relation that was neither revoked nor taken back. */
export interface LiveRelation {
  row: number;
  id: StixId;
  kind: "relationship";
  type: LiveRelationType;
  source: StixId;
  target: StixId;
  originator: PartnerId;
  label: StixId | null;
  class: number;
}

export interface LiveRelations {
  /** Those of a type that lead away from this id. */
  from(source: StixId, type: LiveRelationType): LiveRelation[];
  /** Those of a type that lead to this id. */
  to(target: StixId, type: LiveRelationType): LiveRelation[];
  /** `rows` as they were committed, aligned with the outcomes; gives those that stand since. */
  settle(
    rows: readonly RecordRow[],
    result: Pick<CommitResult, "records" | "withdrawn">,
  ): LiveRelation[];
}

const atOnce = 500;

/** `ends`: everything that may be related so. Only what refers to these is read: a store holds many other relations. */
export async function openLiveRelations(
  store: Pick<Store, "dependents" | "byRows">,
  ends: readonly StixId[],
): Promise<LiveRelations> {
  const byId = new Map<StixId, LiveRelation>();
  const byRow = new Map<number, LiveRelation>();
  const bySource: Related = new Map();
  const byTarget: Related = new Map();

  function forget(relation: LiveRelation | undefined): void {
    if (!relation) return;
    byId.delete(relation.id);
    byRow.delete(relation.row);
    leave(bySource, relation.source, relation);
    leave(byTarget, relation.target, relation);
  }

  function keep(relation: LiveRelation): void {
    forget(byId.get(relation.id));
    byId.set(relation.id, relation);
    byRow.set(relation.row, relation);
    enter(bySource, relation.source, relation);
    enter(byTarget, relation.target, relation);
  }

  for (let start = 0; start < ends.length; start += atOnce) {
    const rows = new Set((await store.dependents(ends.slice(start, start + atOnce))).flat());
    for (const stored of await store.byRows([...rows])) {
      const relation = stored.latest && !stored.revoked ? relationOf(stored, stored.row) : null;
      if (relation) keep(relation);
    }
  }

  return {
    from: (source, type) => ofType(bySource.get(source), type),
    to: (target, type) => ofType(byTarget.get(target), type),
    settle(rows, { records, withdrawn }) {
      const kept: LiveRelation[] = [];
      rows.forEach((row, index) => {
        const outcome = records[index];
        if (row.kind !== "relationship" || outcome?.outcome !== "written" || !outcome.latest)
          return;
        const relation = row.revoked ? null : relationOf(row, outcome.row);
        if (!relation) return forget(byId.get(row.id));
        keep(relation);
        kept.push(relation);
      });
      for (const row of withdrawn) forget(byRow.get(row));
      return kept;
    },
  };
}

function relationOf(
  {
    id,
    kind,
    originator,
    label,
    class: release,
    body,
  }: Pick<RecordRow, "id" | "kind" | "originator" | "label" | "class" | "body">,
  row: number,
): LiveRelation | null {
  if (kind !== "relationship" || originator === null) return null;
  const object = JSON.parse(body) as StixObject;
  const type = liveRelationTypes.find((one) => one === object["relationship_type"]);
  if (type === undefined) return null;
  const source = object["source_ref"] as StixId;
  const target = object["target_ref"] as StixId;
  return { row, id, kind, type, source, target, originator, label, class: release };
}

type Related = Map<StixId, Set<LiveRelation>>;

function enter(related: Related, end: StixId, relation: LiveRelation): void {
  const found = related.get(end);
  if (found) found.add(relation);
  else related.set(end, new Set([relation]));
}

function leave(related: Related, end: StixId, relation: LiveRelation): void {
  const found = related.get(end);
  found?.delete(relation);
  if (found?.size === 0) related.delete(end);
}

function ofType(relations: Set<LiveRelation> | undefined, type: LiveRelationType): LiveRelation[] {
  return [...(relations ?? [])].filter((relation) => relation.type === type);
}
