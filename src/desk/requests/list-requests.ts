import type { Text } from "../../domain/bilingual.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { Precedence } from "../../domain/precedence.ts";
import {
  type AnswerState,
  isOverdue,
  type RequestKind,
  type RequestState,
} from "../../domain/request.ts";
import type { StixId } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { read } from "../documents.ts";
import { listed, type ListedRecord } from "../list-records.ts";
import type { LiveRecord } from "../live-records.ts";
import { sees, type Viewer } from "../viewer.ts";
import { answersTo } from "./answer-request.ts";

export interface ListedAnswer {
  partner: PartnerId;
  /** null: nothing was said yet. */
  state: AnswerState | null;
  overdue: boolean;
  /** What is answered; of a refusal, why. */
  description: Text;
  records: StixId[];
  /** RFC 3339, UTC, of the latest word; null: none. */
  at: string | null;
}

export interface ListedRequest extends Pick<
  ListedRecord,
  "id" | "modified" | "originator" | "label" | "name" | "description" | "record"
> {
  number: string;
  kind: RequestKind;
  state: RequestState;
  precedence: Precedence;
  /** Times RFC 3339, UTC. */
  created: string;
  due: string | null;
  from: string | null;
  until: string | null;
  about: StixId[];
  /** Whether this node asks. */
  own: boolean;
  /** Of an own one: by partner it was put to; of a partner's: this node's answer. */
  answers: ListedAnswer[];
  overdue: boolean;
}

export interface RequestQuery {
  /** `by-us`: asked here; `of-us`: came from partners. */
  side?: "by-us" | "of-us";
  state?: RequestState;
  overdue?: boolean;
  /** Asked, answered or due in this time, or overdue at its end: ms UTC, half-open. */
  concerning?: { from: number; until: number };
  limit: number;
  /** Of the last one seen. */
  before?: StixId;
}

/** Requests and offers, the newest first, as far as this person may see them. */
export async function listRequests(
  desk: Desk,
  viewer: Viewer,
  { side, state, overdue, concerning, limit, before }: RequestQuery,
): Promise<{ requests: ListedRequest[]; more: boolean }> {
  const all: LiveRecord[] = [];
  for (const request of desk.live.ofKind("request")) {
    const { object, originator } = request;
    if (side !== undefined && (side === "by-us") !== (originator === desk.self.id)) continue;
    if (state !== undefined && object["request_state"] !== state) continue;
    if (!sees(desk, viewer, request)) continue;
    if (concerning && !(await concerns(desk, request, concerning))) continue;
    if (overdue !== undefined && (await isLate(desk, request)) !== overdue) continue;
    all.push(request);
  }
  all.sort((a, b) => compare(b.object.created!, a.object.created!) || compare(b.id, a.id));
  const start = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
  const page = all.slice(start, start + limit);
  return { requests: await shown(desk, viewer, page), more: start + limit < all.length };
}

/** One of them. Error: record-not-found. */
export async function readRequest(desk: Desk, viewer: Viewer, id: StixId): Promise<ListedRequest> {
  const request = desk.live.get(id);
  const found = request?.kind === "request" ? await shown(desk, viewer, [request]) : [];
  if (!found[0]) throw new AppError("record-not-found", { id });
  return found[0];
}

async function concerns(
  desk: Desk,
  request: LiveRecord,
  { from, until }: NonNullable<RequestQuery["concerning"]>,
): Promise<boolean> {
  const { object, id } = request;
  const due = object["due_time"] === undefined ? [] : [Date.parse(object["due_time"] as string)];
  const answered = answersTo(desk, id).map(({ modified }) => modified);
  const times = [Date.parse(object.created!), ...answered, ...due];
  if (times.some((at) => at >= from && at < until)) return true;
  return due.some((at) => at < from) && isLate(desk, request);
}

/** Whether an answer of somebody is overdue now: of a partner to ours, or ours to a partner's. */
export async function isLate(desk: Desk, request: LiveRecord): Promise<boolean> {
  const now = desk.clock();
  if (!isOverdue(request.object, null, now)) return false;
  const given = statesOf(answersTo(desk, request.id));
  const awaited = await answerers(desk, request);
  return awaited.some((partner) => isOverdue(request.object, given.get(partner) ?? null, now));
}

/** Who is to answer: those whom an own one was put to, this node where a partner's came. */
async function answerers(desk: Desk, { id, modified, originator }: LiveRecord) {
  if (originator !== desk.self.id) return [desk.self.id];
  return (await read(desk.store, "recipients", `${id} ${modified}`)) ?? [];
}

function statesOf(answers: readonly LiveRecord[]): Map<PartnerId, AnswerState> {
  return new Map(
    answers.map(({ originator, object }) => [originator!, object["answer_state"] as AnswerState]),
  );
}

async function shown(
  desk: Desk,
  viewer: Viewer,
  requests: readonly LiveRecord[],
): Promise<ListedRequest[]> {
  const answers = requests.map(({ id }) => answersTo(desk, id));
  const rows = [...requests, ...answers.flat()].map(({ row }) => row);
  const stored = await desk.store.byRows(rows);
  const records = new Map(
    (await listed(desk, viewer, stored, "listed", JSON.stringify({ requests: true }))).map(
      (record) => [record.id, record],
    ),
  );
  const found: ListedRequest[] = [];
  for (const [index, request] of requests.entries()) {
    const record = records.get(request.id);
    if (!record) continue;
    const given = new Map(answers[index]!.map((answer) => [answer.originator!, answer]));
    const awaited = await answerers(desk, request);
    const all = awaited.map((partner) => {
      const answer = given.get(partner);
      return answerOf(desk, request, partner, answer && records.get(answer.id));
    });
    found.push({
      ...requestOf(desk, record),
      answers: all,
      overdue: all.some((one) => one.overdue),
    });
  }
  return found;
}

function requestOf(desk: Desk, listed: ListedRecord): Omit<ListedRequest, "answers" | "overdue"> {
  const { id, modified, originator, label, name, description, record } = listed;
  const text = (property: string) => (record[property] as string | undefined) ?? null;
  return {
    ...{ id, modified, originator, label, name, description, record },
    number: record["request_number"] as string,
    kind: record["request_kind"] as RequestKind,
    state: record["request_state"] as RequestState,
    precedence: record["precedence"] as Precedence,
    created: record.created!,
    due: text("due_time"),
    from: text("start_time"),
    until: text("stop_time"),
    about: (record["object_refs"] as StixId[] | undefined) ?? [],
    own: originator === desk.self.id,
  };
}

function answerOf(
  desk: Desk,
  request: LiveRecord,
  partner: PartnerId,
  answer: ListedRecord | undefined,
): ListedAnswer {
  const state = (answer?.record["answer_state"] as AnswerState | undefined) ?? null;
  return {
    ...{ partner, state, overdue: isOverdue(request.object, state, desk.clock()) },
    description: answer?.description ?? {},
    records: (answer?.record["object_refs"] as StixId[] | undefined) ?? [],
    at: answer?.modified ?? null,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
