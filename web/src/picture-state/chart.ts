import type { Chart as Sent } from "../../../src/desk/chart-records.ts";

/** Stands for "no position" in `lon` and `lat`. */
export const nowhere = 0x7fffffff;

/** Bits of `marks`. */
export const marks = { control: 1, shape: 2 } as const;

/**
 * Every version of the records of the picture, one place in all columns each; those of one record follow each other,
 * oldest first. Times ms UTC; `until` NaN: nothing says when it ended; `replaced` Infinity: the latest version.
 * `lon`, `lat`: 1e-7 degrees, WGS 84.
 */
export interface Chart extends Omit<Sent, "columns"> {
  length: number;
  columns: Sent["columns"];
  /** Places of the versions, latest event first. */
  order: Int32Array;
}

type Columns = Chart["columns"];
type Column = Columns[keyof Columns];

/** As `GET /api/picture` gives them, one behind the other. */
const layout = [
  ...(["at", "until", "modified", "known", "replaced"] as const).map(
    (name) => [name, Float64Array] as const,
  ),
  ...(["lon", "lat"] as const).map((name) => [name, Int32Array] as const),
  ...(["kind", "originator", "label", "grade"] as const).map(
    (name) => [name, Uint16Array] as const,
  ),
  ["marks", Uint8Array],
] as const;

export const emptyChart: Chart = chartOf(
  columnsFor(0),
  { kind: [], originator: [], label: [], grade: [] },
  false,
);

/** Reads the bytes of `GET /api/picture`; the columns lie in them, nothing is copied. */
export function readChart(bytes: ArrayBuffer): Chart {
  const head = new DataView(bytes).getUint32(0, true);
  const { length, more, names } = JSON.parse(
    new TextDecoder().decode(new Uint8Array(bytes, 4, head)),
  ) as Pick<Chart, "length" | "more" | "names">;
  let start = 4 + head;
  const columns: Record<string, Column> = {};
  for (const [name, Type] of layout) {
    columns[name] = new Type(bytes, start, length);
    start += length * Type.BYTES_PER_ELEMENT;
  }
  columns["uuid"] = new Uint8Array(bytes, start, length * 16);
  return chartOf(columns as unknown as Columns, names, more);
}

/** The STIX id of the record at this place. */
export function idAt({ columns: { uuid, kind }, names }: Chart, place: number): string {
  let hex = "";
  for (let byte = place * 16; byte < place * 16 + 16; byte++)
    hex += uuid[byte]!.toString(16).padStart(2, "0");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return `${names.kind[kind[place]!]}--${parts.join("-")}-${hex.slice(20)}`;
}

/** Names one version: id@modified, as the node wants it. */
export function versionAt(chart: Chart, place: number): string {
  return `${idAt(chart, place)}@${chart.columns.modified[place]}`;
}

/** [longitude, latitude], degrees; null: nowhere. */
export function positionAt(
  { columns: { lon, lat } }: Chart,
  place: number,
): [number, number] | null {
  return lon[place] === nowhere ? null : [lon[place]! / 1e7, lat[place]! / 1e7];
}

/** Places of the versions of these records, ascending. */
export function placesOf(chart: Chart, ids: ReadonlySet<string>): number[] {
  const wanted = new Set(
    [...ids].map((id) =>
      id
        .slice(id.indexOf("--") + 2)
        .replaceAll("-", "")
        .slice(0, 8),
    ),
  );
  const { uuid } = chart.columns;
  const places: number[] = [];
  // Most are told apart by their first bytes: an id is only written out for the few that are left.
  const heads = new Set([...wanted].map((head) => parseInt(head, 16)));
  for (let place = 0; place < chart.length; place++) {
    const byte = place * 16;
    const head =
      uuid[byte]! * 0x1000000 +
      uuid[byte + 1]! * 0x10000 +
      uuid[byte + 2]! * 0x100 +
      uuid[byte + 3]!;
    if (heads.has(head) && ids.has(idAt(chart, place))) places.push(place);
  }
  return places;
}

/** The chart with what `part` says of these records in the place of what it said before. */
export function withPart(chart: Chart, part: Chart, ids: ReadonlySet<string>): Chart {
  const gone = new Set(placesOf(chart, ids));
  if (gone.size === 0 && part.length === 0) return chart;
  const kept = chart.length - gone.size;
  const columns = columnsFor(kept + part.length);
  const stretches = stretchesWithout(chart.length, gone);
  for (const name of Object.keys(columns) as (keyof Columns)[]) {
    const width = name === "uuid" ? 16 : 1;
    const to = columns[name];
    let end = 0;
    for (const [from, until] of stretches) {
      to.set(chart.columns[name].subarray(from * width, until * width), end * width);
      end += until - from;
    }
    to.set(part.columns[name], kept * width);
  }
  const names = { ...chart.names };
  for (const name of ["kind", "originator", "grade"] as const)
    names[name] = intern(columns[name], kept, chart.names[name], part.names[name]);
  names.label = intern(columns.label, kept, chart.names.label, part.names.label, (one) => one?.id);
  return chartOf(columns, names, chart.more);
}

/** Turns the indexes from `start` on from the second list's into those of the first, made longer. */
function intern<T>(
  column: Uint16Array,
  start: number,
  first: readonly T[],
  second: readonly T[],
  key: (one: T) => unknown = (one) => one,
): T[] {
  const all = [...first];
  const index = new Map(all.map((one, place) => [key(one), place]));
  const moved = second.map((one) => {
    const known = index.get(key(one));
    if (known !== undefined) return known;
    index.set(key(one), all.length);
    return all.push(one) - 1;
  });
  for (let place = start; place < column.length; place++) column[place] = moved[column[place]!]!;
  return all;
}

function stretchesWithout(length: number, gone: ReadonlySet<number>): [number, number][] {
  const stretches: [number, number][] = [];
  let from = 0;
  for (const place of [...gone, length]) {
    if (place > from) stretches.push([from, place]);
    from = place + 1;
  }
  return stretches;
}

function columnsFor(length: number): Columns {
  const columns = Object.fromEntries(layout.map(([name, Type]) => [name, new Type(length)]));
  return { ...columns, uuid: new Uint8Array(length * 16) } as unknown as Columns;
}

function chartOf(columns: Columns, names: Chart["names"], more: boolean): Chart {
  const { at, modified } = columns;
  const order = Int32Array.from(at, (_, place) => place);
  order.sort((a, b) => at[b]! - at[a]! || modified[b]! - modified[a]!);
  return { length: at.length, columns, names, more, order };
}
