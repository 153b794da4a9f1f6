import { AppError } from "../errors.ts";

/** The deepest nesting of anything that the exchange carries is about 12. */
export const maxJsonDepth = 32;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** UTF-8 bytes as text. Throws AppError `json-malformed` for bytes that are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new AppError(
      "json-malformed",
      { reason: "not UTF-8", reason_ar: "ترميزه ليس UTF-8" },
      error,
    );
  }
}

/**
 * JSON that means the same to every reader (I-JSON, RFC 7493). Throws AppError `json-malformed`, `json-too-deep`,
 * `json-duplicate-key`, `json-key-forbidden` (`__proto__`), `json-number-unsafe` (integers beyond 2^53, or too large
 * for a double).
 */
export function parseStrict(text: string, maxDepth: number = maxJsonDepth): unknown {
  const members = countMembers(text, maxDepth);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError("json-malformed", reasonOf(error), error);
  }
  // JSON.parse keeps the last of duplicate keys, so fewer members are left than colons were written.
  if (checkMembers(value) !== members)
    throw new AppError("json-duplicate-key", { key: duplicateKey(text) });
  return value;
}

const quote = 0x22;
const backslash = 0x5c;

/** Colons outside strings, which in valid JSON is the number of members written. Stops at too deep a nesting. */
function countMembers(text: string, maxDepth: number): number {
  let members = 0;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case quote:
        index = endOfString(text, index);
        break;
      case 0x3a: // :
        members++;
        break;
      case 0x7b: // {
      case 0x5b: // [
        if (++depth > maxDepth) throw new AppError("json-too-deep", { limit: maxDepth });
        break;
      case 0x7d: // }
      case 0x5d: // ]
        depth--;
        break;
    }
  }
  return members;
}

/** Index of the quotation mark that ends the string which begins at `start`; the text's length where none does. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text.charCodeAt(first - 1) === backslash) first--;
    if ((end - first) % 2 === 0) return end;
  }
  return text.length;
}

/** Members that the value holds at all depths; refuses forbidden keys and numbers on the way. */
function checkMembers(value: unknown): number {
  if (typeof value === "number") {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
      throw new AppError("json-number-unsafe", { value });
    return 0;
  }
  if (typeof value !== "object" || value === null) return 0;
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item !== "string") members += checkMembers(item);
    return members;
  }
  for (const key of Object.keys(value)) {
    if (key === "__proto__") throw new AppError("json-key-forbidden", { key });
    members++;
    const item = (value as Record<string, unknown>)[key];
    if (typeof item !== "string") members += checkMembers(item);
  }
  return members;
}

/** The first key that stands twice in one object of valid JSON. */
function duplicateKey(text: string): string {
  const open: (Set<string> | null)[] = [];
  for (let index = 0; index < text.length; index++) {
    const char = text[index]!;
    if (char === "{") open.push(new Set());
    else if (char === "[") open.push(null);
    else if (char === "}" || char === "]") open.pop();
    else if (char === '"') {
      const end = endOfString(text, index);
      const keys = open.at(-1);
      if (keys && /^\s*:/.test(text.slice(end + 1, end + 64))) {
        const key = JSON.parse(text.slice(index, end + 1)) as string;
        if (keys.has(key)) return key.slice(0, 100);
        keys.add(key);
      }
      index = end;
    }
  }
  return "?";
}

/** Where JSON.parse stopped, without the piece of content that it quotes. */
function reasonOf(error: unknown): { reason: string; reason_ar: string } {
  const position = error instanceof Error && /at position (\d+)/.exec(error.message)?.[1];
  if (!position) return { reason: "it ends too early", reason_ar: "ينتهي قبل تمامه" };
  return { reason: `at position ${position}`, reason_ar: `عند الموضع ${position}` };
}
