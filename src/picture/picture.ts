import type { PictureColumns } from "../store/port.ts";
import { columnsFrom, grown, nowhere, reserve, type Columns } from "./columns.ts";
import { cellsIn, gridOf, put, type Grid } from "./grid.ts";
import { namesFrom, type Names } from "./names.ts";
import { newest } from "./newest.ts";
import { tallyOf, type Tally } from "./tally.ts";
import { lowerBound, merge, timeOrder, type TimeOrder } from "./time-order.ts";

export interface PictureEntry {
  row: number;
  /** ms UTC. */
  at: number;
  /** [longitude, latitude], degrees. */
  position: readonly [number, number] | null;
  kind: string;
  originator: string;
  /** marking-definition id. */
  label: string;
  grade: string;
}

export interface PictureQuery {
  /** [west, south, east, north], degrees; west > east crosses the date line. */
  box?: readonly [number, number, number, number];
  /** ms UTC, inclusive. */
  from?: number;
  /** ms UTC, exclusive. */
  to?: number;
  kinds?: readonly string[];
  originators?: readonly string[];
  /** Decides by label id; asked once per label and query. */
  label?: (id: string) => boolean;
  /** Only these rows (from the text search). */
  rows?: Int32Array;
  limit: number;
  /** Only what comes after this one, newest first. */
  after?: { at: number; row: number };
}

/** The merged current state that this node's people see: live latest records with a time, in memory. */
export interface Picture {
  readonly size: number;
  add(entries: readonly PictureEntry[]): void;
  remove(rows: readonly number[]): void;
  /** Rows, newest first by (time, row). */
  query(query: PictureQuery): { row: number; at: number }[];
  /** The names that live entries with such labels bear, each once; counted as they come and go. */
  present(label: (id: string) => boolean): Present;
}

export interface Present {
  kind: string[];
  originator: string[];
  label: string[];
}

interface State {
  columns: Columns;
  order: TimeOrder;
  grid: Grid;
  slotOfRow: Int32Array;
  names: { kind: Names; originator: Names; label: Names; grade: Names };
  tally: Tally;
  dead: number;
}

export function openPicture(loaded: PictureColumns): Picture {
  const names = {
    kind: namesFrom(loaded.names.kind),
    originator: namesFrom(loaded.names.originator),
    label: namesFrom(loaded.names.label),
    grade: namesFrom(loaded.names.grade),
  };
  const state = stateOf(columnsFrom(loaded), names);
  return {
    get size() {
      return state.columns.length - state.dead;
    },
    add: (entries) => add(state, entries),
    remove: (rows) => remove(state, rows),
    query: (query) => run(state, query),
    present: (label) => present(state, label),
  };
}

function present({ names, tally }: State, label: (id: string) => boolean): Present {
  const labels = chosen(names.label, label);
  const [kind, originator, borne] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const bearing of tally.borne()) {
    if (labels[bearing.label] !== 1) continue;
    kind.add(names.kind.list[bearing.kind]!);
    originator.add(names.originator.list[bearing.originator]!);
    borne.add(names.label.list[bearing.label]!);
  }
  return { kind: [...kind], originator: [...originator], label: [...borne] };
}

function stateOf(columns: Columns, names: State["names"]): State {
  const highest = columns.row.reduce((max, row) => Math.max(max, row), 0);
  const slotOfRow = new Int32Array(highest + 1).fill(-1);
  for (let slot = 0; slot < columns.length; slot++) slotOfRow[columns.row[slot]!] = slot;
  const [order, grid, tally] = [timeOrder(columns), gridOf(columns), tallyOf(columns)];
  return { columns, names, slotOfRow, order, grid, tally, dead: 0 };
}

function add(state: State, entries: readonly PictureEntry[]): void {
  const { columns, names } = state;
  reserve(columns, entries.length);
  const added: number[] = [];
  for (const entry of entries) {
    if (entry.row < state.slotOfRow.length && state.slotOfRow[entry.row]! >= 0) continue;
    const slot = columns.length++;
    columns.row[slot] = entry.row;
    columns.at[slot] = entry.at;
    columns.lon[slot] = entry.position ? Math.round(entry.position[0] * 1e7) : nowhere;
    columns.lat[slot] = entry.position ? Math.round(entry.position[1] * 1e7) : nowhere;
    columns.kind[slot] = names.kind.index(entry.kind);
    columns.originator[slot] = names.originator.index(entry.originator);
    columns.label[slot] = names.label.index(entry.label);
    columns.grade[slot] = names.grade.index(entry.grade);
    columns.alive[slot] = 1;
    setSlot(state, entry.row, slot);
    put(state.grid, columns, slot);
    state.tally.count(columns, slot, 1);
    added.push(slot);
  }
  if (added.length > 0) merge(state.order, columns, added);
}

function setSlot(state: State, row: number, slot: number): void {
  const { length } = state.slotOfRow;
  if (row >= length) {
    const larger = new Int32Array(Math.max(1024, Math.ceil((row + 1) * 1.25))).fill(-1, length);
    state.slotOfRow = grown(state.slotOfRow, larger);
  }
  state.slotOfRow[row] = slot;
}

function remove(state: State, rows: readonly number[]): void {
  for (const row of rows) {
    const slot = state.slotOfRow[row] ?? -1;
    if (slot < 0) continue;
    state.columns.alive[slot] = 0;
    state.tally.count(state.columns, slot, -1);
    state.slotOfRow[row] = -1;
    state.dead++;
  }
  const { length } = state.columns;
  if (state.dead > 10_000 && state.dead > length / 4) Object.assign(state, compacted(state));
}

/** The same picture without the entries that were taken out. */
function compacted(state: State): State {
  const { columns } = state;
  const keep = Int32Array.from({ length: columns.length }, (_, slot) => slot).filter(
    (slot) => columns.alive[slot] === 1,
  );
  const pick = <T extends Int32Array | Float64Array | Uint16Array>(from: T, to: T): T => {
    keep.forEach((slot, index) => (to[index] = from[slot]!));
    return to;
  };
  const size = keep.length;
  const picked: Columns = {
    length: size,
    row: pick(columns.row, new Int32Array(size)),
    at: pick(columns.at, new Float64Array(size)),
    lon: pick(columns.lon, new Int32Array(size)),
    lat: pick(columns.lat, new Int32Array(size)),
    kind: pick(columns.kind, new Uint16Array(size)),
    originator: pick(columns.originator, new Uint16Array(size)),
    label: pick(columns.label, new Uint16Array(size)),
    grade: pick(columns.grade, new Uint16Array(size)),
    alive: new Uint8Array(size).fill(1),
  };
  return stateOf(picked, state.names);
}

function run(state: State, query: PictureQuery): { row: number; at: number }[] {
  const { columns, order, grid } = state;
  const matches = predicate(state, query);
  const found: number[] = [];
  const candidates = query.rows
    ? [{ slots: slotsOf(state, query.rows), length: query.rows.length }]
    : query.box && cellsIn(grid, query.box, Math.sqrt(query.limit * (columns.length + 1)) * 2);
  if (candidates) {
    const best = newest(columns, query.limit);
    for (const { slots, length } of candidates) {
      // The last to come are mostly the newest: once these are held, the others cost one comparison each.
      for (let index = length - 1; index >= 0; index--) {
        const slot = slots[index]!;
        if (slot >= 0 && best.wants(slot) && matches(slot)) best.offer(slot);
      }
    }
    found.push(...best.slots);
  } else {
    const to = Math.min(query.to ?? Infinity, query.after ? query.after.at + 1 : Infinity);
    let index = to === Infinity ? order.length : lowerBound(order, columns, to, 0);
    const from = query.from ?? -Infinity;
    while (--index >= 0 && found.length < query.limit) {
      const slot = order.slots[index]!;
      if (columns.at[slot]! < from) break;
      if (matches(slot)) found.push(slot);
    }
  }
  return found.map((slot) => ({ row: columns.row[slot]!, at: columns.at[slot]! }));
}

/** Of rows that come newest first, in the order of the cells: newest last. */
function slotsOf({ slotOfRow }: State, rows: Int32Array): Int32Array {
  return rows.map((row) => slotOfRow[row] ?? -1).reverse();
}

function predicate(state: State, query: PictureQuery): (slot: number) => boolean {
  const { columns, names } = state;
  const { from = -Infinity, to = Infinity, after, label } = query;
  const kinds = query.kinds && chosen(names.kind, (name) => query.kinds!.includes(name));
  const origins =
    query.originators && chosen(names.originator, (name) => query.originators!.includes(name));
  const labels = label && chosen(names.label, label);
  const [west, south, east, north] = (query.box ?? [-180, -90, 180, 90]).map((d) =>
    Math.round(d * 1e7),
  ) as [number, number, number, number];
  const boxed = query.box !== undefined;
  return (slot) => {
    if (columns.alive[slot] === 0) return false;
    if (boxed) {
      const lon = columns.lon[slot]!;
      const lat = columns.lat[slot]!;
      if (lon === nowhere || lat < south || lat > north) return false;
      if (west <= east ? lon < west || lon > east : lon < west && lon > east) return false;
    }
    const at = columns.at[slot]!;
    if (at < from || at >= to) return false;
    if (after && (at > after.at || (at === after.at && columns.row[slot]! >= after.row))) {
      return false;
    }
    if (kinds && kinds[columns.kind[slot]!] === 0) return false;
    if (origins && origins[columns.originator[slot]!] === 0) return false;
    return !labels || labels[columns.label[slot]!] === 1;
  };
}

function chosen(names: Names, wanted: (name: string) => boolean): Uint8Array {
  return Uint8Array.from(names.list, (name) => (wanted(name) ? 1 : 0));
}
