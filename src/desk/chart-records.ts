import { clears } from "../domain/clearance.ts";
import { lookupWords } from "../domain/search-words.ts";
import type { StixId } from "../domain/stix.ts";
import type { Label } from "../domain/label.ts";
import { namesFrom } from "../picture/names.ts";
import type { PictureQuery } from "../picture/picture.ts";
import type { StoredRecord, VersionColumns } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { listed, type ListedRecord } from "./list-records.ts";
import { noteRead } from "./read-log.ts";
import { mayShow, mostHits } from "./search-records.ts";
import { seesClass, type Viewer } from "./viewer.ts";

export interface ChartQuery {
  /** Only what these words find. */
  q?: string;
  /** Only these records. */
  ids?: readonly StixId[];
  /** So many records at most, the newest. */
  limit: number;
}

/** What maps and time lines draw: where, when, of what kind, from whom, under which label; no texts. */
export interface Chart {
  columns: Omit<VersionColumns, "row" | "class" | "names"> & {
    /** `known` of the version that replaced it, ms UTC; Infinity: it is the latest. */
    replaced: Float64Array;
  };
  names: {
    kind: string[];
    /** "": nobody. */
    originator: string[];
    /** null: none. */
    label: ((Label & { id: StixId }) | null)[];
    /** "": none. */
    grade: string[];
  };
  /** There are older ones. */
  more: boolean;
}

export interface VersionName {
  id: StixId;
  /** ms UTC. */
  modified: number;
}

/** Every version of the newest records of the picture, as far as this person may see them, in columns. */
export async function chartRecords(desk: Desk, viewer: Viewer, asked: ChartQuery): Promise<Chart> {
  const { limit } = asked;
  const rows = await rowsAsked(desk, asked);
  const query: Omit<PictureQuery, "limit"> = {
    label: (id) => mayShow(desk, viewer, id),
    ...(rows && { rows }),
  };
  let visible: number[] = [];
  let seen: Seen | null = null;
  for (let after: PictureQuery["after"]; ;) {
    const found = desk.picture.query({ ...query, limit: limit + 1, ...(after && { after }) });
    const part = await versionsSeen(
      desk,
      viewer,
      Int32Array.from(found, ({ row }) => row),
    );
    seen = after ? null : part;
    visible = visible.concat(latestRows(part));
    after = found.at(-1);
    // The picture knows a record's own label alone: what is hidden for another reason makes no page shorter.
    if (visible.length > limit || found.length <= limit) break;
  }
  const more = visible.length > limit;
  if (!seen || more)
    seen = await versionsSeen(desk, viewer, Int32Array.from(visible.slice(0, limit)));
  await noteRead(desk, viewer, { how: "charted", versions: [], query: JSON.stringify(asked) });
  return { ...chartOf(desk, seen), more };
}

/** These versions with their texts, in the order asked; what is gone or not for this person is left out. */
export async function readCharted(
  desk: Desk,
  viewer: Viewer,
  versions: readonly VersionName[],
  how: "listed" | "exported",
): Promise<ListedRecord[]> {
  const stored = await Promise.all(
    versions.map(({ id, modified }) => desk.store.record(id, modified)),
  );
  const live = stored.filter((one): one is StoredRecord => one !== null && !one.withdrawn);
  return listed(desk, viewer, live, how);
}

async function rowsAsked(desk: Desk, { q, ids }: ChartQuery): Promise<Int32Array | undefined> {
  if (ids) {
    const records = await Promise.all(ids.map((id) => desk.store.record(id)));
    return Int32Array.from(records.flatMap((record) => (record?.latest ? [record.row] : [])));
  }
  if (q === undefined || q.trim() === "") return undefined;
  const words = lookupWords(q);
  return words.length === 0 ? new Int32Array(0) : desk.store.search(words, mostHits);
}

/** Versions as the store has them, and the places of those that a person may see, ascending. */
interface Seen {
  all: VersionColumns;
  kept: number[];
}

async function versionsSeen(desk: Desk, { clearance }: Viewer, rows: Int32Array): Promise<Seen> {
  const all = await desk.store.versionColumns(rows);
  const clear = new Map<number, boolean>();
  const maySee = (release: number): boolean => {
    let may = clear.get(release);
    if (may === undefined) clear.set(release, (may = seesClass(desk, clearance, release)));
    return may;
  };
  const labels = all.names.label.map((id) => clears(clearance, desk.labels.get(id)));
  const latest = new Set(rows);
  const kept: number[] = [];
  // From the end: an earlier version is for whoever sees the latest.
  let shown = false;
  for (let version = all.at.length - 1; version >= 0; version--) {
    const may = labels[all.label[version]!]! && maySee(all.class[version]!);
    if (latest.has(all.row[version]!)) shown = may;
    if (shown && may) kept.push(version);
  }
  return { all, kept: kept.reverse() };
}

function latestRows({ all, kept }: Seen): number[] {
  return kept.filter((_, place) => !isFollowed(all, kept, place)).map((n) => all.row[n]!);
}

/** Whether the next of these versions is one of the same object. */
function isFollowed(
  { uuid, kind }: VersionColumns,
  kept: readonly number[],
  place: number,
): boolean {
  const [version, next] = [kept[place]!, kept[place + 1]];
  if (next === undefined || kind[version] !== kind[next]) return false;
  for (let byte = 0; byte < 16; byte++)
    if (uuid[version * 16 + byte] !== uuid[next * 16 + byte]) return false;
  return true;
}

/** Of what is not seen nothing is told, no name either, and not that it came in between. */
function chartOf(desk: Desk, { all, kept }: Seen): Omit<Chart, "more"> {
  const pick = <T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T => {
    kept.forEach((version, place) => (to[place] = from[version]!));
    return to;
  };
  const named = (name: "kind" | "originator" | "label" | "grade") => {
    const names = namesFrom([]);
    const column = Uint16Array.from(kept, (n) => names.index(all.names[name][all[name][n]!]!));
    return { column, names: names.list };
  };
  const { length } = kept;
  const times = (from: Float64Array) => pick(from, new Float64Array(length));
  const uuid = new Uint8Array(length * 16);
  kept.forEach((n, place) => uuid.set(all.uuid.subarray(n * 16, n * 16 + 16), place * 16));
  const known = times(all.known);
  const replaced = Float64Array.from(kept, (_, place) =>
    isFollowed(all, kept, place) ? known[place + 1]! : Infinity,
  );
  const [kind, originator, label, grade] = [
    ...[named("kind"), named("originator")],
    ...[named("label"), named("grade")],
  ] as [Named, Named, Named, Named];
  return {
    columns: {
      ...{ uuid, known, replaced, at: times(all.at), until: times(all.until) },
      modified: times(all.modified),
      lon: pick(all.lon, new Int32Array(length)),
      lat: pick(all.lat, new Int32Array(length)),
      marks: pick(all.marks, new Uint8Array(length)),
      ...{ kind: kind.column, originator: originator.column },
      ...{ label: label.column, grade: grade.column },
    },
    names: {
      ...{ kind: kind.names, originator: originator.names, grade: grade.names },
      label: label.names.map((id) => {
        const known = desk.labels.get(id);
        return known ? { ...known, id } : null;
      }),
    },
  };
}

interface Named {
  column: Uint16Array;
  names: string[];
}
