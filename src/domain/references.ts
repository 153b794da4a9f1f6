import type { StixId, StixObject } from "./stix.ts";
import { tlpMarkings } from "./tlp.ts";

/** STIX identifier (STIX 2.1 section 2.9) as we accept it: lower case only, so that one id has one spelling. */
export const stixIdPattern =
  "^[a-z][a-z0-9-]{1,62}--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";

const stixId = new RegExp(stixIdPattern);

export function isStixId(text: unknown): text is StixId {
  return typeof text === "string" && stixId.test(text);
}

/**
 * Every id that an object refers to, once each, in order of appearance: the values of all `*_ref` and `*_refs`
 * properties at any depth, extensions included. TLP markings, which everybody has, are left out.
 */
export function references(object: StixObject): StixId[] {
  const found = new Set<StixId>();
  collect(object, found);
  for (const id of tlpMarkings.keys()) found.delete(id);
  return [...found];
}

function collect(value: unknown, found: Set<StixId>): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  for (const [name, item] of Object.entries(value)) {
    if (typeof item === "string") {
      if (name.endsWith("_ref")) found.add(item);
    } else if (name.endsWith("_refs") && Array.isArray(item)) {
      for (const id of item) if (typeof id === "string") found.add(id);
    } else collect(item, found);
  }
}
