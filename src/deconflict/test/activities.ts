import type { Position } from "../../domain/geometry.ts";
import type { Activity, Window } from "../activity.ts";

/** 11 March 2015, 04:00 UTC. */
export const dawn = Date.UTC(2015, 2, 11, 4);
export const hour = 3_600_000;

/** A window in hours after dawn. */
export function hours(start: number, stop: number): Window {
  return { start: dawn + start * hour, stop: dawn + stop * hour };
}

export const noSeparation = { metres: 0, minutes: 0, heightMetres: 0 };

/** An activity at one position for an hour, unless told otherwise. */
export function activity(id: string, more: Partial<Activity> = {}): Activity {
  return {
    ...{ id, taskId: "task", performer: "baghdad", window: hours(0, 1) },
    ...{ geometries: [{ type: "Point", coordinates: [41, 34.4] }], separation: noSeparation },
    ...more,
  };
}

export const line = (...coordinates: Position[]) => ({ type: "LineString", coordinates }) as const;

export const point = (...coordinates: Position) => ({ type: "Point", coordinates }) as const;

/** A polygon from west, south, east, north. */
export function box(west: number, south: number, east: number, north: number) {
  const ring: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: "Polygon", coordinates: [ring] } as const;
}
