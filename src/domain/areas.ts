import { extensionOf } from "./extensions.ts";
import { boundsOf, type Geometry, type Position } from "./geometry.ts";
import type { StixObject } from "./stix.ts";
import { parseStixTime } from "./time.ts";

/** Everything that a record says about where: its geometry and its point. Empty where it says nothing. */
export function areasOf(object: StixObject): Geometry[] {
  const areas: Geometry[] = [];
  const record = extensionOf(object, "record");
  if (isGeometry(record?.["geometry"])) areas.push(record["geometry"]);
  if (isGeometry(object["geometry"])) areas.push(object["geometry"]);
  areas.push(...linesOfTask(object));
  for (const point of [statedPosition(record?.["position"]), locationPosition(object)])
    if (point !== null) areas.push({ type: "Point", coordinates: point });
  return areas;
}

/** Where a record stands on the map: its point, otherwise the middle of its geometry's box. null: nowhere. */
export function positionOf(object: StixObject): Position | null {
  const record = extensionOf(object, "record");
  const point = statedPosition(record?.["position"]) ?? locationPosition(object);
  if (point !== null) return point;
  const geometry = record?.["geometry"] ?? object["geometry"];
  const bounds = isGeometry(geometry) ? boundsOf(geometry) : null;
  return bounds && [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
}

/** What a joint task, its parts and answers about them say of where beside their geometry. */
function linesOfTask(object: StixObject): Geometry[] {
  const boundaries = (object["boundaries"] ?? []) as { line: unknown }[];
  const corridor = object["corridor"] as { line: unknown } | undefined;
  const lines = [...boundaries.map(({ line }) => line), corridor?.line];
  return [...lines, object["keep_away_areas"]].filter(isGeometry);
}

/** When it happened, ms UTC: `start_time` of the record, otherwise `published` of a report. null: it is not an event. */
export function timeOf(object: StixObject): number | null {
  const record = extensionOf(object, "record");
  const stated = record?.["start_time"] ?? (isOwnEvent(object) ? object["start_time"] : undefined);
  const time = stated ?? (object.type === "report" ? object["published"] : undefined);
  return typeof time === "string" ? parseStixTime(time) : null;
}

/** When it ended or is to end, ms UTC. null: it says nothing of that. */
export function untilOf(object: StixObject): number | null {
  const record = extensionOf(object, "record");
  const stated = record?.["stop_time"] ?? (isOwnEvent(object) ? object["stop_time"] : undefined);
  return typeof stated === "string" ? parseStixTime(stated) : null;
}

/** Whether it has a shape beside its point: a line or an area. */
export function hasShape(object: StixObject): boolean {
  const geometry = extensionOf(object, "record")?.["geometry"] ?? object["geometry"];
  return isGeometry(geometry) && !geometry.type.endsWith("Point");
}

function isOwnEvent(object: StixObject): boolean {
  return ["control-area", "route", "joint-task", "task-part", "warning"].includes(object.type);
}

function locationPosition(object: StixObject): Position | null {
  if (object.type !== "location") return null;
  return statedPosition([object["longitude"], object["latitude"]]);
}

function statedPosition(value: unknown): Position | null {
  if (!Array.isArray(value) || typeof value[0] !== "number" || typeof value[1] !== "number")
    return null;
  return [value[0], value[1]];
}

function isGeometry(value: unknown): value is Geometry {
  return typeof value === "object" && value !== null && "coordinates" in value;
}
