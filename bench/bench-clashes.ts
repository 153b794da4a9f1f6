import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Activity, ProtectedPlace, Window } from "../src/deconflict/activity.ts";
import { type ClashIndex, openClashIndex } from "../src/deconflict/clash-index.ts";
import type { Geometry, Position } from "../src/domain/geometry.ts";
import { mulberry } from "./mulberry.ts";
import { percentile, rounded } from "./statistics.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const hour = 3_600_000;
const rounds = 200;
const partsOfTask = 5;

export interface ClashFigures {
  parts: number;
  places: number;
  /** A task of five parts that changes: put into the index, and all its clashes found. */
  changedP99Ms: number;
  changedMedianMs: number;
  /** All pairs of the parts from nothing. */
  allPairsMs: number;
  clashes: number;
  /** Of the heap, for each part and each place; half of the parts, to compare. */
  partKb: number;
  partKbAtHalf: number;
  placeKb: number;
}

/** A week of parts between Euphrates and Tigris, in this thread. */
export function benchClashes(parts = 10_000, places = 100_000): ClashFigures {
  const draw = mulberry(2015);
  const activities = Array.from({ length: parts }, (_, index) => drawActivity(`${index}`, draw));
  const keepAway = Array.from({ length: places }, (_, index) => drawPlace(`place-${index}`, draw));
  const half = heapKb(() => filled(activities.slice(0, parts / 2)));
  const whole = heapKb(() => filled(activities));
  const withPlaces = heapKb(() => {
    const index = openClashIndex();
    index.putPlaces(keepAway);
    return index;
  });
  let clashes = 0;
  const allPairsMs = processorMs(() => (clashes = filled(activities).allClashes().length));
  const index = filled(activities);
  index.putPlaces(keepAway);
  const times = Array.from({ length: rounds }, (_, round) => {
    const changed = Array.from({ length: partsOfTask }, (_, part) =>
      drawActivity(`${round * partsOfTask + part}`, draw),
    );
    return processorMs(() => {
      for (const activity of changed) index.put(activity);
      for (const activity of changed) index.clashesOf(activity);
    });
  });
  return {
    ...{ parts, places, clashes },
    changedP99Ms: rounded(percentile(times, 0.99)),
    changedMedianMs: rounded(percentile(times, 0.5)),
    allPairsMs: rounded(allPairsMs),
    partKb: rounded(whole / parts),
    partKbAtHalf: rounded((half * 2) / parts),
    placeKb: rounded(withPlaces / places),
  };
}

/** Of this thread, so that it tells the same on a busy machine. */
function processorMs(act: () => void): number {
  const began = process.threadCpuUsage();
  act();
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000;
}

function filled(activities: readonly Activity[]): ClashIndex {
  const index = openClashIndex();
  for (const activity of activities) index.put(activity);
  return index;
}

/** What stays of what is made. */
function heapKb(make: () => unknown): number {
  const before = used();
  const made = make();
  const after = used();
  if (made === null) throw new Error("nothing was made");
  return (after - before) / 1024;
}

function used(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** A sector, a road that is watched, or a march. */
function drawActivity(id: string, draw: () => number): Activity {
  const centre = drawPosition(draw);
  const window = drawWindow(draw);
  const common = {
    ...{ id, taskId: `task-${id.slice(0, -1)}`, performer: "baghdad", window },
    unitId: `unit-${Math.floor(draw() * 5000)}`,
    separation: { metres: 1000, minutes: 30, heightMetres: 100 },
    uses: draw() < 0.3 ? [{ resource: `bridge ${Math.floor(draw() * 500)}`, window }] : [],
  };
  const kind = draw();
  if (kind < 0.4) return { ...common, geometries: [sectorAround(centre, draw)] };
  const line: Geometry = { type: "LineString", coordinates: roadFrom(centre, draw) };
  if (kind < 0.8) return { ...common, geometries: [line], radius: 200 };
  return {
    ...common,
    geometries: [],
    corridors: [{ line, window, leadMinutes: 10, lagMinutes: 20 }],
  };
}

function drawWindow(draw: () => number): Window {
  const start = Date.UTC(2015, 2, 9) + Math.floor(draw() * 7 * 24) * hour;
  return { start, stop: start + (2 + Math.floor(draw() * 10)) * hour };
}

function drawPlace(id: string, draw: () => number): ProtectedPlace {
  return {
    ...{ id, radius: 200 + draw() * 800 },
    geometry: { type: "Point", coordinates: drawPosition(draw) },
  };
}

function drawPosition(draw: () => number): Position {
  return [38 + draw() * 7, 32 + draw() * 5];
}

/** Twelve positions around a centre, 3 to 10 km from it. */
function sectorAround([lon, lat]: Position, draw: () => number): Geometry {
  const ring = Array.from({ length: 12 }, (_, index): Position => {
    const reach = 0.03 + draw() * 0.07;
    const angle = (index * Math.PI) / 6;
    return [lon + reach * Math.cos(angle), lat + reach * Math.sin(angle)];
  });
  return { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
}

/** Ten stretches of 2 to 8 km in about one direction. */
function roadFrom([lon, lat]: Position, draw: () => number): Position[] {
  const heading = draw() * 2 * Math.PI;
  let at: Position = [lon, lat];
  const road = [at];
  for (let stretch = 0; stretch < 10; stretch++) {
    const angle = heading + draw() - 0.5;
    const length = 0.02 + draw() * 0.06;
    at = [at[0] + length * Math.cos(angle), at[1] + length * Math.sin(angle)];
    road.push(at);
  }
  return road;
}
