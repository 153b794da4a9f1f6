import type { Feature, FeatureCollection, Geometry, Point } from "geojson";
import type { ListedClash } from "../api/shapes.ts";
import { boxOf, circle, middleOf, type Shape } from "../format/area.ts";

/** A part, a line or an area of a task, as it is drawn. */
export interface DrawnShape {
  /** Of the part; null: of the task, and nothing that is chosen. */
  id: string | null;
  shape: Shape;
  /** Metres around a point. */
  radius: number;
  colour: string;
  label: string;
  /** Chosen, or part of what is chosen. */
  on: boolean;
  line: "part" | "frame" | "boundary" | "control-line";
}

export interface ShapeProperties {
  id: string;
  colour: string;
  on: boolean;
  line: DrawnShape["line"];
}

/** Shapes, and in their middle the points at which they are named. */
export function taskFeatures(drawn: readonly DrawnShape[]): {
  shapes: FeatureCollection<Geometry, ShapeProperties>;
  labels: FeatureCollection<Point, { text: string; colour: string }>;
} {
  const shapes: Feature<Geometry, ShapeProperties>[] = [];
  const labels: Feature<Point, { text: string; colour: string }>[] = [];
  for (const { id, shape, radius, colour, label, on, line } of drawn) {
    const box = boxOf(shape);
    if (!box) continue;
    const geometry = (
      shape.type === "Point" && radius > 0
        ? circle(shape.coordinates as [number, number], radius)
        : shape
    ) as Geometry;
    shapes.push({ type: "Feature", properties: { id: id ?? "", colour, on, line }, geometry });
    // A circle may be too small to be seen.
    if (geometry !== shape)
      shapes.push({
        ...{ type: "Feature", properties: { id: id ?? "", colour, on, line } },
        geometry: shape as Geometry,
      });
    if (label)
      labels.push({
        type: "Feature",
        properties: { text: label, colour },
        geometry: at(shape, box),
      });
  }
  return {
    shapes: { type: "FeatureCollection", features: shapes },
    labels: { type: "FeatureCollection", features: labels },
  };
}

/** Where clashes are; those that have no place of their own are left out. */
export function clashFeatures(
  clashes: readonly ListedClash[],
  chosen: string | null,
): FeatureCollection<Point, { id: string; on: boolean; open: boolean }> {
  return {
    type: "FeatureCollection",
    features: clashes.flatMap(({ id, position, state }) =>
      position
        ? [
            {
              type: "Feature" as const,
              properties: { id, on: id === chosen, open: state === "open" },
              geometry: { type: "Point" as const, coordinates: position },
            },
          ]
        : [],
    ),
  };
}

/** [west, south, east, north] around all of them with a little room; null where there is nothing. */
export function boxAround(shapes: readonly Shape[]): [number, number, number, number] | null {
  const boxes = shapes.flatMap((shape) => {
    const box = boxOf(shape);
    return box ? [box] : [];
  });
  if (boxes.length === 0) return null;
  const of = (nth: 0 | 1 | 2 | 3, pick: (...values: number[]) => number) =>
    pick(...boxes.map((box) => box[nth]));
  const [west, south, east, north] = [
    of(0, Math.min),
    of(1, Math.min),
    of(2, Math.max),
    of(3, Math.max),
  ];
  const room = Math.max(east - west, north - south, 0.02) * 0.1;
  return [west - room, south - room, east + room, north + room];
}

/** The middle of a line's run rather than of the box around it, where it may not even pass. */
function at(shape: Shape, box: readonly [number, number, number, number]): Point {
  if (shape.type !== "LineString") return { type: "Point", coordinates: middleOf(box) };
  const line = shape.coordinates as [number, number][];
  const nth = Math.floor((line.length - 1) / 2);
  const [[x1, y1], [x2, y2]] = [line[nth]!, line[Math.min(nth + 1, line.length - 1)]!];
  return { type: "Point", coordinates: [(x1 + x2) / 2, (y1 + y2) / 2] };
}
