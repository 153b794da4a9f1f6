import type { Reach } from "../../desk/submit-report.ts";
import type { Person } from "../../desk/people.ts";
import type { ListedUnit, UnitQuery } from "../../desk/units/list-units.ts";
import type { UnitDraft } from "../../desk/units/write-unit.ts";
import type { StixId } from "../../domain/stix.ts";
import type { UnitRelation } from "../../domain/unit.ts";

/** What the API needs for units. */
export interface UnitPort {
  listUnits(person: Person, query: UnitQuery): Promise<{ units: ListedUnit[]; more: boolean }>;
  readUnit(person: Person, id: StixId): Promise<ListedUnit>;
  writeUnit(person: Person, draft: UnitDraft): Promise<{ unit: ListedUnit } & Reach>;
  changeUnit(person: Person, id: StixId, draft: UnitDraft): Promise<{ unit: ListedUnit } & Reach>;
  relateUnit(
    person: Person,
    id: StixId,
    relation: UnitRelation,
    target: StixId,
  ): Promise<{ unit: ListedUnit } & Reach>;
}
