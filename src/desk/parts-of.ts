import { isCarried } from "../domain/kinds.ts";
import { references } from "../domain/references.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { StoredRecord } from "../store/port.ts";
import { isAnchor } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { referrersOf } from "./referrers.ts";

/**
 * A record with everything of its originator that tells of it: its translations and relations, and the places and
 * speakers that no other record refers to, with their translations.
 */
export async function partsOf(desk: Desk, record: StoredRecord): Promise<StoredRecord[]> {
  const originator = record.originator ?? desk.self.id;
  const about: StoredRecord[] = [];
  for await (const referrer of referrersOf(desk, record.id, originator)) {
    if (referrer.kind === "language-content" || referrer.kind === "relationship")
      about.push(referrer);
  }
  const parts = [record, ...about];
  const ids = new Set(parts.map(({ id }) => id));
  for (const target of new Set([record, ...about].flatMap(referredTo))) {
    const stored = isAnchor(desk, target) ? null : await desk.store.record(target);
    if (!stored || !isCarried(stored.kind) || stored.originator !== originator) continue;
    const texts = await onlyTexts(desk, stored, ids);
    if (texts) parts.push(stored, ...texts);
  }
  return parts;
}

/**
 * The translations of a place or speaker; null: something else than these records refers to it too. An image is its report's
 * alone, whatever others refer to.
 */
async function onlyTexts(
  desk: Desk,
  { id, kind, originator }: StoredRecord,
  ids: ReadonlySet<StixId>,
): Promise<StoredRecord[] | null> {
  const texts: StoredRecord[] = [];
  const by = kind === "artifact" ? (originator ?? undefined) : undefined;
  for await (const referrer of referrersOf(desk, id, by)) {
    if (ids.has(referrer.id)) continue;
    if (referrer.kind !== "language-content") return null;
    if (referrer.originator === originator) texts.push(referrer);
  }
  return texts;
}

function referredTo({ body }: StoredRecord): StixId[] {
  return references(JSON.parse(body) as StixObject);
}
