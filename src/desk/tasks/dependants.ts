import { reachedFrom } from "../../domain/dependencies.ts";
import type { StixId } from "../../domain/stix.ts";
import type { Desk } from "../desk.ts";
import type { LiveRecord } from "../live-records.ts";
import type { LiveRelation } from "../live-relations.ts";
import { sees, type Viewer } from "../viewer.ts";
import { commitmentOf, partOf, performerOf } from "./joint-task.ts";
import { seenStanding } from "./seen-standing.ts";

/** What a part depends on, as its originator or performer says; nobody else can speak for it. `viewer`: who must be free to see it. */
export function needsOf(desk: Desk, part: StixId, viewer?: Viewer): LiveRelation[] {
  return desk.relations.from(part, "depends-on").filter((need) => counts(desk, need, viewer));
}

/** Who depends on a part. */
export function dependantsOf(desk: Desk, part: StixId): LiveRelation[] {
  return desk.relations.to(part, "depends-on").filter((need) => counts(desk, need));
}

function counts(desk: Desk, need: LiveRelation, viewer?: Viewer): boolean {
  const source = partOf(desk.live, need.source);
  if (!source || !partOf(desk.live, need.target)) return false;
  if (need.originator !== source.originator && need.originator !== performerOf(source))
    return false;
  return viewer === undefined || sees(desk, viewer, need);
}

/** Suspended parts on which this one depends, directly or by way of others, as far as a viewer may see the way there. */
export function suspendedBelow(desk: Desk, viewer: Viewer, part: StixId): StixId[] {
  const needs = reachedFrom(part, (one) => needsOf(desk, one, viewer).map(({ target }) => target));
  needs.delete(part);
  return [...needs].filter((id) => {
    const on = partOf(desk.live, id);
    return on !== undefined && seenStanding(desk, viewer, on)?.state === "suspended";
  });
}

/** The word by which a part is suspended; null: it is not. */
function suspensionOf(desk: Desk, id: StixId): LiveRecord | null {
  const part = partOf(desk.live, id);
  const isSuspended = part && desk.tasks.standing(part)?.state === "suspended";
  return isSuspended ? commitmentOf(desk.live, part)! : null;
}

/**
 * All who depend on what is suspended are told, each who may see on what: at once, or when it comes to be known that they do.
 * `touched`: what was said; `related`: what depends on what since.
 */
export function tellDependants(
  desk: Desk,
  touched: readonly LiveRecord[],
  related: readonly LiveRelation[],
): void {
  for (const { kind, object } of touched)
    if (kind === "commitment") tellOf(desk, object["part_ref"] as StixId, () => true);
  for (const { id, type, target } of related) {
    if (type !== "depends-on") continue;
    const below = reachedFrom(target, (one) => needsOf(desk, one).map((need) => need.target));
    for (const part of below.add(target)) tellOf(desk, part, (way) => way.includes(id));
  }
}

/** `isNew`: whether a way by which something depends on the part, as relations, is one to be told of. */
function tellOf(desk: Desk, suspended: StixId, isNew: (way: readonly StixId[]) => boolean): void {
  const word = suspensionOf(desk, suspended);
  if (!word) return;
  /** By part, the relations that lead from it to the suspended one. */
  const ways = new Map<StixId, StixId[]>([[suspended, []]]);
  const waiting = [suspended];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    for (const { id, source } of dependantsOf(desk, one)) {
      if (ways.has(source)) continue;
      ways.set(source, [...ways.get(one)!, id]);
      waiting.push(source);
    }
  }
  for (const [id, way] of ways) {
    const part = partOf(desk.live, id);
    if (!part || id === suspended || !isNew(way)) continue;
    desk.events.emit({
      type: "task",
      data: { id, kind: part.kind, originator: part.originator!, because: "suspended" },
      about: { records: [id, ...way, word.id] },
    });
  }
}
