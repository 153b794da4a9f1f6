/** What a single key does, wherever in the page a person is. */
export type Shortcut = "report" | "search" | "next" | "previous" | "help";

/** By where the key lies, not by what it writes: so they are the same under an Arabic layout. `shift`: with the shift key. */
const keys: readonly { code: string; shift: boolean; does: Shortcut; shown: string }[] = [
  { code: "KeyN", shift: false, does: "report", shown: "N" },
  { code: "Slash", shift: false, does: "search", shown: "/" },
  { code: "KeyJ", shift: false, does: "next", shown: "J" },
  { code: "KeyK", shift: false, does: "previous", shown: "K" },
  { code: "Slash", shift: true, does: "help", shown: "?" },
];

export const shortcuts = keys.map(({ does, shown }) => ({ does, shown }));

interface Pressed {
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
}

/** What this key does; null: nothing, and never anything with Ctrl, Alt or the command key. */
export function shortcutOf(pressed: Pressed): Shortcut | null {
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.isComposing) return null;
  return (
    keys.find(({ code, shift }) => code === pressed.code && shift === pressed.shiftKey)?.does ??
    null
  );
}

/** Whether what is written goes there: then no key does anything else. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
