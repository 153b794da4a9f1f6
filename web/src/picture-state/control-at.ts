import type { ListedRecord, Text } from "../api/shapes.ts";
import { particulars } from "../format/record.ts";
import { isKnownAt, type Moment, shownUntil } from "./moment.ts";

export interface Holder {
  id: string;
  name: Text;
}

export type ControlState = "held" | "contested" | "divided" | "unknown";

/** One version of a record that says that control of a settlement changed. */
export interface ControlChange {
  /** The record's. */
  id: string;
  /** ms UTC. */
  at: number;
  known: number;
  replaced: number;
  /** [longitude, latitude], degrees. */
  position: [number, number];
  place: Text;
  from: readonly Holder[];
  to: readonly Holder[];
  state: ControlState;
}

/** Who holds a settlement at a moment. */
export interface Held {
  position: [number, number];
  place: Text;
  state: ControlState;
  holders: readonly Holder[];
  /** Since when, ms UTC, and by which record; null: before the first change that is known. */
  since: number | null;
  record: string;
}

/** What a record says of control; null: nothing, or of no place. */
export function controlChangeOf(
  { id, at, position, record }: ListedRecord,
  { known, replaced }: { known: number; replaced: number },
): ControlChange | null {
  const { control, place } = particulars(record);
  if (!control || !position || at === null) return null;
  const { from, to, state } = control;
  return {
    ...{ id, position, known, replaced, from, to, state },
    at: Date.parse(at),
    place: place ?? {},
  };
}

/** Every settlement of which something is known at the moment (`now`: ms UTC), with who holds it then; settlements are told apart by their position. */
export function controlAt(changes: readonly ControlChange[], moment: Moment, now: number): Held[] {
  const time = shownUntil(moment, now);
  const byPlace = new Map<string, ControlChange[]>();
  for (const change of changes) {
    if (!isKnownAt(moment, change)) continue;
    const key = change.position.map((degrees) => degrees.toFixed(3)).join();
    byPlace.set(key, [...(byPlace.get(key) ?? []), change]);
  }
  return [...byPlace.values()].map((all) => {
    const inOrder = all.toSorted((a, b) => a.at - b.at || a.known - b.known);
    const last = inOrder.findLast(({ at }) => at <= time);
    return last ? after(last) : before(inOrder[0]!);
  });
}

function after({ position, place, state, to, at, id }: ControlChange): Held {
  return { ...{ position, place, state }, holders: to, since: at, record: id };
}

/** Before the first change it was whose it went from; of several nobody says how they stood there. */
function before({ position, place, from, id }: ControlChange): Held {
  const state = from.length === 1 ? "held" : "unknown";
  return { ...{ position, place, state }, holders: from, since: null, record: id };
}
