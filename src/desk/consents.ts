import {
  type Consent,
  consentId,
  type ConsentMatter,
  type ConsentState,
} from "../domain/consent.ts";
import { isContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { originatorsOf } from "../release/conditions.ts";
import type { Subject } from "../release/types.ts";

/** What was said last on each side. */
export interface Matter extends ConsentMatter {
  /** Of the ask, by which people name the matter. */
  id: StixId;
  ask: Consent | null;
  answer: Consent | null;
}

/** A record that is passed on, by what decides about it. */
export type PassedOn = Subject & { id: StixId };

/** One partner is not let ask for, or answer, more. */
const mostOfOne = 10_000;

/**
 * The consents that concern this node, as they stand: it was asked, it asks, or something comes to it by them. In whatever
 * order they are learned, the latest version counts; of one date the first.
 */
export interface Consents {
  /** Takes in what is on disk, or what takes back. `via`: the partner it came through, null for this node's own. */
  learn(consent: Consent, via: PartnerId | null): void;
  /** By the id of its ask. */
  find(id: StixId): Matter | null;
  /** By the id of its answer. */
  answered(id: StixId): Matter | null;
  of(matter: ConsentMatter): Matter | null;
  all(): Iterable<Matter>;
  /** Those given now for this record. */
  given(object: StixId): readonly Matter[];
  /**
   * Whether all originators let `holder` pass a record on to `to`, holder and recipient aside: nobody consents to its own. A
   * content record is named by the consent; what goes along with one bears the same label.
   */
  allGiven(record: PassedOn, holder: PartnerId, to: PartnerId): boolean;
  /** To whom all originators let this node pass it on. */
  consentedTo(record: PassedOn): readonly PartnerId[];
}

export function openConsents(self: PartnerId): Consents {
  const matters = new Map<StixId, Matter>();
  const byAnswer = new Map<StixId, Matter>();
  /** By the record that it names, and by the label under which it was given. */
  const byId = new Map<StixId, Set<Matter>>();
  const opened = new Map<PartnerId, number>();

  /** An ask counts that the holder itself brought; an answer is its originator's word, whoever brings it. */
  function concerns({ state, originator, holder, to }: Consent, via: PartnerId | null): boolean {
    if (state === "asked") return holder === self || (originator === self && via === holder);
    return originator === self || holder === self || to === self;
  }

  function matterOf(consent: Consent): Matter | null {
    const id = consentId("ask", consent);
    const known = matters.get(id);
    if (known) return known;
    const { object, originator, holder, to, state } = consent;
    const maker = state === "asked" ? holder : originator;
    const before = opened.get(maker) ?? 0;
    if (maker !== self && before >= mostOfOne) return null;
    opened.set(maker, before + 1);
    const matter = { id, object, originator, holder, to, ask: null, answer: null };
    matters.set(id, matter);
    byAnswer.set(consentId("answer", consent), matter);
    return matter;
  }

  function index(id: StixId, matter: Matter): void {
    const known = byId.get(id) ?? new Set();
    byId.set(id, known.add(matter));
  }

  function givenFor(id: StixId): Matter[] {
    const known = byId.get(id);
    if (!known) return [];
    return [...known].filter(({ answer }) => answer?.state === "given");
  }

  function naming({ id, kind, labelId }: PassedOn): Matter[] {
    const matters = givenFor(isContentKind(kind) ? id : labelId);
    return matters.filter(({ answer }) => answer?.label === labelId);
  }

  function all(
    record: PassedOn,
    holder: PartnerId,
    to: PartnerId,
    among: readonly Matter[],
  ): boolean {
    const asked = originatorsOf(record).filter((one) => one !== holder && one !== to);
    const given = among.filter((matter) => matter.holder === holder && matter.to === to);
    return asked.every((originator) => given.some((matter) => matter.originator === originator));
  }

  return {
    learn(consent, via) {
      const matter = concerns(consent, via) ? matterOf(consent) : null;
      const side = consent.state === "asked" ? "ask" : "answer";
      if (!matter || (matter[side] && matter[side].at >= consent.at)) return;
      matter[side] = consent;
      if (consent.state !== "given") return;
      index(consent.object, matter);
      if (consent.label) index(consent.label, matter);
    },
    find: (id) => matters.get(id) ?? null,
    answered: (id) => byAnswer.get(id) ?? null,
    of: (matter) => matters.get(consentId("ask", matter)) ?? null,
    all: () => matters.values(),
    given: givenFor,
    allGiven: (record, holder, to) => all(record, holder, to, naming(record)),
    consentedTo(record) {
      const known = naming(record);
      const recipients = new Set([...originatorsOf(record), ...known.map(({ to }) => to)]);
      recipients.delete(self);
      return [...recipients].filter((to) => all(record, self, to, known));
    },
  };
}

/** How a matter stands for people: an ask that was not answered yet, or the last answer. */
export function stateOf({ ask, answer }: Matter): ConsentState {
  if (!answer || (ask && answer.asked! < ask.at)) return "asked";
  return answer.state;
}
