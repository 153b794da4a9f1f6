import { isCarried } from "../domain/kinds.ts";
import { references } from "../domain/references.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { StoredRecord } from "../store/port.ts";
import { isAnchor } from "./closure.ts";
import type { Desk } from "./desk.ts";

const most = 1000;

/**
 * An own record with everything of ours that tells of it: its translations and relations, and the places and
 * speakers that no other record refers to, with their translations.
 */
export async function partsOf(desk: Desk, record: StoredRecord): Promise<StoredRecord[]> {
  const own = async (id: StixId) =>
    (await desk.store.referrers(id, most)).filter(({ originator }) => originator === desk.self.id);
  const about = (await own(record.id)).filter(
    ({ kind }) => kind === "language-content" || kind === "relationship",
  );
  const parts = [record, ...about];
  const ids = new Set(parts.map(({ id }) => id));
  for (const target of new Set([record, ...about].flatMap(referredTo))) {
    const stored = isAnchor(desk, target) ? null : await desk.store.record(target);
    if (!stored || !isCarried(stored.kind) || stored.originator !== desk.self.id) continue;
    const referrers = await desk.store.referrers(target, most);
    const isTranslation = ({ kind }: StoredRecord): boolean => kind === "language-content";
    if (!referrers.every((referrer) => ids.has(referrer.id) || isTranslation(referrer))) continue;
    parts.push(stored, ...referrers.filter(({ id }) => !ids.has(id)));
  }
  return parts;
}

function referredTo({ body }: StoredRecord): StixId[] {
  return references(JSON.parse(body) as StixObject);
}
