import { AppError } from "../errors.ts";
import type { Bilingual } from "../domain/bilingual.ts";

/* Small checks of JSON that a person wrote. Each throws AppError `agreement-invalid` with the field and the reason in both languages. */

export type Fields = Record<string, unknown>;

export function fault(field: string, en: string, ar: string): never {
  throw new AppError("agreement-invalid", { field, reason: en, reason_ar: ar });
}

/** An object with all of `required`, and beside these only `optional`; a value of undefined counts as left out. */
export function fieldsOf(
  value: unknown,
  field: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return fault(field, "it must be an object", "يجب أن يكون كائناً");
  }
  const fields = value as Fields;
  for (const [key, part] of Object.entries(fields)) {
    if (part === undefined || required.includes(key) || optional.includes(key)) continue;
    fault(
      within(field, key.slice(0, 64)),
      "this field is not known; take it out",
      "حقل غير معروف؛ احذفه",
    );
  }
  for (const key of required) {
    if (fields[key] === undefined) fault(within(field, key), "it is missing", "الحقل ناقص");
  }
  return fields;
}

export function listOf(value: unknown, field: string, most: number): readonly unknown[] {
  if (!Array.isArray(value)) return fault(field, "it must be a list", "يجب أن يكون قائمة");
  if (value.length > most) {
    fault(field, `it has more than ${most} entries`, `فيه أكثر من ${most} عنصراً`);
  }
  return value;
}

export function checkText(value: unknown, field: string, most: number): void {
  if (typeof value !== "string" || value.trim() === "") {
    return fault(field, "it must be a text that is not empty", "يجب أن يكون نصاً غير فارغ");
  }
  if (value.length > most) {
    fault(field, `it is longer than ${most} characters`, `أطول من ${most} حرفاً`);
  }
  if (!value.isWellFormed() || value.includes("\u0000")) {
    fault(field, "it holds characters that are none", "فيه رموز غير صالحة");
  }
}

export function checkBilingual(value: unknown, field: string, most: number): void {
  const text = fieldsOf(value, field, ["ar", "en"]);
  checkText(text["ar"], within(field, "ar"), most);
  checkText(text["en"], within(field, "en"), most);
}

/** What a name must be, with the words for one that is not: "… is not a known topic". */
export interface Vocabulary {
  isKnown: (name: string) => boolean;
  why: Bilingual;
}

export function checkName(value: unknown, field: string, { isKnown, why }: Vocabulary): string {
  if (typeof value !== "string") return fault(field, "it must be a text", "يجب أن يكون نصاً");
  const shown = value.slice(0, 64);
  return isKnown(value) ? value : fault(field, `"${shown}" ${why.en}`, `«${shown}» ${why.ar}`);
}

/** Names, each once. An empty list is allowed: it means nothing. */
export function checkNames(value: unknown, field: string, words: Vocabulary, most: number): void {
  const seen = new Set<string>();
  listOf(value, field, most).forEach((entry, index) => {
    const at = `${field}[${index}]`;
    const name = checkName(entry, at, words);
    if (seen.has(name)) fault(at, `"${name}" stands there twice`, `«${name}» مكرّر`);
    seen.add(name);
  });
}

export function checkMember(value: unknown, field: string, members: readonly string[]): void {
  if (typeof value === "string" && members.includes(value)) return;
  const list = members.join(", ");
  fault(field, `it must be one of: ${list}`, `يجب أن يكون واحداً من: ${list}`);
}

export function within(field: string, key: string): string {
  return field === "" ? key : `${field}.${key}`;
}
