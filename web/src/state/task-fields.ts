import type { TaskFields } from "../tasks/form/fields.ts";

const prefix = "tansiq.task-form.";

interface Kept {
  fields: TaskFields;
  /** `modified` of what it was begun from; null: of nothing. */
  base: string | null;
}

/** Keeps what is typed of a task over a reload of this tab, until the node has it. `of`: the form's address. */
export function keepFields(of: string, kept: Kept): void {
  sessionStorage.setItem(prefix + of, JSON.stringify(kept));
}

export function keptFields(of: string): Kept | null {
  const kept = sessionStorage.getItem(prefix + of);
  return kept === null ? null : (JSON.parse(kept) as Kept);
}

export function dropFields(of: string): void {
  sessionStorage.removeItem(prefix + of);
}
