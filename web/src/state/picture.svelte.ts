import { api } from "../api/calls.ts";
import type { ListedRecord } from "../api/shapes.ts";
import { type Place, readSearch } from "../picture-state/address.ts";
import {
  type Chart,
  emptyChart,
  marks,
  placesOf,
  readChart,
  versionAt,
  withPart,
} from "../picture-state/chart.ts";
import { type ControlChange, controlAt, controlChangeOf } from "../picture-state/control-at.ts";
import { noFilter } from "../picture-state/filter.ts";
import { now } from "../picture-state/moment.ts";
import { stateAt } from "../picture-state/state-at.ts";
import { whenForgotten } from "./forget.ts";
import { forget, load } from "./record-texts.svelte.ts";

/** The first look asks for so many, so that something stands there at once; then for all. */
const firstLook = 2000;
/** Of records with something to draw beside a point, the newest so many versions are drawn. */
const mostMarked = 2000;

const asked = readSearch(location.search);

/** The picture as this page has it, and what of it is looked at. Map, list, counts and time line read `state` and `held`. */
class Picture {
  chart: Chart = $state.raw(emptyChart);
  filter = $state({ ...asked.filter });
  moment = $state({ ...asked.moment });
  /** The map's box, [west, south, east, north], and where its middle is. */
  view: readonly number[] | null = $state.raw(null);
  place: Place | null = $state.raw(asked.place);
  /** Where the map is to go. */
  wanted: Place | null = $state.raw(null);
  loading = $state(true);
  error: unknown = $state(null);
  /** Ids of what came or changed while the page was open and was not looked at yet. */
  fresh: ReadonlySet<string> = $state.raw(new Set<string>());
  /** What records say of control, and those with a line or an area, by version. */
  changes: readonly ControlChange[] = $state.raw([]);
  shaped: ReadonlyMap<string, ListedRecord> = $state.raw(new Map());

  /** Counts up as time passes, where something lies ahead that may have begun. */
  passed = $state(0);

  state = $derived.by(() => {
    const { chart, filter, moment } = this;
    void this.passed;
    const view = filter.inView ? this.view : null;
    return stateAt(chart, { filter: { ...filter }, moment: { ...moment }, view, now: Date.now() });
  });
  held = $derived.by(() => {
    void this.passed;
    return controlAt(this.changes, { ...this.moment }, Date.now());
  });
}

export const picture = new Picture();
let running: AbortController | null = null;
/** The words that `chart` was asked for with. */
let askedFor: string | null = null;
whenForgotten(forgetPicture);

/** Loads the picture: what the words find, or all of it. */
export async function loadPicture(): Promise<void> {
  running?.abort();
  const mine = (running = new AbortController());
  picture.loading = true;
  const q = picture.filter.q.trim();
  const ask = async (limit: number | null) => {
    const query = new URLSearchParams(q ? { q } : {});
    if (limit !== null) query.set("limit", String(limit));
    picture.chart = readChart(await api.picture(query, mine.signal));
    askedFor = q;
  };
  try {
    const first = askedFor === null && !q;
    await ask(first ? firstLook : null);
    if (first && picture.chart.more) await ask(null);
    picture.error = null;
  } catch (error) {
    if (mine.signal.aborted) return;
    picture.error = error;
  }
  picture.loading = false;
  void loadMarked();
}

/** Asks anew for these records, and gives back what of them is new, with its texts, newest first. */
export async function refresh(
  ids: ReadonlySet<string>,
): Promise<{ fresh: ListedRecord[]; changed: Set<string> }> {
  const mine = running;
  const before = picture.chart;
  const had = new Set(placesOf(before, ids).map((place) => versionAt(before, place)));
  const query = new URLSearchParams([...ids].map((id) => ["id", id]));
  const part = readChart(await api.picture(query));
  // With words only the node knows whether a record is among what they find.
  const changed = new Set([...had].map((version) => version.split("@")[0]!));
  if (picture.filter.q.trim()) await loadPicture();
  else if (mine === running) picture.chart = withPart(picture.chart, part, ids);
  const versions = [...part.order]
    .filter((place) => part.columns.replaced[place] === Infinity)
    .map((place) => versionAt(part, place))
    .filter((version) => !had.has(version));
  picture.fresh = new Set([...picture.fresh, ...versions.map((version) => version.split("@")[0]!)]);
  void loadMarked();
  return { fresh: await load(versions.slice(0, 10)), changed };
}

/** Takes a recalled record out of sight at once. */
export function drop(id: string): void {
  picture.chart = withPart(picture.chart, emptyChart, new Set([id]));
  picture.changes = picture.changes.filter((change) => change.id !== id);
  picture.shaped = new Map([...picture.shaped].filter(([, record]) => record.id !== id));
  forget(id);
}

/** The person has looked at it. */
export function seen(id: string): void {
  if (!picture.fresh.has(id)) return;
  picture.fresh = new Set([...picture.fresh].filter((other) => other !== id));
}

/** Shows everything there is again; the time stays. */
export function clearFilter(): void {
  const words = picture.filter.q !== "";
  Object.assign(picture.filter, noFilter);
  if (words) void loadPicture();
}

/** Nothing of this person's picture is there any more, nor of what they looked for in it. An address that somebody comes by stays. */
function forgetPicture(): void {
  if (running === null) return;
  running.abort();
  [running, askedFor] = [null, null];
  const unread = { chart: emptyChart, loading: true, error: null, fresh: new Set() };
  const marked = { changes: [], shaped: new Map() };
  Object.assign(picture, { ...unread, ...marked, view: null, place: null, wanted: null });
  Object.assign(picture.filter, noFilter);
  Object.assign(picture.moment, now);
  history.replaceState(history.state, "", location.pathname + location.hash);
}

async function loadMarked(): Promise<void> {
  const { chart } = picture;
  const marked = [...chart.order].filter((place) => chart.columns.marks[place] !== 0);
  const places = marked.slice(0, mostMarked);
  const records = await load(places.map((place) => versionAt(chart, place))).catch(() => []);
  if (picture.chart !== chart) return;
  const placeOf = new Map(places.map((place) => [versionAt(chart, place), place]));
  const shaped = new Map<string, ListedRecord>();
  const changes: ControlChange[] = [];
  for (const record of records) {
    const version = `${record.id}@${Date.parse(record.modified)}`;
    const place = placeOf.get(version)!;
    const { known, replaced, marks: borne } = chart.columns;
    const times = { known: known[place]!, replaced: replaced[place]! };
    const change = controlChangeOf(record, times);
    if (change) changes.push(change);
    if (borne[place]! & marks.shape) shaped.set(version, record);
  }
  Object.assign(picture, { changes, shaped });
}
