import { type Consent, consentObject, type ConsentMatter } from "../domain/consent.ts";
import { isContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import { isOwn, originatorsOf } from "../release/conditions.ts";
import type { Change, StoredRecord } from "../store/port.ts";
import { subjectOf } from "./closure.ts";
import { stateOf } from "./consents.ts";
import { controlRow } from "./control-row.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import { isKnownTo } from "./known-to.ts";
import { settle } from "./settle.ts";

/**
 * Asks the originators of a record whether it may be passed on to a partner; of what was derived here, the originators of what it
 * rests on. It goes to these alone, and tells them that the record is here. Gives the ids of the asks. Errors: record-not-found,
 * partner-unknown, consent-needless, consent-unreachable.
 */
export async function askConsent(
  desk: Desk,
  person: string,
  id: StixId,
  { partner, reason }: { partner: PartnerId; reason: string },
): Promise<StixId[]> {
  if (!desk.partners.has(partner)) throw new AppError("partner-unknown", { partner });
  const record = await content(desk, id);
  return desk.turns.whole([`consent ${id}`], async () => {
    const matters: ConsentMatter[] = [];
    for (const matter of await needed(desk, record, partner)) {
      const known = desk.consents.of(matter);
      if (known?.ask && stateOf(known) === "asked") continue;
      const { originator, object } = matter;
      if (!desk.partners.has(originator) || !(await isKnownTo(desk, originator, object))) {
        throw new AppError("consent-unreachable", { originator });
      }
      matters.push(matter);
    }
    if (matters.length === 0) throw new AppError("consent-needless", { partner });
    const rows = matters.map((matter) =>
      controlRow(desk, consentObject(ask(desk, matter, reason))),
    );
    const group = rows.flatMap(({ id, modified }, index): Change[] => {
      const { originator } = matters[index]!;
      return [
        { do: "record", row: rows[index]! },
        { do: "offer", offer: { partner: originator, id, modified, control: true } },
        put("consent-by", `${id} ${modified}`, { by: person }),
      ];
    });
    settle(desk, [group], await desk.store.commit({ priority: "interactive", groups: [group] }));
    return rows.map((row) => row.id);
  });
}

function ask(desk: Desk, matter: ConsentMatter, reason: string): Consent {
  const before = desk.consents.of(matter)?.ask;
  const at = Math.max(desk.clock(), (before?.at ?? 0) + 1);
  return { ...matter, state: "asked", at, created: before?.created ?? at, reason };
}

/** Whose consent to what is still missing for this partner. */
async function needed(
  desk: Desk,
  record: StoredRecord,
  to: PartnerId,
): Promise<readonly ConsentMatter[]> {
  const { id, kind } = record;
  const holder = desk.self.id;
  const subject = subjectOf(desk, {
    labelId: record.label!,
    kind,
    originator: record.originator!,
  });
  if (!subject || subject.label.originatorControl === false) return [];
  // Whom its originator named, its originator gives it to.
  if (record.originator !== holder && subject.label.release !== "agreements") return [];
  const missing: ConsentMatter[] = [];
  for (const source of await sourcesOf(desk, record)) {
    const labelId = source.label ?? "";
    const asked = subjectOf(desk, { ...source, labelId, originator: source.originator ?? "" });
    if (!asked) throw new AppError("record-not-found", { id });
    for (const originator of new Set(originatorsOf(asked))) {
      if (originator === holder || originator === to) continue;
      const matter = { object: source.id, originator, holder, to };
      const { answer } = desk.consents.of(matter) ?? { answer: null };
      if (answer?.state === "given" && answer.label === labelId) continue;
      missing.push(matter);
    }
  }
  return missing;
}

/** The record itself, or what it rests on where it was derived here: as far as others are in it. */
async function sourcesOf(desk: Desk, record: StoredRecord): Promise<StoredRecord[]> {
  const label = desk.labels.get(record.label ?? "");
  if (!label || isOwn({ label, originator: record.originator ?? "" }, desk.self.id)) return [];
  if (record.originator !== desk.self.id) return [record];
  const found: StoredRecord[] = [];
  for (const id of (await read(desk.store, "derived-from", record.id))?.sources ?? []) {
    found.push(...(await sourcesOf(desk, await content(desk, id))));
  }
  return found;
}

async function content(desk: Desk, id: StixId): Promise<StoredRecord> {
  const record = await desk.store.record(id);
  if (!record || record.withdrawn || record.label === null || !isContentKind(record.kind)) {
    throw new AppError("record-not-found", { id });
  }
  return record;
}
