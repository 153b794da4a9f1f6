import type { StixId, StixObject } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { referrersOf } from "./referrers.ts";

/**
 * The own objects of one report as they are now, by the part that each plays: main, location, identity, relationship, and the
 * translation of each. What else refers to it (links, opinions, notes, recalls) is no part of it. Error: record-not-found, also
 * for others' records.
 */
export async function familyOf(desk: Desk, id: StixId): Promise<Map<string, StixObject>> {
  const stored = await desk.store.record(id);
  if (!stored || stored.originator !== desk.self.id) throw new AppError("record-not-found", { id });
  const main = JSON.parse(stored.body) as StixObject;
  const ofItself: StixObject[] = [];
  for await (const { body } of referrersOf(desk, id, desk.self.id)) {
    const object = JSON.parse(body) as StixObject;
    if (isPart(object)) ofItself.push(object);
  }
  const needed = [
    ...ofItself.filter(isPlacing).map((relation) => relation["target_ref"] as StixId),
    ...((main["object_refs"] as StixId[] | undefined) ?? []),
  ];
  const others: StixObject[] = [];
  for (const target of needed) {
    const found = await desk.store.record(target);
    if (found?.originator === desk.self.id) others.push(JSON.parse(found.body) as StixObject);
  }
  const texts = (await desk.store.translations(needed))
    .filter(({ originator }) => originator === desk.self.id)
    .toReversed()
    .map(({ body }) => JSON.parse(body) as StixObject);
  return rolesOf(main, [main, ...ofItself, ...others, ...texts]);
}

/** What `composeReport` makes and refers to the report itself. */
function isPart(object: StixObject): boolean {
  return object.type === "language-content" || isPlacing(object);
}

function isPlacing({ type, relationship_type }: StixObject): boolean {
  return type === "relationship" && relationship_type === "located-at";
}

/** Objects by their part: main, location, identity, relationship, and the translation of each. */
export function rolesOf(main: StixObject, objects: readonly StixObject[]): Map<string, StixObject> {
  const part = (object: StixObject) => (object.id === main.id ? "main" : object.type);
  const byId = new Map(objects.map((object) => [object.id, object]));
  const roles = new Map<string, StixObject>();
  for (const object of objects) {
    const translated = byId.get(object["object_ref"] as StixId);
    if (object.type !== "language-content") roles.set(part(object), object);
    else if (translated) roles.set(`translation of ${part(translated)}`, object);
  }
  return roles;
}
