/**
 * Canonical JSON (RFC 8785, JCS): what is signed, stored and forwarded. Properties that are undefined are left out.
 * Throws TypeError for what has no canonical form: lone surrogates, numbers that are not finite.
 */
export function canonical(value: unknown): string {
  const sorted = ordered(value);
  const text = sorted === unorderable ? write(value) : JSON.stringify(sorted);
  // JSON.stringify writes a lone surrogate as an escape; a backslash in a text is itself escaped, so look twice.
  if (text.includes("\\ud") && !isWellFormed(value)) throw new TypeError("lone surrogate");
  return text;
}

/** In place of a value whose canonical order a JavaScript object cannot hold. */
const unorderable = Symbol("unorderable");

/**
 * The same value with its keys in order of their UTF-16 code units; itself where they are already, which is so for
 * everything that comes from another node. Then one native JSON.stringify writes the canonical form.
 */
function ordered(value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("not finite");
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value) ? orderedList(value) : orderedMap(value as Record<string, unknown>);
}

function orderedList(list: unknown[]): unknown {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    if (typeof item === "string") continue;
    const next = ordered(item);
    if (next === unorderable) return unorderable;
    if (next !== item) (copy ??= [...list])[index] = next;
  }
  return copy ?? list;
}

function orderedMap(map: Record<string, unknown>): unknown {
  const keys = Object.keys(map);
  if (isAscending(keys)) {
    let copy: Record<string, unknown> | undefined;
    for (const key of keys) {
      const item = map[key];
      if (typeof item === "string") continue;
      const next = ordered(item);
      if (next === item) continue;
      if (next === unorderable || key === "__proto__") return unorderable;
      (copy ??= { ...map })[key] = next;
    }
    return copy ?? map;
  }
  const copy: Record<string, unknown> = {};
  for (const key of keys.sort()) {
    // JavaScript moves keys like "10" to the front, and "__proto__" cannot be assigned.
    if (key === "__proto__" || (key >= "0" && key < ":")) return unorderable;
    const next = ordered(map[key]);
    if (next === unorderable) return unorderable;
    copy[key] = next;
  }
  return copy;
}

function isAscending(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index++)
    if (keys[index - 1]! >= keys[index]!) return false;
  return true;
}

/** The canonical form written out piece by piece. */
function write(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("not finite");
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item ?? null)).join(",")}]`;
  const map = value as Record<string, unknown>;
  const members = Object.keys(map)
    .filter((key) => map[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${write(map[key])}`);
  return `{${members.join(",")}}`;
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, item]) => key.isWellFormed() && isWellFormed(item));
}
