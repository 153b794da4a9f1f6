import type { ConsentState } from "../domain/consent.ts";
import { consentId } from "../domain/consent.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { AppError } from "../errors.ts";
import { isFull } from "../domain/clearance.ts";
import { answerConsent, consentedLabel, type ConsentWord } from "./answer-consent.ts";
import { closureOf } from "./closure.ts";
import { type Matter, stateOf } from "./consents.ts";
import type { Desk } from "./desk.ts";
import { read } from "./documents.ts";
import { sees, type Viewer } from "./viewer.ts";

/** An ask for an originator's consent, by this node or of it, and what became of it. Times RFC 3339, UTC. */
export interface ListedConsent {
  /** Of the ask. */
  id: StixId;
  record: StixId;
  originator: PartnerId;
  holder: PartnerId;
  /** To whom the holder would pass it on. */
  to: PartnerId;
  state: ConsentState;
  /** Why it is asked for; `by`: who asked, where this node did. */
  asked: { at: string; reason: string; by: string | null };
  /** The last answer; `reason` as far as it is known here, `by`: who answered, where this node did. */
  answer: { at: string; state: ConsentState; reason: string | null; by: string | null } | null;
  /** This node is asked, the ask waits, and it may consent. */
  possible: boolean;
}

const most = 200;

/**
 * What waits for an answer first, then the newest; at most 200 of `total`. `record`: only of it and of what it rests on or needs
 * here, which decide about it.
 */
export async function listConsents(
  desk: Desk,
  viewer: Viewer,
  { record }: { record?: StixId } = {},
): Promise<{ consents: ListedConsent[]; total: number }> {
  const about = record === undefined ? null : await decidingOn(desk, record);
  const seen: Matter[] = [];
  for (const matter of desk.consents.all()) {
    const { originator, holder, ask } = matter;
    if (!ask || ![originator, holder].includes(desk.self.id)) continue;
    if (about && !about.has(matter.object)) continue;
    if (await mayBeTold(desk, viewer, matter.object)) seen.push(matter);
  }
  const waits = (matter: Matter) => Number(stateOf(matter) === "asked");
  const last = ({ ask, answer }: Matter) => Math.max(ask!.at, answer?.at ?? 0);
  seen.sort((a, b) => waits(b) - waits(a) || last(b) - last(a));
  const consents = await Promise.all(seen.slice(0, most).map((matter) => listed(desk, matter)));
  return { consents, total: seen.length };
}

async function decidingOn(desk: Desk, id: StixId): Promise<ReadonlySet<StixId>> {
  const record = await desk.store.record(id);
  if (!record || record.label === null) return new Set([id]);
  const { needs, rests } = await closureOf(desk, id);
  return new Set([id, ...needs.map((need) => need.id), ...rests]);
}

/** As answerConsent, for who may see what it is about. */
export async function answerConsentAs(
  desk: Desk,
  viewer: Viewer,
  person: string,
  id: StixId,
  word: ConsentWord,
): Promise<ListedConsent> {
  const matter = desk.consents.find(id);
  if (!matter || !(await mayBeTold(desk, viewer, matter.object))) {
    throw new AppError("consent-not-found", { id });
  }
  await answerConsent(desk, person, id, word);
  return listed(desk, matter);
}

/** An ask may name what is not here: whose clearance is not full is not told even that. */
async function mayBeTold(desk: Desk, viewer: Viewer, object: StixId): Promise<boolean> {
  if (isFull(viewer.clearance)) return true;
  const record = await desk.store.record(object);
  return record !== null && sees(desk, viewer, record);
}

async function listed(desk: Desk, matter: Matter): Promise<ListedConsent> {
  const { id, object, originator, holder, to, ask, answer } = matter;
  const state = stateOf(matter);
  const asker = await read(desk.store, "consent-by", `${id} ${ask!.at}`);
  const answerer =
    answer && (await read(desk.store, "consent-by", `${consentId("answer", matter)} ${answer.at}`));
  const isAsked = originator === desk.self.id && state === "asked";
  return {
    ...{ id, record: object, originator, holder, to, state },
    asked: { at: stixTime(ask!.at), reason: ask!.reason ?? "", by: asker?.by ?? null },
    answer: answer && {
      at: stixTime(answer.at),
      state: answer.state,
      reason: answer.reason ?? answerer?.reason ?? null,
      by: answerer?.by ?? null,
    },
    possible: isAsked && (await consentedLabel(desk, matter)) !== null,
  };
}
