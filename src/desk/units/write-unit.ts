import type { Lang, Text } from "../../domain/bilingual.ts";
import { draftFault, type LabelChoice } from "../../domain/report-draft.ts";
import type { StixId } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import { labelMarking, tlpOf } from "../../domain/label-marking.ts";
import type { Readiness, UnitKind, UnitRelation } from "../../domain/unit.ts";
import { uuid4 } from "../../domain/uuid.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { read } from "../documents.ts";
import type { LiveRecord } from "../live-records.ts";
import { commitRecords, noHeads, type Submitted } from "../submit-report.ts";
import { writeDown } from "../write-down.ts";
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
  if (relation === "part-of") await mustNotCircle(desk, id, target);
  const label = desk.labels.get(unit.label!)!;
  const recipients = await read(desk.store, "recipients", `${id} ${unit.modified}`);
  const now = stixTime(desk.clock());
  const link = {
    type: "relationship",
    spec_version: "2.1" as const,
    id: `relationship--${uuid4(desk.random)}`,
    created: now,
    modified: now,
    created_by_ref: desk.self.identity,
    object_marking_refs: [labelMarking(label).id, tlpOf(label)],
    relationship_type: relation,
    source_ref: id,
    target_ref: target,
  };
  const records = writeDown(desk, [link], label, recipients ?? undefined);
  const [submitted] = await commitRecords(desk, [{ main: link.id, records, aside: [] }], noHeads);
  return submitted!;
}

/** The relationships of a unit to others, by their source. */
export async function relationsOf(
  desk: Desk,
  id: StixId,
): Promise<{ relation: UnitRelation; unit: StixId; row: number }[]> {
  const referring = await desk.store.referrers(id, 200);
  return referring.flatMap(({ kind, body, row }) => {
    const object = kind === "relationship" ? (JSON.parse(body) as Record<string, string>) : null;
    if (object?.["source_ref"] !== id || object["target_ref"]?.startsWith("unit--") !== true)
      return [];
    return [
      { relation: object["relationship_type"] as UnitRelation, unit: object["target_ref"], row },
    ];
  });
}

async function mustNotCircle(desk: Desk, id: StixId, target: StixId): Promise<void> {
  const seen = new Set<StixId>();
  const next = [target];
  while (next.length > 0) {
    const one = next.pop()!;
    if (one === id)
      draftFault("target", "the units would belong to each other", "ستتبع كل وحدة منهما الأخرى");
    if (seen.has(one) || seen.size > 1000) continue;
    seen.add(one);
    for (const { relation, unit } of await relationsOf(desk, one)) {
      if (relation === "part-of") next.push(unit);
    }
  }
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
