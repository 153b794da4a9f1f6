import type { Activity, ProtectedPlace } from "../../deconflict/activity.ts";
import { activityOf } from "../../deconflict/activity-of.ts";
import { openClashIndex } from "../../deconflict/clash-index.ts";
import { Effort } from "../../deconflict/effort.ts";
import { effortOfLook } from "../../deconflict/find-clashes.ts";
import type { Clash } from "../../deconflict/clash.ts";
import type { Label } from "../../domain/label.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import {
  isOff,
  type Lateness,
  latenessOf,
  occupiedUntil,
  type Standing,
  standingOf,
} from "../../domain/task-state.ts";
import type { NodeEvent } from "../events.ts";
import type { PlaceRegistry } from "../protected/registry.ts";
import type { LiveRecord, LiveRecords } from "../live-records.ts";
import { type ClashState, clashStateOf } from "./clash-state.ts";
import {
  commitmentOf,
  commitmentSaid,
  frameOf,
  frameSaid,
  keepAwayOf,
  partOf,
  partSaid,
  partsOf,
  taskOf,
  windowOf,
} from "./joint-task.ts";

/** A clash as it stands now. */
export interface KnownClash {
  clash: Clash;
  state: ClashState;
}

/** Where parts stand and which of them clash, as far as this node knows. Kept true by every commit. */
export interface TaskBoard {
  /** null: its task is not here any more. */
  standing(part: LiveRecord): Standing | null;
  lateness(part: LiveRecord): Lateness | null;
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
  labels: ReadonlyMap<StixId, Label>;
  self: PartnerId;
  /** This node's protected places. */
  places: Pick<PlaceRegistry, "get" | "places" | "onChange">;
  clock: () => number;
  emit: (event: NodeEvent) => void;
}

/** Steps of comparing that one commit, or one beat, may take here: about a second. */
const stepsOfRound = 10_000_000;

export function openTaskBoard(given: TaskBoardParts): TaskBoard {
  const { live, labels, self, places, clock, emit } = given;
  const index = openClashIndex();
  /** By its id. */
  const known = new Map<string, Clash>();
  const byPart = new Map<StixId, Set<string>>();
  const states = new Map<string, ClashState>();
  /** Parts that are still to be compared with what is near: until then it stands as a clash that is not compared. */
  const toCompare = new Set<StixId>();
  /** As it was last told. */
  const late = new Map<StixId, Lateness>();

  const stateOf = (clash: Clash): ClashState => clashStateOf(live, labels, self, clash);
  const hasOpen = (part: StixId): boolean =>
    [...(byPart.get(part) ?? [])].some((id) => states.get(id) === "open");

  function standing(part: LiveRecord): Standing | null {
    const frame = frameOf(live, taskOf(part));
    if (!frame) return null;
    const commitment = commitmentOf(live, part);
    return standingOf(
      frameSaid(frame),
      partSaid(part),
      commitment ? commitmentSaid(commitment) : null,
      hasOpen(part.id),
    );
  }

  function lateness(part: LiveRecord): Lateness | null {
    const stands = standing(part);
    return stands && latenessOf(stands.state, windowOf(part), clock());
  }

  /** null: it occupies nothing now. */
  function occupied(part: LiveRecord | undefined): Activity | null {
    const frame = part && frameOf(live, taskOf(part));
    const stands = part && standing(part);
    if (!part || !frame || !stands || isOff(stands.state)) return null;
    return activityOf(part.object, frame.object, {
      until: occupiedUntil(stands.state, windowOf(part).stop, clock()),
      unit: commitmentOf(live, part)?.object["unit_ref"] as StixId | undefined,
    });
  }

  function place(id: StixId): Activity | null {
    const activity = occupied(partOf(live, id));
    if (activity) index.put(activity);
    else index.remove(id);
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
    states.delete(clash.id);
    for (const id of clash.between) {
      const ids = byPart.get(id);
      ids?.delete(clash.id);
      if (ids?.size === 0) byPart.delete(id);
    }
  }

  /** Compares these parts anew, all of them being in their new place. */
  function compare(parts: Iterable<StixId>): void {
    const activities = [...parts].map((id) => [id, place(id)] as const);
    const round = new Effort(stepsOfRound);
    for (const [id, activity] of activities) {
      if (round.left > 0) toCompare.delete(id);
      else toCompare.add(id);
      const look = effortOfLook(round);
      const found = activity ? index.clashesOf(activity, look).filter(concernsUs(activity)) : [];
      round.left -= look.spent;
      const ids = new Set(found.map((clash) => clash.id));
      for (const before of [...(byPart.get(id) ?? [])]) {
        if (ids.has(before)) continue;
        const clash = known.get(before)!;
        forget(clash);
        tell(clash, "solved");
      }
      found.forEach(learn);
    }
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
    compare(parts);
    judge(parts);
  }

  /** Looks at who accepted the clashes of these parts. */
  function judge(parts: Iterable<StixId>): void {
    const ids = new Set([...parts].flatMap((part) => [...(byPart.get(part) ?? [])]));
    for (const id of ids) {
      const clash = known.get(id)!;
      const state = stateOf(clash);
      if (states.get(id) === state) continue;
      states.set(id, state);
      tell(clash, state);
    }
  }

  function tell({ id, kind, between }: Clash, state: ClashState | "solved"): void {
    const records = between.filter((one) => live.get(one) !== undefined);
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

  for (const { id } of live.ofKind("task-part")) place(id);
  const answers = [...live.ofKind("check-answer")].flatMap((answer) => keepAwayOf(answer) ?? []);
  index.putPlaces([...places.places(), ...answers]);
  places.onChange((put, removed) => compareAndJudge(keepAway(put, removed)));
  for (const clash of index.allClashes(new Effort(10 * stepsOfRound))) {
    if (!clash.compared) for (const id of clash.between) toCompare.add(id as StixId);
    const part = clash.between.flatMap((id) => occupied(partOf(live, id)) ?? [])[0];
    if (part && !concernsUs(part)(clash)) continue;
    learn(clash);
    states.set(clash.id, stateOf(clash));
  }
  for (const { id } of live.ofKind("task-part")) noteLate(id, "silently");

  return {
    standing,
    lateness,
    *clashes() {
      for (const [id, clash] of known) yield { clash, state: states.get(id)! };
    },
    clash(id) {
      const clash = known.get(id);
      return clash && { clash, state: states.get(id)! };
    },
    clashesOf: (part) =>
      [...(byPart.get(part) ?? [])].map((id) => ({
        clash: known.get(id)!,
        state: states.get(id)!,
      })),
    wouldClash(activities) {
      const apart = openClashIndex();
      for (const activity of activities) apart.put(activity);
      const round = new Effort(stepsOfRound);
      const found = activities.flatMap((activity) => {
        const look = effortOfLook(round);
        const all = index.clashesOf(activity, look).filter(concernsUs(activity));
        round.left -= look.spent;
        return all;
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
      compare(moved);
      judge([...moved, ...touched.flatMap(acceptedIn)]);
      for (const id of moved) noteLate(id, "silently");
    },
    timePasses() {
      for (const part of [...live.ofKind("task-part")]) {
        noteLate(part.id, "told");
        if (late.get(part.id) !== "to-end") continue;
        toCompare.add(part.id);
      }
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
  return kind === "commitment" ? [object["part_ref"] as StixId] : [];
}

function acceptedIn({ kind, object }: LiveRecord): StixId[] {
  return kind === "clash-acceptance" ? (object["part_refs"] as StixId[]) : [];
}
