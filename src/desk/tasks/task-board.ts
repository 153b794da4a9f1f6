import type { Activity, ProtectedPlace } from "../../deconflict/activity.ts";
import { activityOf } from "../../deconflict/activity-of.ts";
import { type Before, openClashIndex } from "../../deconflict/clash-index.ts";
import { Effort } from "../../deconflict/effort.ts";
import { effortOfLook } from "../../deconflict/find-clashes.ts";
import { type Clash, crowdClash, isCrowd } from "../../deconflict/clash.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import {
  isCommitted,
  type Lateness,
  latenessOf,
  occupies,
  occupiedUntil,
  type Standing,
  standingOf,
} from "../../domain/task-state.ts";
import type { NodeEvent } from "../events.ts";
import type { PlaceRegistry } from "../protected/registry.ts";
import type { LiveRecord, LiveRecords } from "../live-records.ts";
import { type ClashState, clashStateOf, partsIn } from "./clash-state.ts";
import {
  commitmentOf,
  commitmentSaid,
  frameOf,
  frameSaid,
  keepAwayOf,
  partOf,
  partSaid,
  partsOf,
  performerOf,
  taskOf,
  unitOf,
  windowOf,
} from "./joint-task.ts";

/** A clash as it stands now. */
export interface KnownClash {
  clash: Clash;
  state: ClashState;
  /** It is open, and everybody whose part is in it stands by that part: none of these is ready. What is only proposed is no veto. */
  blocks: boolean;
}

/** Where parts stand and which of them clash, as far as this node knows. Kept true by every commit. */
export interface TaskBoard {
  /** null: its task is not here any more. `said`: what counts as its performer's word; left out: the one that is here. */
  standing(part: LiveRecord, said?: LiveRecord | null): Standing | null;
  lateness(part: LiveRecord, said?: LiveRecord | null): Lateness | null;
  /** All that stand, in no order. */
  clashes(): Iterable<KnownClash>;
  clash(id: string): KnownClash | undefined;
  clashesOf(part: StixId): KnownClash[];
  /** What activities that are only thought of would clash with, each other among them. */
  wouldClash(activities: readonly Activity[]): Clash[];
  /** `touched`: what live.settle gave. Tells what follows from it. */
  settle(touched: readonly LiveRecord[]): void;
  /** Looks at what became late. */
  timePasses(): void;
}

export interface TaskBoardParts {
  live: LiveRecords;
  self: PartnerId;
  /** This node's protected places. */
  places: Pick<PlaceRegistry, "get" | "places" | "onChange">;
  clock: () => number;
  emit: (event: NodeEvent) => void;
}

/** Steps of comparing that one commit, or one beat, may take here: about a second. */
const stepsOfRound = 10_000_000;
/** Parts among too many others that are looked at again at one beat. */
const crowdedAtBeat = 50;

export function openTaskBoard(given: TaskBoardParts): TaskBoard {
  const { live, self, places, clock, emit } = given;
  const index = openClashIndex();
  /** By its id. */
  const known = new Map<string, Clash>();
  const byPart = new Map<StixId, Set<string>>();
  const judged = new Map<string, Omit<KnownClash, "clash">>();
  /** Parts whose performers stand by them. */
  const committed = new Set<string>();
  /** Parts with more others than were looked at; true: such among these as are committed. The last one looked at is the last. */
  const crowded = new Map<string, boolean>();
  /** Parts that are still to be compared with what is near: until then it stands as a clash that is not compared. */
  const toCompare = new Set<StixId>();
  /** As it was last told. */
  const late = new Map<StixId, Lateness>();

  function judgedOf(clash: Clash): Omit<KnownClash, "clash"> {
    const state = clashStateOf(live, self, clash);
    const isCertain = partsIn(live, clash).every(({ id }) => committed.has(id));
    const counts = !isCrowd(clash) || crowded.get(clash.between[0]) === true;
    return { state, blocks: state === "open" && isCertain && counts };
  }
  const isBlocked = (part: StixId): boolean =>
    [...(byPart.get(part) ?? [])].some((id) => judged.get(id)?.blocks);

  function standing(part: LiveRecord, said = commitmentOf(live, part) ?? null): Standing | null {
    const frame = frameOf(live, taskOf(part));
    if (!frame) return null;
    return standingOf(
      frameSaid(frame),
      partSaid(part),
      said && commitmentSaid(said),
      isBlocked(part.id),
    );
  }

  function lateness(part: LiveRecord, said?: LiveRecord | null): Lateness | null {
    const frame = frameOf(live, taskOf(part));
    const stands = standing(part, said);
    if (!frame || !stands || !occupies(frameSaid(frame), partSaid(part), stands.state)) return null;
    return latenessOf(stands.state, windowOf(part), clock());
  }

  /** null: it occupies nothing now. */
  function occupied(part: LiveRecord | undefined): Activity | null {
    const frame = part && frameOf(live, taskOf(part));
    const stands = part && standing(part);
    if (!part || !frame || !stands) return null;
    if (!occupies(frameSaid(frame), partSaid(part), stands.state)) return null;
    return activityOf(part.object, frame.object, {
      until: occupiedUntil(stands.state, windowOf(part).stop, clock()),
      unit: unitOf(live, part),
    });
  }

  function place(id: StixId): Activity | null {
    const part = partOf(live, id);
    const activity = occupied(part);
    if (activity) index.put(activity);
    else index.remove(id);
    if (activity && isCommitted(standing(part!)!.state)) committed.add(id);
    else committed.delete(id);
    return activity;
  }

  function learn(clash: Clash): void {
    known.set(clash.id, clash);
    for (const id of clash.between) {
      const ids = byPart.get(id);
      if (ids) ids.add(clash.id);
      else byPart.set(id, new Set([clash.id]));
    }
  }

  function forget(clash: Clash): void {
    known.delete(clash.id);
    judged.delete(clash.id);
    for (const id of clash.between) {
      const ids = byPart.get(id);
      ids?.delete(clash.id);
      if (ids?.size === 0) byPart.delete(id);
    }
  }

  /** First what is known to clash, then what its performer stands by: what is only proposed crowds out neither. */
  function before(part: StixId): Before {
    const ids = [...(byPart.get(part) ?? [])].flatMap((id) => known.get(id)!.between);
    const clashing = new Set(ids);
    return (other) => (clashing.has(other) ? 0 : committed.has(other) ? 1 : 2);
  }

  /** Compares these parts anew, all of them being in their new place; gives all that have to be judged for it. */
  function compare(parts: Iterable<StixId>): Set<StixId> {
    const activities = [...parts].map((id) => [id, place(id)] as const);
    const touched = new Set(activities.map(([id]) => id));
    const round = new Effort(stepsOfRound);
    for (const [id, activity] of activities) {
      if (round.left > 0) toCompare.delete(id);
      else toCompare.add(id);
      const look = effortOfLook(round);
      const { clashes, rest } = activity
        ? index.lookAround(activity, look, before(id))
        : { clashes: [], rest: [] };
      round.left -= look.spent;
      const found = activity ? clashes.filter(concernsUs(activity)) : [];
      const unseen = new Set(rest);
      const ids = new Set(found.map((clash) => clash.id));
      for (const earlier of [...(byPart.get(id) ?? [])]) {
        const clash = known.get(earlier)!;
        if (ids.has(earlier) || clash.between.some((other) => unseen.has(other))) continue;
        if (isCrowd(clash) && rest.length > 0) continue;
        forget(clash);
        tell(clash, "solved");
      }
      found.forEach(learn);
      crowded.delete(id);
      if (activity && rest.length > 0)
        for (const other of crowd(activity, rest)) touched.add(other);
    }
    return touched;
  }

  /** Notes that others than were looked at may clash with a part; gives the committed ones, which then have not seen it either. */
  function crowd(activity: Activity, rest: readonly string[]): StixId[] {
    const certain = rest.filter((id) => committed.has(id));
    crowded.set(activity.id, certain.length > 0);
    learn(crowdClash(activity));
    if (!committed.has(activity.id)) return [];
    const others = certain.filter((id) => crowded.get(id) !== true) as StixId[];
    for (const id of others) {
      crowded.set(id, true);
      learn(crowdClash(occupied(partOf(live, id))!));
    }
    return others;
  }

  /**
   * Others' parts are told of our protected places by answers to their checks, and by nothing else; what such an answer says holds
   * for the part that it answers.
   */
  function concernsUs({ id, performer }: Activity): (clash: Clash) => boolean {
    const holds = (other: string): boolean => {
      if (places.get(other) !== undefined) return performer === self;
      const answer = live.get(other);
      return (
        answer?.kind !== "check-answer" ||
        (answer.originator !== null && answer.object["part_ref"] === id)
      );
    };
    return ({ kind, between }) =>
      kind !== "protected-place" || between.every((other) => other === id || holds(other));
  }

  /** Takes in where to keep away, or that it is so no more; gives the parts that have to be looked at for it. */
  function keepAway(put: readonly ProtectedPlace[], removed: readonly string[]): Set<StixId> {
    for (const id of removed) index.removePlace(id);
    index.putPlaces(put);
    const parts = put.flatMap((place) => [...index.around(place)]);
    for (const id of [...removed, ...put.map((place) => place.id)]) {
      for (const clash of byPart.get(id) ?? []) parts.push(...known.get(clash)!.between);
    }
    return new Set(parts.filter((id) => partOf(live, id) !== undefined));
  }

  function compareAndJudge(parts: ReadonlySet<StixId>): void {
    judge(compare(parts));
  }

  /** Looks at who accepted the clashes of these parts. */
  function judge(parts: Iterable<StixId>): void {
    const ids = new Set([...parts].flatMap((part) => [...(byPart.get(part) ?? [])]));
    for (const id of ids) {
      const clash = known.get(id)!;
      const now = judgedOf(clash);
      const before = judged.get(id);
      if (before?.state === now.state && before.blocks === now.blocks) continue;
      judged.set(id, now);
      tell(clash, now.state);
    }
  }

  function tell({ id, kind, between }: Clash, state: ClashState | "solved"): void {
    const records = [...new Set(between)].filter((one) => live.get(one) !== undefined);
    emit({ type: "clash", data: { id, kind, state }, about: { records } });
  }

  function noteLate(id: StixId, how: "told" | "silently"): void {
    const part = partOf(live, id);
    const now = part ? lateness(part) : null;
    if (now === (late.get(id) ?? null)) return;
    if (now === null) late.delete(id);
    else late.set(id, now);
    if (!part || now === null || how === "silently") return;
    const data = { id, kind: part.kind, originator: part.originator!, because: "late" as const };
    emit({ type: "task", data, about: { records: [id] } });
  }

  /** Of so many as one beat takes: own ones, then those that were looked at longest ago. */
  function crowdedFirst(ids: Iterable<string>): StixId[] {
    const isOwn = (id: string): boolean => performerOf(partOf(live, id as StixId)!) === self;
    const all = [...ids].filter((id) => partOf(live, id as StixId) !== undefined) as StixId[];
    const [own, others] = [all.filter(isOwn), all.filter((id) => !isOwn(id))];
    return [...own, ...others].slice(0, crowdedAtBeat);
  }

  for (const { id } of live.ofKind("task-part")) place(id);
  const answers = [...live.ofKind("check-answer")].flatMap((answer) => keepAwayOf(answer) ?? []);
  index.putPlaces([...places.places(), ...answers]);
  places.onChange((put, removed) => compareAndJudge(keepAway(put, removed)));
  const atStart: Before = (id) => (committed.has(id) ? 0 : 1);
  const all = index.allClashes(new Effort(10 * stepsOfRound), atStart, crowd);
  for (const clash of all) {
    if (!clash.compared) for (const id of clash.between) toCompare.add(id as StixId);
    const part = clash.between.flatMap((id) => occupied(partOf(live, id)) ?? [])[0];
    if (part && !concernsUs(part)(clash)) continue;
    learn(clash);
  }
  for (const clash of known.values()) judged.set(clash.id, judgedOf(clash));
  for (const { id } of live.ofKind("task-part")) noteLate(id, "silently");

  return {
    standing,
    lateness,
    *clashes() {
      for (const [id, clash] of known) yield { clash, ...judged.get(id)! };
    },
    clash(id) {
      const clash = known.get(id);
      return clash && { clash, ...judged.get(id)! };
    },
    clashesOf: (part) =>
      [...(byPart.get(part) ?? [])].map((id) => ({ clash: known.get(id)!, ...judged.get(id)! })),
    wouldClash(activities) {
      const apart = openClashIndex();
      for (const activity of activities) apart.put(activity);
      const round = new Effort(stepsOfRound);
      const found = activities.flatMap((activity) => {
        const look = effortOfLook(round);
        const { clashes } = index.lookAround(activity, look, atStart);
        round.left -= look.spent;
        return clashes.filter(concernsUs(activity));
      });
      const all = [...found, ...apart.allClashes(round)].map((clash) => [clash.id, clash] as const);
      return [...new Map(all).values()];
    },
    settle(touched) {
      const moved = new Set(touched.flatMap((record) => movedBy(live, record)));
      for (const { id, kind } of touched) {
        if (kind !== "check-answer") continue;
        const area = live.get(id) && keepAwayOf(live.get(id)!);
        for (const part of area ? keepAway([area], []) : keepAway([], [id])) moved.add(part);
      }
      judge([...compare(moved), ...touched.flatMap(acceptedIn)]);
      for (const id of moved) noteLate(id, "silently");
    },
    timePasses() {
      for (const part of [...live.ofKind("task-part")]) {
        noteLate(part.id, "told");
        if (late.get(part.id) !== "to-end") continue;
        toCompare.add(part.id);
      }
      for (const id of crowdedFirst(crowded.keys())) toCompare.add(id);
      const parts = new Set([...toCompare].filter((id) => partOf(live, id)));
      toCompare.clear();
      compareAndJudge(parts);
    },
  };
}

/** Parts whose place or state may be another one now. */
function movedBy(live: LiveRecords, { id, kind, object }: LiveRecord): StixId[] {
  if (kind === "joint-task") return partsOf(live, id).map((part) => part.id);
  if (kind === "task-part") return [id];
  if (kind === "unit") return doneBy(live, id);
  return kind === "commitment" ? [object["part_ref"] as StixId] : [];
}

/** Parts that are to be done by a unit. */
function doneBy(live: LiveRecords, unit: StixId): StixId[] {
  const parts = live.referring(unit, "task-part").map(({ id }) => id);
  const words = live.referring(unit, "commitment");
  return [...parts, ...words.map(({ object }) => object["part_ref"] as StixId)];
}

function acceptedIn({ kind, object }: LiveRecord): StixId[] {
  return kind === "clash-acceptance" ? (object["part_refs"] as StixId[]) : [];
}
