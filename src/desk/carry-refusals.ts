import type { Change, Store } from "../store/port.ts";
import { put, readAll, type Deciding } from "./documents.ts";

/** What people said no to in the replaced store, and what waits for nobody any more, so that it does not wait again. */
export async function carriedRefusals(old: Store, restored: Store): Promise<Change[]> {
  return [
    ...(await refusedHolds(old, restored)),
    ...(await endedAsks(old, restored, "one-off")),
    ...(await endedAsks(old, restored, "to-confirm")),
  ];
}

/**
 * What a second person refused is refused of the version that the restored store has, also where that is an earlier one, unless
 * it stands in the outbox there.
 */
async function refusedHolds(old: Store, restored: Store): Promise<Change[]> {
  const changes: Change[] = [];
  for (const [key, held] of await readAll(old, "held")) {
    if (!held.refused) continue;
    const { id, partner } = held;
    const record = await restored.record(id);
    if (!record || record.withdrawn || record.modified > held.modified) continue;
    const { modified } = record;
    const offers = await restored.offersOf(id);
    const stands = offers.some((offer) => {
      return offer.partner === partner && offer.modified === modified && offer.state !== "voided";
    });
    if (!stands) changes.push(put("held", key, { ...held, modified }));
  }
  return changes;
}

/** What was asked for before the backup and was approved, refused or taken back after it is not asked for any more. */
async function endedAsks(
  old: Store,
  restored: Store,
  kind: "one-off" | "to-confirm",
): Promise<Change[]> {
  const known = await readAll(old, kind);
  const changes: Change[] = [];
  for (const [key, { asked }] of await readAll(restored, kind)) {
    const then = known.get(key);
    if (!then || !isSame(then.asked, asked)) changes.push({ do: "remove", kind, key });
    else if ("refused" in then) changes.push(put("to-confirm", key, then));
  }
  return changes;
}

function isSame(one: Deciding, other: Deciding): boolean {
  return one.by === other.by && one.at === other.at;
}
