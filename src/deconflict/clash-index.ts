import RBush from "rbush";
import type { Activity, ProtectedPlace } from "./activity.ts";
import { type Box, boxesOf } from "./boxes.ts";
import type { Clash } from "./clash.ts";
import { Effort } from "./effort.ts";
import {
  boundaryClashes,
  clashesBetween,
  effortOfLook,
  meetInTime,
  placeClash,
} from "./find-clashes.ts";
import { touch } from "./meeting.ts";
import { type Prepared, type PreparedPlace, prepare } from "./prepare.ts";

/** Activities and protected places, kept so that the cost of one look depends on what is near, not on all that there is. */
export interface ClashIndex {
  /** Adds an activity, in place of one with the same id. */
  put(activity: Activity): void;
  /** Without effect where there is none of that id. */
  remove(id: string): void;
  /** Adds protected places, each in place of one with the same id. Many at once are much cheaper than one by one. */
  putPlaces(places: Iterable<ProtectedPlace>): void;
  removePlace(id: string): void;
  /** Ids of the activities that come near enough to a place, in it or not, that they have to be looked at for it. */
  around(place: ProtectedPlace): Set<string>;
  /** Ids of the activities that may clash with this one, by boxes and times alone. */
  near(activity: Activity): string[];
  /**
   * All clashes of one activity with the others (of those `among`), its boundaries and the places, by id. It need not be in the
   * index; one with its id does not count. What `look` does not suffice for is told as not compared.
   */
  clashesOf(activity: Activity, look?: Effort, among?: ReadonlySet<string>): Clash[];
  /** The same, told as one look: those `before` others are looked at first. */
  lookAround(activity: Activity, look: Effort, before: Before): Look;
  /** All clashes of all activities, each once, by id, by no more than `round`. `left`: told of each what was not looked at. */
  allClashes(
    round?: Effort,
    before?: Before,
    left?: (activity: Activity, rest: readonly string[]) => void,
  ): Clash[];
}

export interface Look {
  clashes: Clash[];
  /** Ids of activities that may clash with it too, and were not looked at any more. */
  rest: string[];
}

/** What must not be crowded out: the lowest first. By the id of an activity. */
export type Before = (id: string) => number;

/** With so many others one activity is told to clash: whoever puts thousands in one place keeps nobody's node busy with all pairs. */
export const mostClashes = 200;

interface Item<T> extends Box {
  of: T;
}

/** An empty index. What is put into it must be valid (`checkActivity`, `checkPlace`). */
export function openClashIndex(): ClashIndex {
  const activities = new Map<string, Prepared>();
  const places = new Map<string, PreparedPlace>();
  const where = new RBush<Item<Prepared>>();
  const placesWhere = new RBush<Item<PreparedPlace>>();
  const users = new Map<string, Set<Prepared>>();

  function remove(id: string): void {
    const known = activities.get(id);
    if (known === undefined) return;
    activities.delete(id);
    removeFrom(where, known);
    for (const key of keysOf(known)) {
      const of = users.get(key)!;
      of.delete(known);
      if (of.size === 0) users.delete(key);
    }
  }

  function removePlace(id: string): void {
    const known = places.get(id);
    if (known === undefined) return;
    places.delete(id);
    removeFrom(placesWhere, known);
  }

  function preparedOf(activity: Activity): Prepared {
    const known = activities.get(activity.id);
    return known?.activity === activity ? known : prepare(activity);
  }

  /** Others that may clash with it, those that are compared fast first: whatever is entangled keeps none of these from it. */
  function others(one: Prepared, before: Before = alike): Prepared[] {
    const seen = new Set<Prepared>();
    for (const box of one.boxes)
      for (const { of } of where.search(box)) if (meetInTime(one, of)) seen.add(of);
    for (const key of keysOf(one)) for (const of of users.get(key) ?? []) seen.add(of);
    for (const same of [one, activities.get(one.activity.id)]) if (same) seen.delete(same);
    return [...seen].sort(
      (a, b) => before(a.activity.id) - before(b.activity.id) || simplerFirst(a, b),
    );
  }

  function lookAt(one: Prepared, around: readonly Prepared[], look: Effort): Look {
    const clashes: Clash[] = [];
    for (const [index, other] of around.entries()) {
      if (clashes.length >= mostClashes)
        return { clashes, rest: around.slice(index).map(({ activity }) => activity.id) };
      clashes.push(...clashesBetween(one, other, look));
    }
    return { clashes, rest: [] };
  }

  /** Others take nothing from what is left of `look` for these. */
  function* ownClashes(one: Prepared, { left }: Effort): Generator<Clash> {
    const look = new Effort(left);
    yield* boundaryClashes(one, look);
    const seen = new Set<PreparedPlace>();
    for (const box of one.boxes) for (const { of } of placesWhere.search(box)) seen.add(of);
    for (const place of seen) {
      const clash = placeClash(one, place, look);
      if (clash !== null) yield clash;
    }
  }

  return {
    put(activity) {
      remove(activity.id);
      const prepared = prepare(activity);
      activities.set(activity.id, prepared);
      for (const item of itemsOf(prepared)) where.insert(item);
      for (const key of keysOf(prepared)) {
        const of = users.get(key);
        if (of === undefined) users.set(key, new Set([prepared]));
        else of.add(prepared);
      }
    },
    remove,
    putPlaces(given) {
      const added = new Map<string, PreparedPlace>();
      for (const place of given) {
        const boxes = boxesOf([place.geometry], place.radius + touch);
        added.set(place.id, { place, boxes, shape: null });
      }
      for (const [id, place] of added) {
        removePlace(id);
        places.set(id, place);
      }
      placesWhere.load([...added.values()].flatMap(itemsOf));
    },
    removePlace,
    around({ geometry, radius }) {
      const found = boxesOf([geometry], radius).flatMap((box) => where.search(box));
      return new Set(found.map(({ of }) => of.activity.id));
    },
    near(activity) {
      return others(preparedOf(activity)).map((other) => other.activity.id);
    },
    clashesOf(activity, look = effortOfLook(), among) {
      const one = preparedOf(activity);
      const around = others(one).filter((other) => !among || among.has(other.activity.id));
      return inOrder([...ownClashes(one, look), ...lookAt(one, around, look).clashes]);
    },
    lookAround(activity, look, before) {
      const one = preparedOf(activity);
      const own = [...ownClashes(one, look)];
      const { clashes, rest } = lookAt(one, others(one, before), look);
      return { clashes: inOrder([...own, ...clashes]), rest };
    },
    allClashes(round, before, left) {
      const found: Clash[] = [];
      for (const one of activities.values()) {
        const look = effortOfLook(round);
        found.push(...ownClashes(one, look));
        const around = others(one, before).filter(({ activity: { id } }) => one.activity.id < id);
        const { clashes, rest } = lookAt(one, around, look);
        found.push(...clashes);
        if (rest.length > 0) left?.(one.activity, rest);
        if (round) round.left -= look.spent;
      }
      return inOrder(found);
    },
  };
}

const alike: Before = () => 0;

function simplerFirst(a: Prepared, b: Prepared): number {
  return a.pieces - b.pieces || (a.activity.id < b.activity.id ? -1 : 1);
}

function itemsOf<T extends { boxes: readonly Box[] }>(of: T): Item<T>[] {
  return of.boxes.map((box) => ({ ...box, of }));
}

function removeFrom<T extends { boxes: readonly Box[] }>(tree: RBush<Item<T>>, of: T): void {
  for (const item of itemsOf(of)) tree.remove(item, isSame);
}

function isSame<T>(one: Item<T>, other: Item<T>): boolean {
  const { minX, minY, maxX, maxY, of } = other;
  const same = one.minX === minX && one.minY === minY && one.maxX === maxX && one.maxY === maxY;
  return same && one.of === of;
}

/** By what else than space activities find each other: units and resources, apart. */
function keysOf({ activity: { unitId }, uses }: Prepared): string[] {
  const keys = [...uses.keys()].map((resource) => `use ${resource}`);
  return unitId === undefined ? keys : [...keys, `unit ${unitId}`];
}

function inOrder(clashes: Clash[]): Clash[] {
  return clashes.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
