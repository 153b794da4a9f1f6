import { isContentKind } from "../domain/kinds.ts";
import { readLabel } from "../domain/label-marking.ts";
import { sameEvent, tellsOfEvent } from "../domain/same-event.ts";
import { readRecallNotice } from "../domain/recall-notice.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import type { PictureEntry } from "../picture/picture.ts";
import type { Change, CommitResult, RecordRow } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import type { NodeEvent } from "./events.ts";
import { consentEvents, learnConsent } from "./consent-came.ts";
import { rememberHolds } from "./hold.ts";
import { tellReaders } from "./read-log.ts";
import { tellDependants } from "./tasks/dependants.ts";

/**
 * What follows a commit in memory: the picture, the events, the links. Nothing here can be lost:
 * all of it is built again from the store at the next start.
 */
export function settle(desk: Desk, groups: readonly Change[][], result: CommitResult): void {
  const changes = groups.flat();
  desk.classes.saved(changes);
  if (changes.some(takesBack)) desk.removals++;
  const rows = changes.flatMap((change) => (change.do === "record" ? [change.row] : []));
  const shown: PictureEntry[] = [];
  const gone: number[] = [...result.withdrawn];
  rows.forEach((row, index) => {
    const outcome = result.records[index];
    if (outcome?.outcome !== "written") return;
    if (outcome.replaced > 0) gone.push(outcome.replaced);
    if (outcome.latest && row.at !== null && !row.revoked) shown.push(entryOf(row, outcome.row));
  });
  desk.picture.add(shown);
  desk.picture.remove(gone);
  const touched = desk.live.settle(rows, result);
  const related = desk.relations.settle(rows, result);
  for (const change of changes) remember(desk, change);
  rememberHolds(desk, changes);
  rows.forEach((row, index) => {
    if (result.records[index]?.outcome !== "written") return;
    learnConsent(desk, row);
    for (const event of eventsOf(desk, row)) desk.events.emit(event);
  });
  desk.tasks.settle(touched);
  tellDependants(desk, touched, related);
  tellReaders(desk, result.told);
  if (result.offered.length > 0) desk.offered(result.offered);
}

function takesBack(change: Change): boolean {
  return (
    change.do === "recall-offer" ||
    change.do === "void" ||
    change.do === "withhold" ||
    change.do === "withdraw" ||
    change.do === "set-aside"
  );
}

/** Work that partners do together, by the event that tells of it beside what stands in the picture. */
const workTypes: Readonly<Record<string, "task" | "request" | "unit" | "warning">> = {
  "joint-task": "task",
  "task-part": "task",
  commitment: "task",
  "check-answer": "task",
  "clash-acceptance": "task",
  request: "request",
  "request-answer": "request",
  unit: "unit",
  warning: "warning",
};

function eventsOf(desk: Desk, row: RecordRow): NodeEvent[] {
  const { id, kind, originator, via } = row;
  if (originator === null) return [];
  if (kind === "agreement" || kind === "agreement-signature") {
    const agreement = [id, ...row.refs].find((ref) => ref.startsWith("agreement--"));
    return [{ type: "agreement", data: { id: agreement ?? id } }];
  }
  if (kind === "consent") return consentEvents(desk, row);
  if (kind === "recall-notice" && via !== null) {
    const { object, reason } = readRecallNotice(JSON.parse(row.body) as StixObject);
    // A report is taken back with all its parts: people are told of the report.
    const isPart = !isContentKind(object.slice(0, object.indexOf("--")));
    return isPart
      ? []
      : [
          {
            type: "recall",
            data: { id: object, by: originator, reason },
            about: { records: [object] },
          },
        ];
  }
  const modified = stixTime(row.modified);
  const about = { label: row.label, class: row.class };
  const told: NodeEvent[] = [];
  if (row.at !== null)
    told.push({ type: "record", data: { id, modified, kind, originator }, about });
  const type = workTypes[kind] ?? (isNoteOnTask(row) ? "task" : undefined);
  if (type) told.push({ type, data: { id, kind, originator }, about });
  const records = relatedBy(row);
  if (records.length > 0)
    told.push({ type: "related", data: { records, kind, originator }, about });
  return told;
}

/** The records of which it says something, or that it says are of one event. */
function relatedBy({ kind, refs, body }: RecordRow): StixId[] {
  if (kind === "relationship") return sameEvent(JSON.parse(body) as StixObject) ?? [];
  return kind === "opinion" || kind === "note" ? refs.filter(tellsOfEvent) : [];
}

function isNoteOnTask({ kind, refs }: RecordRow): boolean {
  return kind === "note" && refs.some((id) => /^(joint-task|task-part)--/.test(id));
}

function remember(desk: Desk, change: Change): void {
  if (change.do === "record" && change.row.kind === "marking-definition") {
    const { id, body } = change.row;
    desk.labelsStored.add(id);
    // Another delivery of it may have failed and forgotten it meanwhile.
    if (!desk.labels.has(id)) desk.labels.set(id, readLabel(JSON.parse(body) as StixObject).label);
  }
  if (change.do === "offer" && change.offer.control && change.offer.modified === undefined) {
    desk.carried.add(`${change.offer.partner} ${change.offer.id}`);
  }
  if (change.do === "void") desk.carried.delete(`${change.partner} ${change.id}`);
  if (change.do === "put" && change.document.kind === "source-recalled") {
    const [id, source] = change.document.key.split(" ") as [StixId, StixId];
    const about = { records: [id, source] };
    desk.events.emit({ type: "source-recalled", data: { id, source }, about });
  }
  if (change.do === "put" && change.document.kind === "ledger-fork") {
    const [first, second] = change.document.key.split(" ");
    const own = first === "own";
    const partner = (own ? second : first)!;
    desk.log.error({ partner, own }, "the ledger has forked");
    desk.events.emit({ type: "ledger-fork", data: { partner, own } });
  }
  if (change.do === "put" && change.document.kind === "ledger-earlier") {
    const partner = change.document.key;
    desk.log.warn({ partner }, "a partner began a new ledger");
    desk.events.emit({ type: "ledger-new", data: { partner } });
  }
  if (change.do === "quarantine") {
    const { key, partner, code } = change.entry;
    const about = { held: change.entry };
    desk.events.emit({ type: "quarantine", data: { key, partner, code }, about });
  }
}

/** The picture's entry of a stored row. */
export function entryOf(row: RecordRow, number: number): PictureEntry {
  return {
    row: number,
    at: row.at!,
    position: row.position,
    kind: row.kind,
    originator: row.originator ?? "",
    label: (row.label ?? "") as StixId,
    grade: row.grade ?? "",
  };
}
