import { sourceIn } from "../domain/derived-from.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { Change } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import { referrersOf } from "./referrers.ts";

/** Own records that were derived from this one, or from such, and are decided by it. */
export async function restingOn(desk: Desk, id: StixId): Promise<StixId[]> {
  const found = await derivedFrom(desk, id);
  for (const derived of [...found]) found.push(...(await restingOn(desk, derived)));
  return [...new Set(found)];
}

/** What was redacted with a reason stands by itself. */
async function derivedFrom(desk: Desk, id: StixId): Promise<StixId[]> {
  const found: StixId[] = [];
  for await (const { kind, body } of referrersOf(desk, id, desk.self.id)) {
    if (kind !== "relationship") continue;
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
  for (const derived of await derivedFrom(desk, id)) {
    for (const partner of partners) changes.push({ do: "void", partner, id: derived });
    changes.push({ do: "withhold", id: derived, partners });
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
  const marks = (await derivedFrom(desk, id)).map((derived) =>
    put("source-recalled", `${derived} ${id}`, { by, reason, at }),
  );
  if (marks.length === 0) return [];
  return [...marks, ...(await withheldWithSource(desk, id, [...desk.partners.keys()]))];
}
