import { sourceIn } from "../domain/derived-from.ts";
import { composeReport } from "../domain/compose-report.ts";
import { isControlKind } from "../domain/kinds.ts";
import { labelMarking, tlpOf } from "../domain/label-marking.ts";
import type { Label } from "../domain/label.ts";
import type { ReportDraft } from "../domain/report-draft.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { nextVersion } from "../domain/versions.ts";
import { AppError } from "../errors.ts";
import { joinedWithSources } from "./derive-report.ts";
import type { Desk } from "./desk.ts";
import { read } from "./documents.ts";
import { referrersOf } from "./referrers.ts";
import { commitRecords, type Submitted } from "./submit-report.ts";
import { authorKept, labelFor, sourceRegistered, writeDown } from "./write-down.ts";

/**
 * A new version of an own report, with the place, speaker, relation and translations that belong to it. Whoever may not have
 * the new version is told to take the earlier ones back. What the new version does not need any more is revoked.
 * Errors: record-not-found, also for others' records and for another kind; those of a draft.
 */
export async function reviseReport(
  desk: Desk,
  id: StixId,
  draft: ReportDraft,
  author?: string,
): Promise<Submitted> {
  // Each revision of a report builds on the one before.
  return desk.turns.whole([id], async () => {
    const before = await familyOf(desk, id);
    const main = before.get("main");
    if (main?.type !== draft.kind) throw new AppError("record-not-found", { id });
    const latest = Math.max(...[...before.values()].map(({ modified }) => Date.parse(modified!)));
    const now = Math.max(desk.clock(), latest + 1);
    const derivation = await read(desk.store, "derived-from", id);
    const sources = derivation?.why === undefined ? derivation?.sources : undefined;
    const { label, recipients } = sources
      ? await joinedWithSources(desk, draft, now, sources)
      : { label: labelFor(desk, draft, now), recipients: draft.releasableTo };
    const { self, mode, random } = desk;
    const composed = composeReport(draft, { originator: self.id, label, now, mode, random });
    const after = rolesOf(composed.main, composed.all);
    const objects = renamed(composed.all, before, after);
    for (const [role, object] of before) {
      if (!after.has(role)) objects.push(revoked(object, label, now));
    }
    const written = {
      main: id,
      records: writeDown(desk, objects, label, recipients, sources),
      aside: [...sourceRegistered(id, draft), ...authorKept({ ...composed.main, id }, author)],
    };
    const [submitted] = await commitRecords(desk, [written], desk.store.heads);
    return submitted!;
  });
}

/** The own objects of one report as they are now, by the part that each plays. */
async function familyOf(desk: Desk, id: StixId): Promise<Map<string, StixObject>> {
  const stored = await desk.store.record(id);
  if (!stored || stored.originator !== desk.self.id) throw new AppError("record-not-found", { id });
  const main = JSON.parse(stored.body) as StixObject;
  const ofItself: StixObject[] = [];
  for await (const { body, kind } of referrersOf(desk, id, desk.self.id)) {
    // A recall-notice names the report, and is no part of it: revoked with it, nobody would obey it any more.
    if (isControlKind(kind)) continue;
    const object = JSON.parse(body) as StixObject;
    if (sourceIn(object) === null) ofItself.push(object);
  }
  const relations = ofItself.filter(({ type }) => type === "relationship");
  const needed = [
    ...relations.map((relation) => relation["target_ref"] as StixId),
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

/** Objects by their part: main, location, identity, relationship, and the translation of each. */
function rolesOf(main: StixObject, objects: readonly StixObject[]): Map<string, StixObject> {
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

/** The new objects under the ids of those whose part they take over. */
function renamed(
  objects: readonly StixObject[],
  before: ReadonlyMap<string, StixObject>,
  after: ReadonlyMap<string, StixObject>,
): StixObject[] {
  let text = JSON.stringify(objects);
  const created = new Map<StixId, string>();
  for (const [role, object] of after) {
    const old = before.get(role);
    if (!old) continue;
    text = text.replaceAll(object.id, old.id);
    created.set(old.id, old.created!);
  }
  return (JSON.parse(text) as StixObject[]).map((object) => {
    return { ...object, created: created.get(object.id) ?? object.created! };
  });
}

function revoked(object: StixObject, label: Label, now: number): StixObject {
  const markings = [labelMarking(label).id, tlpOf(label)];
  return nextVersion(object, { revoked: true, object_marking_refs: markings }, now);
}
