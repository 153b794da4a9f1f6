import { api } from "../api/calls.ts";
import type { ListedRecord } from "../api/shapes.ts";
import { mergeHead } from "./merge-head.ts";

const pageSize = 100;

export const noFilter = { q: "", kind: "", topic: "", partner: "", inView: false };

class Records {
  filter = $state({ ...noFilter });
  list: ListedRecord[] = $state.raw([]);
  next: string | null = $state(null);
  loading = $state(true);
  loadingMore = $state(false);
  error: unknown = $state(null);
  /** Ids of what came while the page was open and was not looked at yet. */
  fresh: ReadonlySet<string> = $state.raw(new Set<string>());
  /** The map's box, [west, south, east, north]. */
  view: readonly number[] | null = $state.raw(null);
}

export const records = new Records();
let running: AbortController | null = null;

/** Loads the first page of what the filter asks for. */
export async function loadRecords(): Promise<void> {
  running?.abort();
  const mine = (running = new AbortController());
  records.loading = true;
  try {
    const page = await api.records(query(), mine.signal);
    records.list = page.records;
    records.next = page.next;
    records.error = null;
  } catch (error) {
    if (mine.signal.aborted) return;
    records.error = error;
  }
  records.loading = false;
}

/** Loads the next older page. */
export async function loadMore(): Promise<void> {
  if (!records.next || records.loadingMore) return;
  const mine = running;
  records.loadingMore = true;
  try {
    const page = await api.records(query(records.next), mine?.signal);
    const known = new Set(records.list.map((record) => record.id));
    records.list = [...records.list, ...page.records.filter((record) => !known.has(record.id))];
    records.next = page.next;
  } catch (error) {
    if (!mine?.signal.aborted) records.error = error;
  }
  records.loadingMore = false;
}

/** Asks for the first page again and keeps what is loaded below; gives back what is new. */
export async function refreshHead(): Promise<ListedRecord[]> {
  const mine = running;
  const page = await api.records(query(), mine?.signal);
  if (mine !== running) return [];
  const wasLonger = records.list.length > page.records.length;
  const merged = mergeHead(records.list, page.records, page.next === null);
  records.list = merged.records;
  if (!wasLonger) records.next = page.next;
  records.fresh = new Set([...records.fresh, ...merged.fresh]);
  return page.records.filter((record) => merged.fresh.includes(record.id));
}

/** Takes a recalled record out of sight at once. */
export function dropRecord(id: string): void {
  records.list = records.list.filter((record) => record.id !== id);
}

/** The person has looked at it. */
export function seen(id: string): void {
  if (!records.fresh.has(id)) return;
  records.fresh = new Set([...records.fresh].filter((other) => other !== id));
}

export function activeFilters(): number {
  const { kind, topic, partner, inView } = records.filter;
  return [kind, topic, partner, inView].filter(Boolean).length;
}

function query(cursor?: string): URLSearchParams {
  const { q, kind, topic, partner, inView } = records.filter;
  const asked = new URLSearchParams({ limit: String(pageSize) });
  for (const [name, value] of Object.entries({ q: q.trim(), kind, topic, partner, cursor }))
    if (value) asked.set(name, value);
  if (inView && records.view) asked.set("bbox", records.view.map((d) => d.toFixed(4)).join());
  return asked;
}
