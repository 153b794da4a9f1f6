import type { TextKey } from "./en.ts";

/** What is wrong with a field, in the page's words; null: the browser's own say it. */
export function messageKey(validity: Partial<ValidityState>): TextKey | null {
  if (validity.valueMissing) return "field.missing";
  if (validity.badInput || validity.typeMismatch || validity.patternMismatch) return "field.wrong";
  if (validity.rangeUnderflow || validity.rangeOverflow || validity.stepMismatch)
    return "field.range";
  if (validity.tooLong) return "field.tooLong";
  return null;
}
