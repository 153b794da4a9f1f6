import { readSearch, searchOf } from "../picture-state/address.ts";
import { t } from "../text/text.svelte.ts";
import { offerUndo } from "./notices.svelte.ts";
import { loadPicture, picture } from "./picture.svelte.ts";
import { session } from "./session.svelte.ts";

export interface SavedView {
  name: string;
  /** As it would stand in the page's address. */
  search: string;
}

const most = 30;

class Saved {
  /** What this person saved on this machine. */
  views: readonly SavedView[] = $derived.by(() => {
    void this.changes;
    return read();
  });
  changes = $state(0);
}

export const saved = new Saved();

/** Keeps what is shown now under this name; one of the same name gives way. */
export function saveView(name: string): void {
  const { filter, moment, place } = picture;
  const view = { name, search: searchOf({ filter, moment, place }) };
  write([view, ...saved.views.filter((other) => other.name !== name)].slice(0, most));
}

export function removeView(name: string): void {
  const before = saved.views;
  const person = session.person;
  write(before.filter((view) => view.name !== name));
  offerUndo(t("undo.view", { name }), () => session.person === person && write(before));
}

/** Shows it: filters, time, and where the map was. */
export function showView({ search }: SavedView): void {
  const { filter, moment, place } = readSearch(search);
  const words = filter.q !== picture.filter.q;
  Object.assign(picture.filter, filter);
  Object.assign(picture.moment, moment);
  if (place) picture.wanted = place;
  if (words) void loadPicture();
}

const key = () => `tansiq.views.${session.person?.name ?? ""}`;

function read(): SavedView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key()) ?? "[]");
    return Array.isArray(kept) ? (kept as SavedView[]) : [];
  } catch {
    return [];
  }
}

function write(views: readonly SavedView[]): void {
  localStorage.setItem(key(), JSON.stringify(views));
  saved.changes++;
}
