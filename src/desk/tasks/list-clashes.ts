import { boundaryOf } from "../../deconflict/activity-of.ts";
import type { Clash, ClashKind } from "../../deconflict/clash.ts";
import type { Text } from "../../domain/bilingual.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { read } from "../documents.ts";
import { listed } from "../list-records.ts";
import type { LiveRecord } from "../live-records.ts";
import { sees, type Viewer } from "../viewer.ts";
import { textsOf } from "../written-before.ts";
import {
  acceptancesOf,
  type ClashState,
  concernedBy,
  ownerOf,
  partsIn,
  unheardBy,
} from "./clash-state.ts";
import { commitmentOf, performerOf, taskOf } from "./joint-task.ts";
import type { KnownClash } from "./task-board.ts";

/** Two things that cannot both be as they are. Times RFC 3339, UTC. */
export interface ListedClash {
  /** The same at every node that finds it. */
  id: string;
  kind: ClashKind;
  state: ClashState;
  /** Who has to see to it. */
  owner: PartnerId | null;
  /** Two, or one that clashes with a boundary. `modified`: the version that an acceptance must mean. */
  parts: { id: StixId; task: StixId; performer: PartnerId; modified: string }[];
  /** The boundary that is crossed. */
  boundary: { task: StixId; key: string } | null;
  /** The own protected place that it comes too near to. */
  place: { id: string; name: Text } | null;
  /** Who said to keep away from there, in a check-answer. */
  keepAway: { partner: PartnerId; answer: StixId } | null;
  /** The road or unit that both need. */
  about: string | null;
  from: string;
  until: string;
  /** [longitude, latitude], degrees: where they come nearest. */
  position: [number, number] | null;
  /** How near they come. */
  metres: number | null;
  /** false: what is drawn is too entangled to be compared, so people must look whether it clashes. */
  compared: boolean;
  /** It keeps parts from being ready: it is open, and everybody whose part is in it stands by that part. */
  blocks: boolean;
  /** Whose word is needed, and what was said for exactly these versions. */
  concerned: PartnerId[];
  /** Of these, who may be unable to answer: two people here may decide without them, after this partner's own acceptance. */
  unheard: PartnerId[];
  acceptances: {
    partner: PartnerId;
    at: string;
    reason: Text;
    /** Two people decided so without the word of those who may be unable to answer. */
    alone: boolean;
  }[];
  /** Who wants to accept it without the word of those who may be unable to answer: it takes another person. */
  waiting: { by: string; at: string } | null;
}

export interface ClashQuery {
  state?: ClashState;
  task?: StixId;
  limit: number;
  /** Of the last one seen. */
  before?: string;
}

/**
 * Clashes that are known here, those that begin first first, as far as this person may see what clashes; of one task all, otherwise
 * those that are not over. `count`: of all pages.
 */
export async function listClashes(
  desk: Desk,
  viewer: Viewer,
  { state, task, limit, before }: ClashQuery,
): Promise<{ clashes: ListedClash[]; more: boolean; count: number }> {
  const all = [...desk.tasks.clashes()].filter(
    (known) =>
      (task !== undefined || isOn(desk, known.clash)) &&
      (state === undefined || known.state === state) &&
      (task === undefined || partsIn(desk.live, known.clash).some((p) => taskOf(p) === task)) &&
      seesClash(desk, viewer, known.clash),
  );
  all.sort(({ clash: a }, { clash: b }) => a.when.start - b.when.start || (a.id < b.id ? -1 : 1));
  const start = before === undefined ? 0 : all.findIndex(({ clash }) => clash.id === before) + 1;
  const page = all.slice(start, start + limit);
  const clashes = await shownClashes(desk, viewer, page);
  return { clashes, more: start + limit < all.length, count: all.length };
}

/**
 * Its time is not over: what was not settled by then is no open clash any more. A demonstration tells of what is long past; nothing
 * of it is over.
 */
export function isOn({ mode, clock }: Pick<Desk, "mode" | "clock">, { when }: Clash): boolean {
  return mode === "demonstration" || when.stop > clock();
}

/** One of them. Error: clash-not-found. */
export async function readClash(desk: Desk, viewer: Viewer, id: string): Promise<ListedClash> {
  const known = desk.tasks.clash(id);
  if (!known || !seesClash(desk, viewer, known.clash))
    throw new AppError("clash-not-found", { id });
  return (await shownClashes(desk, viewer, [known]))[0]!;
}

/** Only who may see everything that clashes, and all that tells of it: the answer to a check, who said which unit does it. */
export function seesClash(desk: Desk, viewer: Viewer, { between, kind, about }: Clash): boolean {
  const { live } = desk;
  const isSeen = (record: LiveRecord | undefined): boolean => !record || sees(desk, viewer, record);
  if (!between.every((id) => isSeen(live.get(id)))) return false;
  if (kind !== "unit-twice") return true;
  const words = between
    .map((id) => live.get(id)!)
    .filter((part) => part?.object["unit_ref"] !== about);
  return (
    isSeen(live.get(about!)) && words.every((part) => isSeen(part && commitmentOf(live, part)))
  );
}

export async function shownClashes(
  desk: Desk,
  viewer: Viewer,
  clashes: readonly KnownClash[],
): Promise<ListedClash[]> {
  const said = clashes.map(({ clash }) => acceptancesOf(desk.live, clash));
  const stored = await desk.store.byRows(said.flat().map(({ row }) => row));
  const records = await listed(desk, viewer, stored, "listed", JSON.stringify({ clashes: true }));
  const byId = new Map(records.map((record) => [record.id, record]));
  const shown: ListedClash[] = [];
  for (const [index, { clash, state, blocks }] of clashes.entries()) {
    const acceptances: ListedClash["acceptances"] = [];
    for (const { id } of said[index]!) {
      const record = byId.get(id);
      if (!record) continue;
      const { reason = {} } = (await textsOf(desk, record.record)).texts;
      acceptances.push({
        ...{ partner: record.originator!, at: record.modified, reason },
        alone: record.record["alone"] === true,
      });
    }
    const waiting = state === "open" && (await read(desk.store, "acceptance-alone", clash.id));
    const asked = waiting ? { by: waiting.asked.by, at: stixTime(waiting.asked.at) } : null;
    shown.push({ ...shownClash(desk, clash), state, blocks, acceptances, waiting: asked });
  }
  return shown;
}

function shownClash(
  desk: Desk,
  clash: Clash,
): Omit<ListedClash, "state" | "blocks" | "acceptances" | "waiting"> {
  const { id, kind, about, when, where, metres, compared, between } = clash;
  const parts = partsIn(desk.live, clash);
  return {
    ...{ id, kind, about, metres, compared },
    owner: ownerOf(desk.live, clash),
    parts: parts.map((part) => ({
      ...{ id: part.id, task: taskOf(part), performer: performerOf(part) },
      modified: stixTime(part.modified),
    })),
    boundary: between.flatMap((one) => boundaryOf(one) ?? [])[0] ?? null,
    place: between.flatMap((one) => placeOf(desk, one) ?? [])[0] ?? null,
    keepAway: between.flatMap((one) => answererOf(desk, one) ?? [])[0] ?? null,
    from: stixTime(when.start),
    until: stixTime(when.stop),
    position: where,
    concerned: [...concernedBy(desk.live, clash)].sort(),
    unheard: [...unheardBy(desk.live, desk.self.id, clash)].sort(),
  };
}

function placeOf(desk: Desk, id: string): ListedClash["place"] {
  const place = desk.places.get(id);
  return place ? { id, name: place.name } : null;
}

function answererOf(desk: Desk, id: string): ListedClash["keepAway"] {
  const answer = desk.live.get(id);
  return answer?.kind === "check-answer" ? { partner: answer.originator!, answer: id } : null;
}
