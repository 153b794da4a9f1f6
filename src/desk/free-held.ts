import { references } from "../domain/references.ts";
import { isCarried } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { AppError } from "../errors.ts";
import type { Policy } from "../release/types.ts";
import type { Change, StoredRecord } from "../store/port.ts";
import { closureOf, isAnchor, stillLatest } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import { heldKey, holdOn, keptBack, waited, type Held } from "./hold.ts";
import { partsOf } from "./parts-of.ts";
import { samePerson } from "./people.ts";
import { allowed, offers } from "./plan-release.ts";
import { settle } from "./settle.ts";

/** Entries of one commit. */
const chunk = 50;

/** Lets go, decided again, what has waited long enough. Called as time passes; cheap where nothing is due. */
export async function freeDue(desk: Desk): Promise<void> {
  const isOver = overBy(desk.clock());
  await decideAnew(desk, isOver);
}

export function hasDue(desk: Desk): boolean {
  const isOver = overBy(desk.clock());
  for (const held of desk.held.values()) if (!held.refused && isOver(held)) return true;
  return false;
}

function overBy(now: number): (held: Held) => boolean {
  return ({ until }) => until !== null && until <= now;
}

/** Decides about everything that is held once more: agreements moved, and may hold it longer, shorter or not at all. */
export async function lookAtHeld(desk: Desk): Promise<void> {
  await decideAnew(desk, () => true);
}

async function decideAnew(desk: Desk, due: (held: Held) => boolean): Promise<void> {
  const waiting = [...desk.held.values()].filter((held) => !held.refused && due(held));
  for (let start = 0; start < waiting.length; start += chunk) {
    await free(desk, waiting.slice(start, start + chunk), null);
  }
}

/**
 * A second person, not the author, lets a held record go to a partner, or refuses it, with the parts that tell of it; what
 * it refers to goes with it. `version`: `modified` of what was read. Errors: waiting-gone, also where another version waits now;
 * second-person-needed, busy.
 */
export async function decideHeld(
  desk: Desk,
  person: string,
  { id, partner, version }: { id: StixId; partner: PartnerId; version: string },
  approve: boolean,
): Promise<void> {
  await desk.turns.whole([id], async () => {
    const held = desk.held.get(heldKey(id, partner));
    const record = await desk.store.record(id);
    if (!held || held.refused || !record) throw new AppError("waiting-gone");
    if (stixTime(held.modified) !== version) throw new AppError("waiting-gone");
    const parts = await partsOf(desk, record);
    const chosen = parts.flatMap((part) => desk.held.get(heldKey(part.id, partner)) ?? []);
    if (!approve) return refuse(desk, chosen, person);
    const author = await read(desk.store, "author", `${id} ${held.modified}`);
    if (author !== null && samePerson(author, person)) throw new AppError("second-person-needed");
    await free(desk, chosen, person);
  });
}

async function refuse(desk: Desk, chosen: readonly Held[], by: string): Promise<void> {
  const refused = { by, at: desk.clock() };
  const group = chosen.map((held) =>
    put("held", heldKey(held.id, held.partner), { ...held, refused }),
  );
  settle(desk, [group], await desk.store.commit({ priority: "interactive", groups: [group] }));
}

/** `approvedBy`: null: nobody, time decides. */
async function free(desk: Desk, chosen: readonly Held[], approvedBy: string | null): Promise<void> {
  const records = await Promise.all(chosen.map(({ id }) => desk.store.record(id)));
  const refs = records.flatMap((record) => (record ? referredTo(desk, record) : []));
  await desk.turns.records([...chosen.map(({ id }) => id), ...refs], async () => {
    const { result, value: group } = await desk.board.commit(async (policy) => {
      const group: Change[] = [];
      for (const held of chosen) group.push(...(await leaving(desk, policy, held, approvedBy)));
      return { batch: { priority: "interactive", groups: [group] }, value: group };
    });
    settle(desk, [group], result);
  });
}

/** What becomes of one held record now: it goes, it waits on, or it may not go any more. */
async function leaving(
  desk: Desk,
  policy: Policy,
  meant: Held,
  approvedBy: string | null,
): Promise<Change[]> {
  const { id, partner, modified, since, until } = meant;
  const key = heldKey(id, partner);
  const held = desk.held.get(key);
  if (!held || held.refused || held.modified !== modified) return [];
  const gone: Change = { do: "remove", kind: "held", key };
  const record = await desk.store.record(id);
  if (!record || record.withdrawn || record.modified !== modified) return [gone];
  const closure = await closureOf(desk, id, modified);
  if (!allowed(desk, policy, id, closure).includes(partner)) return [gone];
  const hold = holdOn(desk, policy, closure.parts, partner);
  const passed = approvedBy === null ? (desk.clock() - since) / 60_000 : Infinity;
  if (hold > passed) {
    const kept = keptBack(record, partner, hold, since);
    const same = until === (hold === Infinity ? null : since + hold * 60_000);
    return same ? [] : [kept];
  }
  const changes = [
    ...offers(desk, policy, partner, record, closure),
    ...stillLatest(closure),
    ...waited(partner, record, closure, passed),
    gone,
  ];
  // A translation of a place goes where the place goes, and no hold of its own brings it there.
  const places = closure.needs.filter(({ kind }) => isCarried(kind)).map((need) => need.id);
  for (const text of places.length > 0 ? await desk.store.translations(places) : []) {
    const of = await closureOf(desk, text.id, text.modified);
    if (!allowed(desk, policy, text.id, of).includes(partner)) continue;
    changes.push(...offers(desk, policy, partner, text, of), ...stillLatest(of));
    changes.push(...waited(partner, text, of, passed));
  }
  return changes;
}

function referredTo(desk: Desk, { body }: StoredRecord): StixId[] {
  return references(JSON.parse(body) as StixObject).filter((ref) => !isAnchor(desk, ref));
}
