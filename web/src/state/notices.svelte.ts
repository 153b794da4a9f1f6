import { whenForgotten } from "./forget.ts";
import { sound } from "./sound.svelte.ts";

interface Notice {
  id: number;
  text: string;
  urgent: boolean;
  /** The record that it tells of; null: none. */
  about: string | null;
  /** Takes back what the notice tells of. */
  undo: (() => void) | null;
}

/** Short messages that come and go by themselves; read out politely by a screen reader. */
export const notices: { list: Notice[] } = $state({ list: [] });
let nextId = 0;
whenForgotten(() => (notices.list = []));

/**
 * `urgent` ones are heard too, stay longer, and a screen reader says them at once. The focus stays where it is. `about`: the
 * record that it tells of, with which it may end (`endNotices`).
 */
export function notify(text: string, urgent = false, about: string | null = null): void {
  if (urgent) sound.ring();
  show({ text, urgent, about, undo: null }, urgent ? 20_000 : 7000);
}

/** What is over is not told as news any more. */
export function endNotices(isOver: (about: string) => boolean): void {
  notices.list = notices.list.filter(({ about }) => about === null || !isOver(about));
}

/** Says what was done, and for ten seconds takes it back: by its button, or by Ctrl+Z outside of fields. */
export function offerUndo(text: string, undo: () => void): void {
  show({ text, urgent: false, about: null, undo }, 10_000);
}

export function undoNotice({ id, undo }: Notice): void {
  dismiss(id);
  undo?.();
}

/** Takes back the latest of what can be; false where there is nothing. */
export function undoLatest(): boolean {
  const latest = notices.list.findLast((notice) => notice.undo !== null);
  if (latest) undoNotice(latest);
  return latest !== undefined;
}

function show(notice: Omit<Notice, "id">, ms: number): void {
  const id = nextId++;
  notices.list.push({ id, ...notice });
  if (notices.list.length > 3) notices.list.shift();
  setTimeout(() => dismiss(id), ms);
}

export function dismiss(id: number): void {
  notices.list = notices.list.filter((notice) => notice.id !== id);
}
