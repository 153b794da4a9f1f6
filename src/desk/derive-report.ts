import { composeReport } from "../domain/compose-report.ts";
import { type Handling, joinLabels } from "../domain/join-labels.ts";
import { isContentKind } from "../domain/kinds.ts";
import { labelMarking, tlpOf } from "../domain/label-marking.ts";
import type { Label } from "../domain/label.ts";
import { draftFault, labelOfDraft, type ReportDraft } from "../domain/report-draft.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { uuid4 } from "../domain/uuid.ts";
import { AppError } from "../errors.ts";
import { originatorsOf } from "../release/conditions.ts";
import type { StoredRecord } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { put, read, type Documents } from "./documents.ts";
import { type Alongside, commitRecords, noHeads, type Submitted } from "./submit-report.ts";
import { linksToSame } from "./same-event/own-links.ts";
import { authorKept, labelFor, sourceRegistered, writeDown } from "./write-down.ts";

/** How a record is redacted: by whom, and why it may be looser than its source. */
export interface Redaction {
  by: string;
  /** Only a liaison officer's: its label is the one chosen and not joined with that of its source. */
  why?: string;
}

/**
 * Writes a report that rests on others, own or received. Its label is joined from theirs and what the draft asks for; it goes
 * only where each of them may go. Errors: those of submitReport; record-not-found for a source; busy.
 */
export async function deriveReport(
  desk: Desk,
  draft: ReportDraft,
  author?: string,
  alongside: Alongside = {},
): Promise<Submitted> {
  return derive(desk, draft, { sources: [...(draft.derivedFrom ?? [])] }, author, alongside);
}

/**
 * Writes a new record with what a person leaves of another. The link between the two stays here. With `why`, and only of an
 * own record in which nothing of others is, its label is what the draft asks for. Errors: those of deriveReport;
 * redact-not-allowed for what its originator lets nobody pass on; draft-invalid for a reason that is not taken.
 */
export async function redactRecord(
  desk: Desk,
  id: StixId,
  draft: ReportDraft,
  { by, why }: Redaction,
): Promise<Submitted> {
  const { label, originators } = await handlingOf(desk, id);
  const isOwn = originators.every((originator) => originator === desk.self.id);
  if (!isOwn && label.reshare === "none" && !label.originatorControl) {
    throw new AppError("redact-not-allowed", { id, originator: originators.join(", ") });
  }
  if (why !== undefined && !isOwn) {
    draftFault(
      "why",
      "what rests on the records of others is never looser than they are: leave the reason out",
      "ما يستند إلى معلومات غيرنا لا يكون أوسع تداولاً منها: احذف السبب",
    );
  }
  return derive(desk, draft, { sources: [id], redacted: true, by, ...(why && { why }) }, by);
}

/** The label of a derived report: joined from those of its sources, as they are now, and what the draft asks for. */
export async function joinedWithSources(
  desk: Desk,
  draft: ReportDraft,
  now: number,
  sources: readonly StixId[],
): Promise<Handling> {
  const label = labelFor(desk, draft, now);
  const chosen: Handling = {
    label,
    originators: [desk.self.id],
    ...(draft.releasableTo && { recipients: draft.releasableTo }),
  };
  const handled = await Promise.all(sources.map((id) => handlingOf(desk, id)));
  return joinLabels([chosen, ...handled]);
}

async function derive(
  desk: Desk,
  draft: ReportDraft,
  derivation: Documents["derived-from"],
  author: string | undefined,
  { about, also }: Alongside = {},
): Promise<Submitted> {
  const { sources, redacted, why } = derivation;
  const now = desk.clock();
  labelFor(desk, draft, now);
  const versions = await versionsOf(desk, sources);
  const isFree = why !== undefined;
  const { label, recipients } = isFree
    ? { label: labelOfDraft(draft), recipients: draft.releasableTo }
    : await joinedWithSources(desk, draft, now, sources);
  const { self, mode, random } = desk;
  const { main, all } = composeReport(draft, {
    ...{ originator: self.id, label, now, mode, random },
    ...(about && { about }),
  });
  const written = writeDown(desk, all, label, recipients, isFree ? undefined : sources);
  // Where a record was left less of, nobody is to learn of what.
  const ofLinks: Label = redacted ? { ...label, release: "none" } : label;
  const links = sources.map((source) => linkTo(desk, { main, source, label: ofLinks, now }));
  written.push(...writeDown(desk, links, ofLinks, redacted ? undefined : recipients));
  const report = {
    main: main.id,
    records: written.filter(
      ({ row }, index) => written.findIndex((one) => one.row.id === row.id) === index,
    ),
    aside: [
      ...sourceRegistered(main.id, draft),
      ...authorKept(main, author),
      put("derived-from", main.id, derivation),
      ...(also?.(main.id) ?? []),
    ],
  };
  // A source that moved meanwhile may be for fewer: its label must be read again.
  const still = async () => (await versionsOf(desk, sources)).join() === versions.join();
  const handling = { label, recipients };
  const same = await linksToSame(desk, main.id, draft.sameEventAs ?? [], handling);
  const [submitted] = await commitRecords(desk, [report, ...same], noHeads, still);
  return submitted!;
}

/** How a record that others may rest on is handled. Error: record-not-found, also for what was taken back. */
export async function handlingOf(desk: Desk, id: StixId): Promise<Handling> {
  const { label: labelId, originator, modified } = await liveSource(desk, id);
  const label = labelId === null ? undefined : desk.labels.get(labelId);
  if (!label || originator === null) throw new AppError("record-not-found", { id });
  const recipients = await read(desk.store, "recipients", `${id} ${modified}`);
  const originators = originatorsOf({ label, originator });
  return { label, originators, ...(recipients && { recipients }) };
}

async function liveSource(desk: Desk, id: StixId): Promise<StoredRecord> {
  const stored = await desk.store.record(id);
  if (!stored || stored.withdrawn || !isContentKind(stored.kind)) {
    throw new AppError("record-not-found", { id });
  }
  return stored;
}

async function versionsOf(desk: Desk, sources: readonly StixId[]): Promise<number[]> {
  return Promise.all(sources.map(async (id) => (await liveSource(desk, id)).modified));
}

function linkTo(
  desk: Desk,
  { main, source, label, now }: { main: StixObject; source: StixId; label: Label; now: number },
): StixObject {
  const time = stixTime(now);
  return {
    type: "relationship",
    spec_version: "2.1",
    id: `relationship--${uuid4(desk.random)}`,
    created: time,
    modified: time,
    created_by_ref: desk.self.identity,
    object_marking_refs: [labelMarking(label).id, tlpOf(label)],
    relationship_type: "derived-from",
    source_ref: main.id,
    target_ref: source,
  };
}
