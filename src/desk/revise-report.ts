import { composeReport } from "../domain/compose-report.ts";
import { labelMarking, tlpOf } from "../domain/label-marking.ts";
import type { Label } from "../domain/label.ts";
import type { ReportDraft } from "../domain/report-draft.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { nextVersion } from "../domain/versions.ts";
import { AppError } from "../errors.ts";
import { joinedWithSources } from "./derive-report.ts";
import type { Desk } from "./desk.ts";
import { read } from "./documents.ts";
import { imageIds, relabelledImages, removingImages } from "./images.ts";
import { familyOf, rolesOf } from "./report-family.ts";
import { linksToSame, ownLinks } from "./same-event/own-links.ts";
import { commitRecords, type Submitted } from "./submit-report.ts";
import { authorKept, labelFor, sourceRegistered, writeDown } from "./write-down.ts";

/**
 * A new version of an own report, with the place, speaker, relation and translations that belong to it. Whoever may not have
 * the new version is told to take the earlier ones back. What the new version does not need any more is revoked; an image that
 * it does not show any more is taken back from everybody.
 * `version`: its `modified` (RFC 3339) as it was read. Errors: record-not-found, also for others' records and for another kind;
 * record-changed, where another one was written since; those of a draft.
 */
export async function reviseReport(
  desk: Desk,
  id: StixId,
  draft: ReportDraft,
  author?: string,
  version?: string,
): Promise<Submitted> {
  // Each revision of a report builds on the one before.
  return desk.turns.whole([id], async () => {
    const before = await familyOf(desk, id);
    const main = before.get("main");
    if (main?.type !== draft.kind) throw new AppError("record-not-found", { id });
    if (version !== undefined && Date.parse(version) !== Date.parse(main.modified!))
      throw new AppError("record-changed", { id });
    const latest = Math.max(...[...before.values()].map(({ modified }) => Date.parse(modified!)));
    const now = Math.max(desk.clock(), latest + 1);
    const derivation = await read(desk.store, "derived-from", id);
    const sources = derivation?.why === undefined ? derivation?.sources : undefined;
    const { label, recipients } = sources
      ? await joinedWithSources(desk, draft, now, sources)
      : { label: labelFor(desk, draft, now), recipients: draft.releasableTo };
    const { self, mode, random } = desk;
    const had = imageIds(main);
    const composed = composeReport(draft, {
      ...{ originator: self.id, label, now, mode, random, images: new Set(had) },
    });
    const shown = imageIds(composed.main);
    const kept = had.filter((image) => shown.includes(image));
    const after = rolesOf(composed.main, composed.all);
    const isNewImage = ({ type }: StixObject) => type === "artifact";
    const objects = [
      ...(await relabelledImages(desk, kept, { label, recipients }, now)),
      ...composed.all.filter(isNewImage),
      ...renamed(
        composed.all.filter((object) => !isNewImage(object)),
        before,
        after,
      ),
    ];
    for (const [role, object] of before) {
      if (!after.has(role)) objects.push(revoked(object, label, now));
    }
    const written = {
      main: id,
      records: writeDown(desk, objects, label, recipients, sources),
      aside: [
        ...sourceRegistered(id, draft, await read(desk.store, "source", id)),
        ...authorKept({ ...composed.main, id }, author),
      ],
    };
    const linked = await ownLinks(desk, id);
    const links = await linksToSame(
      desk,
      id,
      (draft.sameEventAs ?? []).filter((other) => other !== id && !linked.has(other)),
      { label, recipients },
    );
    const removed = had.filter((image) => !shown.includes(image));
    const [submitted] = await removingImages(desk, removed, async (changes) => {
      written.aside.push(...changes);
      return commitRecords(desk, [written, ...links], desk.store.heads);
    });
    return submitted!;
  });
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
