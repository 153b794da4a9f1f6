interface Notice {
  id: number;
  text: string;
}

/** Short messages that come and go by themselves; read out politely by a screen reader. */
export const notices: { list: Notice[] } = $state({ list: [] });
let nextId = 0;

export function notify(text: string): void {
  const id = nextId++;
  notices.list.push({ id, text });
  if (notices.list.length > 3) notices.list.shift();
  setTimeout(() => dismiss(id), 7000);
}

export function dismiss(id: number): void {
  notices.list = notices.list.filter((notice) => notice.id !== id);
}
