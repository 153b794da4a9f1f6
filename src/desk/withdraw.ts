import { isContentKind, isControlKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change, Head, RecordRow } from "../store/port.ts";
import { isAnchor } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import { forgotten } from "./hold.ts";
import { broughtAndTakenBack, waysOf } from "./known-to.ts";
import { givenBefore, openTo, takeBack, takenBackText } from "./narrow.ts";
import { restingOn, sourceRecalled } from "./rests-on.ts";

/** Labels, identities of partners and control records stay: other records and decisions rest on them. */
export function isRecallable(desk: Desk, { id, kind }: { id: StixId; kind: string }): boolean {
  return !isControlKind(kind) && !isAnchor(desk, id);
}

/**
 * What a partner's recall does at the receiver: the record is hidden at once, only evidence is kept,
 * and whoever got it from here is told. The originator's word counts for every copy; that of a partner which passed the
 * record on, for what came through it alone: what is here by another way too stays.
 */
export async function withdraw(
  desk: Desk,
  from: PartnerId,
  by: PartnerId,
  notice: { object: StixId; through: number; reason: string },
): Promise<Change[]> {
  const { object: id, through, reason } = notice;
  const held = await desk.store.record(id);
  const at = desk.clock();
  if (!held) return [keptFor(desk, by, notice), ...(await fromThoseGiven(desk, by, notice))];
  if (!isRecallable(desk, held)) return [];
  if (held.originator !== by) {
    if (by !== from) return [];
    const ways = await waysOf(desk, id, through);
    // A version that is under way, or waits in quarantine, may come by this partner after its recall.
    if (!ways.has(from)) return [keptFor(desk, by, notice)];
    if (ways.size > 1) return [broughtAndTakenBack(id, from, through), keptFor(desk, by, notice)];
  }
  desk.removals++;
  const changes: Change[] = [{ do: "withdraw", id, throughModified: through, reason, at }];
  // What refers to it may stand in outboxes in which it never stood itself: in that of who made it.
  changes.push({ do: "unsettle", id, derived: await restingOn(desk, id) });
  changes.push(...(await sourceRecalled(desk, id, { by, reason })));
  if (isContentKind(held.kind)) {
    // A place or a translation is told of with the record that it belongs to.
    changes.push({ do: "tell-readers", id, throughModified: through, by, reason, at });
  }
  changes.push(...forgotten(desk, id));
  const regardless = await givenBefore(desk, id);
  const onward = [...new Set([...(await openTo(desk, id)), ...regardless])];
  if (onward.length > 0) {
    // The originator wrote its reason for those whom it told itself.
    const isOutdated = !held.withdrawn && held.modified > through;
    const taking = { id, through, reason: takenBackText, from: onward, isOutdated, regardless };
    changes.unshift(...takeBack(desk, taking));
  }
  return changes;
}

/** It came, and went on, only before the backup that this store is made from: its originator's word goes after it all the same. */
async function fromThoseGiven(
  desk: Desk,
  by: PartnerId,
  { object: id, through }: { object: StixId; through: number },
): Promise<Change[]> {
  const given = await read(desk.store, "given-before", id);
  const from = given?.originator === by ? await givenBefore(desk, id) : [];
  if (from.length === 0) return [];
  return takeBack(desk, { id, through, reason: takenBackText, from, regardless: from });
}

/** A recall of what did not come yet waits for it. */
function keptFor(
  desk: Desk,
  by: PartnerId,
  { object: id, through }: { object: StixId; through: number },
): Change {
  const key = `${by} ${id}`;
  const early = { through: Math.max(through, desk.recalledAhead.get(key)?.through ?? through) };
  desk.recalledAhead.set(key, early);
  return put("recalled-ahead", key, early);
}

/** Whether a version was taken back by its originator, here or before it came. `heads`: what is here of its id. */
export function wasTakenBack(
  desk: Desk,
  { id, modified, originator }: Pick<RecordRow, "id" | "modified" | "originator">,
  heads: ReadonlyMap<StixId, Head>,
): boolean {
  const head = heads.get(id);
  if (head && !head.live && head.originator === originator && modified <= head.modified)
    return true;
  const early = desk.recalledAhead.get(`${originator} ${id}`);
  return early !== undefined && modified <= early.through;
}

/**
 * Whether a sender took back what it passes on before it came: then it does not come by this way. The originator's recall is seen
 * to when the record is stored.
 */
export function isTakenBack(
  desk: Desk,
  sender: PartnerId,
  { id, kind, modified, originator }: Pick<RecordRow, "id" | "kind" | "modified" | "originator">,
): boolean {
  if (originator === sender || !isRecallable(desk, { id, kind })) return false;
  const recalled = desk.recalledAhead.get(`${sender} ${id}`);
  return recalled !== undefined && recalled.through >= modified;
}
