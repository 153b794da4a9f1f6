import type { PartnerId } from "../../domain/partner.ts";
import { draftFault } from "../../domain/report-draft.ts";
import type { StixId } from "../../domain/stix.ts";
import type { Desk } from "../desk.ts";
import { partyOf } from "../parties.ts";

/** A partner commits its own units and nobody else's. Error: draft-invalid. */
export function mustOwnUnit(desk: Desk, performer: PartnerId, id: StixId): void {
  const unit = desk.live.get(id);
  if (unit?.kind !== "unit") noSuchUnit(id);
  if (unit.originator === performer) return;
  const name = partyOf(desk, performer)?.name;
  draftFault(
    "unit",
    `it is no unit of ${name?.en ?? performer}, and each partner commits its own units alone`,
    `ليست من وحدات «${name?.ar ?? performer}»، ولا تلتزم جهة إلا بوحداتها`,
  );
}

/** The same whether it is not here or this person may not see it. Error: draft-invalid. */
export function noSuchUnit(id: string): never {
  return draftFault(
    "unit",
    `there is no unit ${id} here that you may see`,
    `لا توجد لديك وحدة بهذا المعرّف: ${id}`,
  );
}
