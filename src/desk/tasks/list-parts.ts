import type { Lang, Text } from "../../domain/bilingual.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import type { CommitmentState, PartState } from "../../domain/task.ts";
import { type Lateness, mayBecome } from "../../domain/task-state.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { listed, type ListedRecord } from "../list-records.ts";
import type { LiveRecord } from "../live-records.ts";
import { sees, type Viewer } from "../viewer.ts";
import { textsOf } from "../written-before.ts";
import { needsOf, suspendedBelow } from "./dependants.ts";
import { commitmentOf, frameOf, partOf, performerOf, taskOf, windowOf } from "./joint-task.ts";
import { isOn, seesClash } from "./list-clashes.ts";
import { visibleParts } from "./list-tasks.ts";
import { seenCommitment, seenStanding } from "./seen-standing.ts";

/** What a performer said last of its part. */
export interface ListedCommitment {
  id: StixId;
  modified: string;
  state: CommitmentState;
  conditions: Text | null;
  reason: Text | null;
  unit: StixId | null;
  lang: Lang;
}

/** One partner's part in a joint task. Times RFC 3339, UTC. */
export interface ListedPart extends Pick<
  ListedRecord,
  "id" | "modified" | "originator" | "label" | "name" | "description" | "position" | "record"
> {
  task: StixId;
  performer: PartnerId;
  /** Where it stands, as far as this node knows. */
  state: PartState;
  /** It was changed since its performer spoke: its performer is asked again. */
  askedAgain: boolean;
  /** Its performer said "ready", and a clash known here keeps it from that: it is not. */
  blocked: boolean;
  /** It was cancelled while something of it goes on: its performer has to stop it, and to say so. */
  calledOff: boolean;
  /** Past its time: it should have begun, or be over. */
  late: Lateness | null;
  from: string;
  until: string;
  phase: string | null;
  dependsOn: StixId[];
  /** Of the parts that it depends on, directly or not, those that were suspended. */
  suspendedBelow: StixId[];
  openClashes: number;
  commitment: ListedCommitment | null;
  /** What this node may say of it next; empty where another performs it, or where this person may not see what was said last. */
  next: CommitmentState[];
}

export interface PartQuery {
  performer?: PartnerId;
  state?: PartState;
  limit: number;
  /** Of the last one seen. */
  before?: StixId;
}

/** Of which tasks, and which page; see `PartQuery`. */
export interface PartsQuery extends Pick<PartQuery, "limit" | "before"> {
  tasks: readonly StixId[];
}

/** Parts of a task that this person may see, those that begin first first. Error: record-not-found. */
export async function listParts(
  desk: Desk,
  viewer: Viewer,
  task: StixId,
  { performer, state, limit, before }: PartQuery,
): Promise<{ parts: ListedPart[]; more: boolean }> {
  const frame = frameOf(desk.live, task);
  if (!frame || !sees(desk, viewer, frame)) throw new AppError("record-not-found", { id: task });
  const all = visibleParts(desk, viewer, task).filter(
    (part) =>
      (performer === undefined || performerOf(part) === performer) &&
      (state === undefined || seenStanding(desk, viewer, part)?.state === state),
  );
  const start = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
  const page = all.slice(start, start + limit);
  return { parts: await shownParts(desk, viewer, page), more: start + limit < all.length };
}

/** Parts of several tasks, those that begin first first; a task that this person may not see has none. */
export async function listPartsOf(
  desk: Desk,
  viewer: Viewer,
  { tasks, limit, before }: PartsQuery,
): Promise<{ parts: ListedPart[]; more: boolean }> {
  const seen = [...new Set(tasks)].filter((task) => {
    const frame = frameOf(desk.live, task);
    return frame && sees(desk, viewer, frame);
  });
  const all = seen.flatMap((task) => visibleParts(desk, viewer, task));
  const starts = new Map(all.map((part) => [part, windowOf(part).start]));
  all.sort((a, b) => starts.get(a)! - starts.get(b)! || (a.id < b.id ? -1 : 1));
  const start = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
  const page = all.slice(start, start + limit);
  return { parts: await shownParts(desk, viewer, page), more: start + limit < all.length };
}

/** One of them. Error: record-not-found. */
export async function readPart(desk: Desk, viewer: Viewer, id: StixId): Promise<ListedPart> {
  const part = partOf(desk.live, id);
  const [shown] = part ? await shownParts(desk, viewer, [part]) : [];
  if (!shown) throw new AppError("record-not-found", { id });
  return shown;
}

async function shownParts(
  desk: Desk,
  viewer: Viewer,
  parts: readonly LiveRecord[],
): Promise<ListedPart[]> {
  const commitments = parts.map((part) => commitmentOf(desk.live, part));
  const rows = [...parts, ...commitments.flatMap((one) => one ?? [])].map(({ row }) => row);
  const stored = await desk.store.byRows(rows);
  const records = await listed(desk, viewer, stored, "listed", JSON.stringify({ parts: true }));
  const byId = new Map(records.map((record) => [record.id, record]));
  const shown: ListedPart[] = [];
  for (const [index, part] of parts.entries()) {
    const record = byId.get(part.id);
    const commitment = commitments[index];
    const said = commitment && byId.get(commitment.id);
    const one = record && partFrom(desk, viewer, part, record);
    if (one) shown.push({ ...one, commitment: said ? await commitmentFrom(desk, said) : null });
  }
  return shown;
}

/** null: its task is not here any more. */
function partFrom(
  desk: Desk,
  viewer: Viewer,
  part: LiveRecord,
  { id, modified, originator, label, name, description, position, record }: ListedRecord,
): Omit<ListedPart, "commitment"> | null {
  const said = seenCommitment(desk, viewer, part);
  const stands = desk.tasks.standing(part, said);
  if (!stands) return null;
  const { start, stop } = windowOf(part);
  const performer = performerOf(part);
  const clashes = desk.tasks.clashesOf(id);
  const isBlocked = clashes.some(({ blocks }) => blocks);
  const mayNext = (next: CommitmentState): boolean => next !== "ready" || !isBlocked;
  const isForUs = performer === desk.self.id && said === (commitmentOf(desk.live, part) ?? null);
  return {
    ...{ id, modified, originator, label, name, description, position, record, performer },
    ...stands,
    task: taskOf(part),
    late: desk.tasks.lateness(part, said),
    from: stixTime(start),
    until: stixTime(stop),
    phase: (record["phase"] as string | undefined) ?? null,
    dependsOn: needsOf(desk, id, viewer).map(({ target }) => target),
    suspendedBelow: suspendedBelow(desk, viewer, id),
    openClashes: clashes.filter(
      ({ clash, state }) => state === "open" && isOn(desk, clash) && seesClash(desk, viewer, clash),
    ).length,
    next: isForUs ? mayBecome(stands).filter(mayNext) : [],
  };
}

async function commitmentFrom(
  desk: Desk,
  { id, modified, record }: ListedRecord,
): Promise<ListedCommitment> {
  const { lang, texts } = await textsOf(desk, record);
  return {
    ...{ id, modified, lang },
    state: record["commitment_state"] as CommitmentState,
    conditions: texts["conditions"] ?? null,
    reason: texts["reason"] ?? null,
    unit: (record["unit_ref"] as StixId | undefined) ?? null,
  };
}
