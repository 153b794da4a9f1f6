import { sound } from "./sound.svelte.ts";

interface Notice {
  id: number;
  text: string;
  urgent: boolean;
}

/** Short messages that come and go by themselves; read out politely by a screen reader. */
export const notices: { list: Notice[] } = $state({ list: [] });
let nextId = 0;

/** `urgent` ones are heard too, stay longer, and a screen reader says them at once. The focus stays where it is. */
export function notify(text: string, urgent = false): void {
  const id = nextId++;
  notices.list.push({ id, text, urgent });
  if (urgent) sound.ring();
  if (notices.list.length > 3) notices.list.shift();
  setTimeout(() => dismiss(id), urgent ? 20_000 : 7000);
}

export function dismiss(id: number): void {
  notices.list = notices.list.filter((notice) => notice.id !== id);
}
