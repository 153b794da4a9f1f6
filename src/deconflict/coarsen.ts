import type { Geometry, Position } from "../domain/geometry.ts";
import { tansiqNamespace, uuid5 } from "../domain/uuid.ts";
import type { ProtectedPlace } from "./activity.ts";
import { type Box, boxesOf, grownBoxes } from "./boxes.ts";
import { touch } from "./meeting.ts";

/** Half a meridian and half the equator of WGS 84, metres. */
const poleToPole = 20_003_931;
const halfEquator = 20_037_508;
/** Metres, more than a touch: what lies on the seam between two boxes is in the area. */
const seam = 2 * touch;
/** Edges of a polygon must be shorter, degrees of longitude. */
const widest = 60;

/**
 * What others may be told of a protected place: boxes that hold all of its keep-away area and follow from nothing but
 * the cells of a fixed grid in which it lies and its radius in whole cells. However many ask, and however often, they
 * learn no more than that, if the check itself is made against this: it is a place for an index of its own. Places in the
 * same cells with the same rounded radius give the same one, id included.
 *
 * `cell`: metres, the least height and width of a cell.
 */
export function coarsen({ geometry, radius }: ProtectedPlace, cell: number): ProtectedPlace {
  const rounded = Math.ceil(radius / cell) * cell;
  const boxes = boxesOf([geometry], 0).map((box) => cellsAround(box, cell));
  const corners = new Map(
    boxes
      .flatMap((box) => grownBoxes(box, rounded))
      .flatMap(narrow)
      .map((box) => [JSON.stringify(cornersOf(box)), cornersOf(box)]),
  );
  const coordinates = [...corners.keys()].sort().map((key) => [corners.get(key)!]);
  const area: Geometry = { type: "MultiPolygon", coordinates };
  const id = uuid5(tansiqNamespace, JSON.stringify(["keep-away", coordinates]));
  return { id, geometry: area, radius: seam };
}

/** The least box of whole cells that holds a box. */
function cellsAround({ minX, minY, maxX, maxY }: Box, cell: number): Box {
  const rows = Math.max(1, Math.floor(poleToPole / cell));
  const rowOf = (lat: number): number => Math.min(rows - 1, Math.floor(((lat + 90) / 180) * rows));
  const [first, last] = [rowOf(minY), rowOf(maxY)];
  const edge = (row: number): number => (row / rows) * 180 - 90;
  let [west, east] = [Infinity, -Infinity];
  for (let row = first; row <= last; row++) {
    const poleward = Math.max(Math.abs(edge(row)), Math.abs(edge(row + 1)));
    const around = 2 * halfEquator * Math.cos((poleward * Math.PI) / 180);
    const columns = Math.max(1, Math.floor(around / cell));
    const columnOf = (lon: number): number =>
      Math.min(columns - 1, Math.floor(((lon + 180) / 360) * columns));
    west = Math.min(west, (columnOf(minX) / columns) * 360 - 180);
    east = Math.max(east, ((columnOf(maxX) + 1) / columns) * 360 - 180);
  }
  return { minX: west, minY: edge(first), maxX: east, maxY: edge(last + 1) };
}

/** Boxes no wider than an edge may be. */
function narrow({ minX, maxX, ...rest }: Box): Box[] {
  const parts = Math.ceil((maxX - minX) / widest);
  const wide = (maxX - minX) / parts;
  return Array.from({ length: parts }, (_, part) => ({
    ...rest,
    ...{ minX: minX + part * wide, maxX: part === parts - 1 ? maxX : minX + (part + 1) * wide },
  }));
}

/** As a ring against the clock's direction, with as many decimals as positions have use for. */
function cornersOf(box: Box): Position[] {
  const [west, south] = [floor(box.minX), floor(box.minY)];
  const [east, north] = [-floor(-box.maxX), -floor(-box.maxY)];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

function floor(degrees: number): number {
  return Math.floor(degrees * 1e6) / 1e6;
}
