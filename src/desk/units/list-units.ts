import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import type { Readiness, UnitKind, UnitRelation } from "../../domain/unit.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { listed, type ListedRecord } from "../list-records.ts";
import type { LiveRecord } from "../live-records.ts";
import type { LiveRelation } from "../live-relations.ts";
import { sees, type Viewer } from "../viewer.ts";
import { relationsOf } from "./write-unit.ts";

export interface ListedUnit extends Pick<
  ListedRecord,
  "id" | "modified" | "originator" | "label" | "name" | "description" | "record"
> {
  kind: UnitKind;
  readiness: Readiness;
  sidc: string | null;
  /** To other units that this person may see. */
  relations: { relation: UnitRelation; unit: StixId }[];
}

export interface UnitQuery {
  partner?: PartnerId;
  kind?: UnitKind;
  limit: number;
  /** Of the last one seen. */
  after?: StixId;
}

/** Units, own and partners', in the order of their ids, as far as this person may see them. */
export async function listUnits(
  desk: Desk,
  viewer: Viewer,
  { partner, kind, limit, after = "" }: UnitQuery,
): Promise<{ units: ListedUnit[]; more: boolean }> {
  const all = [...desk.live.ofKind("unit")].filter(
    (unit) =>
      unit.id > after &&
      (partner === undefined || unit.originator === partner) &&
      (kind === undefined || unit.object["unit_kind"] === kind) &&
      sees(desk, viewer, unit),
  );
  all.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { units: await shown(desk, viewer, all.slice(0, limit)), more: all.length > limit };
}

/** One of them. Error: record-not-found. */
export async function readUnit(desk: Desk, viewer: Viewer, id: StixId): Promise<ListedUnit> {
  const unit = desk.live.get(id);
  const [found] = unit?.kind === "unit" ? await shown(desk, viewer, [unit]) : [];
  if (!found) throw new AppError("record-not-found", { id });
  return found;
}

async function shown(
  desk: Desk,
  viewer: Viewer,
  units: readonly LiveRecord[],
): Promise<ListedUnit[]> {
  const stored = await desk.store.byRows(units.map(({ row }) => row));
  const records = await listed(desk, viewer, stored, "listed", JSON.stringify({ units: true }));
  return records.map(({ id, modified, originator, label, name, description, record }) => ({
    ...{ id, modified, originator, label, name, description, record },
    kind: record["unit_kind"] as UnitKind,
    readiness: record["readiness"] as Readiness,
    sidc: (record["sidc"] as string | undefined) ?? null,
    relations: relationsOf(desk, id)
      .filter((relation) => isSeen(desk, viewer, relation))
      .map(({ type, target }) => ({ relation: type as UnitRelation, unit: target })),
  }));
}

/** Its own label, and by its class those of both units. */
function isSeen(desk: Desk, viewer: Viewer, relation: LiveRelation): boolean {
  return desk.live.get(relation.target) !== undefined && sees(desk, viewer, relation);
}
