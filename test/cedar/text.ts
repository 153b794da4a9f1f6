/*
 * Cedar expressions as text. Comparisons in a row instead of `[…].contains(…)`: Cedar builds a set that stands in a
 * policy anew each time that it evaluates it.
 */

export function quoted(text: string): string {
  return JSON.stringify(text);
}

export function all(parts: readonly string[]): string {
  if (parts.includes("false")) return "false";
  return joined(
    parts.filter((part) => part !== "true"),
    "&&",
    "true",
  );
}

export function any(parts: readonly string[]): string {
  if (parts.includes("true")) return "true";
  return joined(
    parts.filter((part) => part !== "false"),
    "||",
    "false",
  );
}

/** Whether `what`, an expression, is one of these texts. */
export function oneOf(texts: readonly string[], what: string): string {
  const found = texts.map(quoted);
  if (what.startsWith('"')) return String(found.includes(what));
  return any(found.map((one) => `${what} == ${one}`));
}

/** Whether each of the texts in `what` is one of these. */
export function onlyOf(texts: readonly string[], what: string): string {
  // An empty set has no type in Cedar.
  return texts.length === 0
    ? `${what}.isEmpty()`
    : `[${texts.map(quoted).join(", ")}].containsAll(${what})`;
}

/** Whether any of the texts in `what` is one of these. */
export function someOf(texts: readonly string[], what: string): string {
  return any(texts.map((text) => `${what}.contains(${quoted(text)})`));
}

function joined(parts: readonly string[], sign: string, none: string): string {
  if (parts.length === 0) return none;
  return parts.length === 1 ? parts[0]! : `(${parts.join(` ${sign} `)})`;
}
