import { isStixId } from "../../domain/references.ts";
import { Refusal } from "./refusal.ts";

/**
 * Refuses what STIX allows nowhere, also where no schema looks (extensions of others, nested lists): null, empty
 * lists (STIX 2.1 sections 2.9 and 3.1), malformed references, texts that are no Unicode or hold NUL.
 */
export function checkPlainContent(value: unknown): void {
  if (value === null) throw new Refusal("schema-invalid", "null stands in it");
  if (typeof value === "string") checkText(value);
  if (typeof value !== "object") return;
  if (Array.isArray(value)) {
    if (value.length === 0) throw new Refusal("schema-invalid", "an empty list stands in it");
    for (const item of value) checkPlainContent(item);
    return;
  }
  const map = value as Record<string, unknown>;
  for (const key of Object.keys(map)) {
    const item = map[key];
    if (typeof item === "string") checkText(item);
    else checkPlainContent(item);
    if (key.endsWith("_ref") ? !isStixId(item) : key.endsWith("_refs") && !isIdList(item))
      throw new Refusal("reference-malformed", key.slice(0, 250));
    checkText(key);
  }
}

function checkText(text: string): void {
  if (text.length > 65_536) throw new Refusal("schema-invalid", "a text is longer than 65,536");
  if (!text.isWellFormed() || text.includes("\u0000"))
    throw new Refusal("schema-invalid", "a text holds characters that are none");
}

function isIdList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isStixId);
}
