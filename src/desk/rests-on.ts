import { sourceIn } from "../domain/derived-from.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { Change } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";

const most = 1000;

/** Own records that were derived from this one and are decided by it: what was redacted with a reason stands by itself. */
async function restingOn(desk: Desk, id: StixId): Promise<StixId[]> {
  const found: StixId[] = [];
  for (const { kind, originator, body } of await desk.store.referrers(id, most)) {
    if (kind !== "relationship" || originator !== desk.self.id) continue;
    const relation = JSON.parse(body) as StixObject;
    if (sourceIn(relation) !== id) continue;
    const derived = relation["source_ref"] as StixId;
    const derivation = await read(desk.store, "derived-from", derived);
    if (derivation && derivation.why === undefined) found.push(derived);
  }
  return found;
}

/** The changes that keep what rests on a record, and was not served yet, from these partners. */
export async function withheldWithSource(
  desk: Desk,
  id: StixId,
  partners: readonly PartnerId[],
): Promise<Change[]> {
  const changes: Change[] = [];
  if (partners.length === 0) return changes;
  for (const derived of await restingOn(desk, id)) {
    const about = await desk.store.referrers(derived, most);
    for (const partner of partners) {
      for (const one of [derived, ...about.map((record) => record.id)]) {
        changes.push({ do: "void", partner, id: one });
      }
    }
    changes.push(...(await withheldWithSource(desk, derived, partners)));
  }
  return changes;
}

/**
 * The changes that follow at the deriving node when a source is taken back: people are told, and what was not served stays
 * here. What went out already is for them to take back.
 */
export async function sourceRecalled(
  desk: Desk,
  id: StixId,
  { by, reason }: { by: PartnerId; reason: string },
): Promise<Change[]> {
  const at = desk.clock();
  const marks = (await restingOn(desk, id)).map((derived) =>
    put("source-recalled", `${derived} ${id}`, { by, reason, at }),
  );
  if (marks.length === 0) return [];
  return [...marks, ...(await withheldWithSource(desk, id, [...desk.partners.keys()]))];
}
