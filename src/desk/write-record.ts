import type { Lang } from "../domain/bilingual.ts";
import {
  composeRecord,
  originalLanguage,
  type RecordDraft as ComposedDraft,
  translationId,
} from "../domain/compose-record.ts";
import type { ContentKind } from "../domain/kinds.ts";
import { labelMarking, tlpOf } from "../domain/label-marking.ts";
import type { Label } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import { draftFault, type LabelChoice } from "../domain/report-draft.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { nextVersion } from "../domain/versions.ts";
import { AppError } from "../errors.ts";
import { checkShape } from "./check/check-object.ts";
import { Refusal } from "./check/refusal.ts";
import type { Change, StoredRecord } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { read } from "./documents.ts";
import { commitRecords, noHeads, type Submitted, type Written } from "./submit-report.ts";
import { authorKept, chosenLabel, writeDown } from "./write-down.ts";

/** `lang` left out: the language in which all its texts are. */
export type RecordDraft = Omit<ComposedDraft, "lang"> & { lang?: Lang | undefined };

/**
 * Writes an own record of any content kind but reports: checked as partners will check it, signed, its audience decided, on
 * disk when this resolves; `aside` goes into the same commit. Errors: draft-invalid, topic-unknown, partner-unknown, those of the store.
 */
export async function writeRecord(
  desk: Desk,
  draft: RecordDraft,
  choice: LabelChoice,
  author?: string,
  aside: readonly Change[] = [],
): Promise<Submitted> {
  const written = firstOf(desk, draft, choice, author);
  const whole = { ...written, aside: [...written.aside, ...aside] };
  const [submitted] = await commitRecords(desk, [whole], noHeads);
  return submitted!;
}

/** Whether it could be written, without doing so. Errors: those of writeRecord, but for the store's. */
export function checkRecord(desk: Desk, draft: RecordDraft, choice: LabelChoice): void {
  firstObjects(desk, draft, chosenLabel(desk, choice)).forEach(mustBeSound);
}

function firstObjects(desk: Desk, draft: RecordDraft, label: Label): StixObject[] {
  const { self, mode } = desk;
  const context = { originator: self.id, label, mode, now: desk.clock() };
  return composeRecord(inOneLanguage(draft), context);
}

/** The first version of an own record, for a commit. Errors: those of writeRecord, but for the store's. */
export function firstOf(
  desk: Desk,
  draft: RecordDraft,
  choice: LabelChoice,
  author?: string,
): Written {
  const label = chosenLabel(desk, choice);
  const objects = firstObjects(desk, draft, label);
  return writtenOf(desk, objects, label, choice.releasableTo, author);
}

/** What a new version says; `choice` left out: handled as before. */
export interface Rewriting extends Omit<RecordDraft, "type" | "id"> {
  choice?: LabelChoice;
}

/**
 * A new version of an own record, built on the latest one in a turn of its own. Whoever may not have it loses the earlier ones.
 * Errors: record-not-found, also for others' records and for another kind; what `change` throws; those of writeRecord.
 */
export async function rewriteRecord(
  desk: Desk,
  type: ContentKind,
  id: StixId,
  change: (before: StixObject) => Rewriting | Promise<Rewriting>,
  author?: string,
): Promise<Submitted> {
  return desk.turns.whole([id], async () => {
    const stored = await ownBefore(desk, type, id);
    if (!stored) throw new AppError("record-not-found", { id });
    const said = await change(JSON.parse(stored.body) as StixObject);
    return commitNext(desk, await nextOf(desk, stored, said, author));
  });
}

/**
 * A record under an id that follows from what it is about: its first version, or the next one; `say` is asked in its turn.
 * Errors: as rewriteRecord.
 */
export async function putRecord(
  desk: Desk,
  type: ContentKind,
  id: StixId,
  say: (before: StixObject | null) => Promise<Required<Pick<Rewriting, "choice">> & Rewriting>,
  author?: string,
): Promise<Submitted> {
  return desk.turns.whole([id], async () => {
    const stored = await ownBefore(desk, type, id);
    const said = await say(stored && (JSON.parse(stored.body) as StixObject));
    if (stored) return commitNext(desk, await nextOf(desk, stored, said, author));
    return writeRecord(desk, { type, id, ...said }, said.choice, author);
  });
}

async function commitNext(desk: Desk, written: Written): Promise<Submitted> {
  const [submitted] = await commitRecords(desk, [written], desk.store.heads);
  return submitted!;
}

/** The latest version of an own record; null: there is none. Error: record-not-found for another's, and for what was taken back. */
export async function ownBefore(
  desk: Desk,
  type: ContentKind,
  id: StixId,
): Promise<StoredRecord | null> {
  const stored = await desk.store.record(id);
  if (!stored) return null;
  const isOwn = stored.originator === desk.self.id && stored.kind === type;
  if (!isOwn || stored.withdrawn || stored.label === null) {
    throw new AppError("record-not-found", { id });
  }
  return stored;
}

/** The version of an own record that follows, for a commit in a turn of its id. */
export async function nextOf(
  desk: Desk,
  stored: StoredRecord,
  { choice, lang, texts, properties }: Rewriting,
  author: string | undefined,
): Promise<Written> {
  const { id } = stored;
  const label = choice ? chosenLabel(desk, choice) : desk.labels.get(stored.label!);
  if (!label) throw new AppError("record-not-found", { id });
  const recipients = choice
    ? choice.releasableTo
    : ((await read(desk.store, "recipients", `${id} ${stored.modified}`)) ?? undefined);
  const before = await desk.store.record(translationId(id));
  const latest = Math.max(stored.modified, before?.modified ?? 0);
  const now = Math.max(desk.clock(), latest + 1);
  const { self, mode } = desk;
  const created = Date.parse((JSON.parse(stored.body) as StixObject).created!);
  const type = stored.kind as ContentKind;
  const objects = composeRecord(inOneLanguage({ type, id, lang, texts, properties }), {
    ...{ originator: self.id, label, mode, now, created },
  });
  if (before && !before.withdrawn && objects.length === 1) {
    const markings = [labelMarking(label).id, tlpOf(label)];
    const changes = { revoked: true, object_marking_refs: markings };
    objects.push(nextVersion(JSON.parse(before.body) as StixObject, changes, now));
  }
  return writtenOf(desk, objects, label, recipients, author);
}

function inOneLanguage(draft: RecordDraft): ComposedDraft {
  const lang =
    Object.keys(draft.texts).length === 0 ? "en" : originalLanguage(draft.texts, draft.lang);
  if (typeof lang !== "string") draftFault(lang.property, lang.fault.en, lang.fault.ar);
  return { ...draft, lang };
}

function writtenOf(
  desk: Desk,
  objects: readonly StixObject[],
  label: Label,
  recipients: readonly PartnerId[] | undefined,
  author: string | undefined,
): Written {
  for (const object of objects) mustBeSound(object);
  const main = objects[0]!;
  const records = writeDown(desk, objects, label, recipients);
  return { main: main.id, records, aside: authorKept(main, author) };
}

/** What a partner's node would not take in is not written. */
function mustBeSound(object: StixObject): void {
  try {
    checkShape(object);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [, field = "", fault] = /^\/(\S*) (.*)$/s.exec(error.detail) ?? [];
    const reason = fault ?? error.detail;
    draftFault(field || object.type, reason, `القيمة غير مقبولة (${reason})`);
  }
}
