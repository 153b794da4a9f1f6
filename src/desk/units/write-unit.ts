import type { Lang, Text } from "../../domain/bilingual.ts";
import { reachedFrom } from "../../domain/dependencies.ts";
import { draftFault, type LabelChoice } from "../../domain/report-draft.ts";
import type { StixId } from "../../domain/stix.ts";
import type { Readiness, UnitKind, UnitRelation } from "../../domain/unit.ts";
import { uuid4 } from "../../domain/uuid.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { read } from "../documents.ts";
import type { LiveRecord } from "../live-records.ts";
import type { LiveRelation } from "../live-relations.ts";
import { commitRecords, noHeads, type Submitted } from "../submit-report.ts";
import { relationOf } from "../write-relation.ts";
import { rewriteRecord, writeRecord } from "../write-record.ts";

/** What a person writes about an own unit. */
export interface UnitDraft extends LabelChoice {
  name: Text;
  description?: Text;
  /** Language of the original; required where a text is in both. */
  lang?: Lang;
  kind: UnitKind;
  readiness: Readiness;
  /** APP-6 symbol identification code, 20 or 30 digits. */
  sidc?: string;
}

/** Writes an own unit down; it goes where the agreements let it go. Errors: those of writeRecord. */
export async function writeUnit(desk: Desk, draft: UnitDraft, author?: string): Promise<Submitted> {
  const unit = { type: "unit" as const, id: `unit--${uuid4(desk.random)}`, ...said(draft) };
  return writeRecord(desk, unit, draft, author);
}

/** A new version of an own unit. Errors: those of rewriteRecord. */
export async function changeUnit(
  desk: Desk,
  id: StixId,
  draft: UnitDraft,
  author?: string,
): Promise<Submitted> {
  return rewriteRecord(desk, "unit", id, () => ({ ...said(draft), choice: draft }), author);
}

/**
 * Says how an own unit stands to another, own or a partner's. The link goes only where both may go, and neither tells of it by
 * itself. Errors: record-not-found; draft-invalid where the units would belong to each other in a circle.
 */
export async function relateUnit(
  desk: Desk,
  id: StixId,
  relation: UnitRelation,
  target: StixId,
): Promise<Submitted> {
  const unit = ownUnit(desk, id);
  if (desk.live.get(target)?.kind !== "unit")
    throw new AppError("record-not-found", { id: target });
  if (relation === "part-of") mustNotCircle(desk, id, target);
  const label = desk.labels.get(unit.label!)!;
  const recipients = await read(desk.store, "recipients", `${id} ${unit.modified}`);
  const handling = { label, recipients: recipients ?? undefined };
  const link = relationOf(desk, { type: relation, source: id, target }, handling);
  const [submitted] = await commitRecords(desk, [link], noHeads);
  return submitted!;
}

/** How a unit stands to others, as its originator says. */
export function relationsOf(desk: Desk, id: StixId): LiveRelation[] {
  const originator = desk.live.get(id)?.originator;
  return (["part-of", "supported-by"] as const)
    .flatMap((type) => desk.relations.from(id, type))
    .filter((relation) => relation.originator === originator);
}

function mustNotCircle(desk: Desk, id: StixId, target: StixId): void {
  const above = reachedFrom(target, (unit) =>
    desk.relations.from(unit, "part-of").map((relation) => relation.target),
  );
  if (id === target || above.has(id))
    draftFault("target", "the units would belong to each other", "ستتبع كل وحدة منهما الأخرى");
}

function ownUnit(desk: Desk, id: StixId): LiveRecord {
  const unit = desk.live.get(id);
  if (unit?.kind !== "unit" || unit.originator !== desk.self.id || unit.label === null) {
    throw new AppError("record-not-found", { id });
  }
  return unit;
}

function said({ name, description, lang, kind, readiness, sidc }: UnitDraft) {
  return {
    ...(lang && { lang }),
    texts: { name, ...(description && { description }) },
    properties: { unit_kind: kind, readiness, ...(sidc !== undefined && { sidc }) },
  };
}
