import type { Geometry } from "../domain/geometry.ts";
import { searchWords } from "../domain/search-words.ts";
import type { Activity, ProtectedPlace, SharedUse } from "./activity.ts";
import { boxesOf, type Box } from "./boxes.ts";
import { touch } from "./meeting.ts";
import { chainsOf, type Shape, shapeOf } from "./shape.ts";

const minute = 60_000;
/** So finely at least `when` of a clash with what passes is told, unless it takes days. */
const finestMs = 5 * minute;
const mostPieces = 1000;
const always = { from: -Infinity, until: Infinity };

/** An activity made ready to be compared. */
export interface Prepared {
  activity: Activity;
  /** While it is anywhere, or uses anything. */
  from: number;
  until: number;
  /** Its minutes of separation, ms. */
  slack: number;
  /** What it occupies, without its radius. */
  shape: Shape;
  /** Of its lines and borders. */
  pieces: number;
  radius: number;
  /** Hold everything within its radius and separation: what it can clash with in space has boxes that meet these. */
  boxes: readonly Box[];
  /** By the words of the resource. */
  uses: ReadonlyMap<string, readonly SharedUse[]>;
}

export function prepare(activity: Activity): Prepared {
  const { window, geometries, corridors = [], radius = 0, separation } = activity;
  const passing = corridors.map(({ line, window, leadMinutes, lagMinutes }) =>
    shapeOf([line], {
      ...{ from: window.start, until: window.stop },
      passing: {
        ...{ lead: leadMinutes * minute, lag: lagMinutes * minute },
        longestPieceMs: Math.max(finestMs, (window.stop - window.start) / mostPieces),
      },
    }),
  );
  const standing = shapeOf(geometries, { from: window.start, until: window.stop });
  const shape = {
    ...standing,
    lines: [...standing.lines, ...passing.flatMap((each) => each.lines)],
  };
  const everywhere = [...geometries, ...corridors.map(({ line }) => line)];
  const times = [
    [window.start, window.stop],
    ...corridors.map(({ window, leadMinutes, lagMinutes }) => [
      window.start - leadMinutes * minute,
      window.stop + lagMinutes * minute,
    ]),
  ];
  return {
    pieces: chainsOf(shape).reduce((sum, chain) => sum + chain.pieces, 0),
    ...{ activity, shape, radius, slack: separation.minutes * minute },
    from: Math.min(...times.map(([from]) => from!)),
    until: Math.max(...times.map(([, until]) => until!)),
    boxes: boxesOf(everywhere, radius + separation.metres + touch),
    uses: usesOf(activity),
  };
}

/** All that an activity occupies at any time, as if it stood there always. */
export function standingShape({ geometries, corridors = [] }: Activity): Shape {
  return alwaysThere([...geometries, ...corridors.map(({ line }) => line)]);
}

/** Geometries that are there always. */
export function alwaysThere(geometries: readonly Geometry[]): Shape {
  return shapeOf(geometries, always);
}

function usesOf({ uses = [] }: Activity): Map<string, SharedUse[]> {
  return Map.groupBy(uses, ({ resource }) => resourceKey(resource));
}

/** The same for what people write as one name. */
export function resourceKey(resource: string): string {
  return searchWords(resource).join(" ");
}

/** A protected place; its shape is made when somebody comes near it first. */
export interface PreparedPlace {
  place: ProtectedPlace;
  boxes: readonly Box[];
  shape: Shape | null;
}
