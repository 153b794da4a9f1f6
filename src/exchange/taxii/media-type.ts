export const taxiiMediaType = "application/taxii+json;version=2.1";
export const stixMediaType = "application/stix+json;version=2.1";

interface MediaRange {
  type: string;
  parameters: Map<string, string>;
}

/**
 * Whether an answer in TAXII 2.1 suits this Accept header (TAXII 2.1 section 3.6.2, RFC 9110
 * section 12.5.1). A missing version, spaces, quotes and weights are all right; no header means anything.
 */
export function acceptsTaxii(header: string | undefined): boolean {
  if (header === undefined || header.trim() === "") return true;
  return split(header, ",").some((text) => {
    const { type, parameters } = parseRange(text);
    if (Number(parameters.get("q") ?? "1") === 0) return false;
    if (type === "*/*" || type === "application/*") return true;
    return isTaxii({ type, parameters });
  });
}

/** Whether a Content-Type header says TAXII 2.1; a missing version is taken for 2.1. */
export function isTaxiiContent(header: string | undefined): boolean {
  return header !== undefined && isTaxii(parseRange(header));
}

function isTaxii({ type, parameters }: MediaRange): boolean {
  return type === "application/taxii+json" && (parameters.get("version") ?? "2.1") === "2.1";
}

function parseRange(text: string): MediaRange {
  const [type = "", ...rest] = split(text, ";");
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const equals = part.indexOf("=");
    if (equals < 0) continue;
    const name = part.slice(0, equals).trim().toLowerCase();
    const value = part.slice(equals + 1).trim();
    parameters.set(name, unquote(value));
  }
  return { type: type.trim().toLowerCase(), parameters };
}

function unquote(value: string): string {
  const quoted = value.length >= 2 && value.startsWith('"') && value.endsWith('"');
  return quoted ? value.slice(1, -1).replaceAll(/\\(.)/g, "$1") : value;
}

/** Splits at a separator outside quoted strings. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted && character === "\\") at++;
    else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
