import { isContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import {
  heldText,
  notAcceptedText,
  notReachedText,
  oneOffText,
  recalledText,
  refusedText,
} from "../release/reason-texts.ts";
import type { Decision, Reason } from "../release/types.ts";
import type { OfferState } from "../store/port.ts";
import { closureOf, subjectOf } from "./closure.ts";
import { consentReasons } from "./consent-reasons.ts";
import type { Desk } from "./desk.ts";
import { read, type Documents } from "./documents.ts";
import { heldKey, type Held } from "./hold.ts";
import type { OneOff } from "./one-off.ts";
import { isRecalledFrom, oneOffClause } from "./plan-release.ts";

export interface ReleaseState {
  partner: PartnerId;
  released: boolean;
  state: "withheld" | "held" | "offered" | "served" | "received" | "recalled";
  decidedBy: string[];
  reasons: Reason[];
}

/**
 * To whom this node gives a record, its own or another's that it passes on, and why or why not: for people of this node
 * only. Errors: record-not-found.
 */
export async function explainRecord(desk: Desk, id: StixId): Promise<{ partners: ReleaseState[] }> {
  const record = await desk.store.record(id);
  if (!record || record.label === null) throw new AppError("record-not-found", { id });
  const { originator } = record;
  // What its originator took back is told to nobody.
  if (originator !== desk.self.id && record.withdrawn) {
    throw new AppError("record-not-found", { id });
  }
  const policy = desk.board.policy();
  const closure = await closureOf(desk, id);
  const offers = await desk.store.offersOf(id);
  const own = closure.parts.at(-1);
  const subject = own && subjectOf(desk, own.member);
  const created = Date.parse((JSON.parse(record.body) as { created: string }).created);
  // What is only carried along has no offers of its own making.
  const reaches = (partner: PartnerId) =>
    !isContentKind(record.kind) ||
    (subject && created >= policy.backfillFrom(subject, own.particulars, partner));
  const explain = (partner: PartnerId): ReleaseState => {
    const decisions = closure.parts.map(({ member, particulars }): Decision => {
      const subject = subjectOf(desk, member);
      return subject ? policy.explain(subject, particulars, partner) : nobody;
    });
    const refusal = decisions.find((decision) => !decision.released);
    const state = stateOf(offers, partner);
    const decision = refusal ?? decisions.at(-1) ?? nobody;
    if (isRecalledFrom(desk, id, partner))
      return { partner, state, ...recalled(desk, id, decision) };
    const oneOff = desk.oneOffs.get(heldKey(id, partner));
    if (oneOff?.approved && oneOff.modified === record.modified && refusal && state !== "withheld")
      return { partner, state, ...releasedOnce(oneOff, decision) };
    const held = desk.held.get(heldKey(id, partner));
    if (held?.modified === record.modified && !refusal) {
      return { partner, state: held.refused ? state : "held", ...heldBack(held, decision) };
    }
    const reached = !refusal && (state !== "withheld" || reaches(partner));
    return { partner, state, ...(refusal || reached ? decision : tooOld(decision)) };
  };
  const asked = consentReasons(desk, [
    id,
    ...closure.needs.map((need) => need.id),
    ...closure.rests,
  ]);
  const partners: ReleaseState[] = [];
  for (const partner of [...desk.partners.keys()].sort()) {
    if (partner === originator) continue;
    const { reasons, ...state } = explain(partner);
    const release = { ...state, reasons: [...(asked.get(partner) ?? []), ...reasons] };
    const known = await read(desk.store, "not-accepted", `${id} ${partner}`);
    partners.push(known && wasRefused(offers, partner, known) ? notAccepted(release) : release);
  }
  return { partners };
}

/** Whether the receipt that covers the latest version which stands in this outbox speaks of it as not accepted. */
function wasRefused(
  offers: readonly OfferState[],
  partner: PartnerId,
  { through }: Documents["not-accepted"],
): boolean {
  const latest = latestOffer(offers, partner);
  return latest?.state === "received" && latest.dateAdded <= through;
}

/** It was handed out, and no receipt says that it is there. */
function notAccepted({ reasons, ...release }: ReleaseState): ReleaseState {
  const text = notAcceptedText;
  const first: Reason = { agreement: null, clause: "receipt", effect: "not-accepted", text };
  return { ...release, state: "served", reasons: [first, ...reasons] };
}

/** Effects of clauses that let a record go, now or later. */
const lettingGo: readonly Reason["effect"][] = ["released", "hold", "one-off"];

/** First that it was taken back and why; then what stands against it beside that. What would let it go is no reason. */
function recalled(desk: Desk, id: StixId, { reasons }: Decision): Decision {
  const text = recalledText(desk.recalled.get(id)!.reason);
  const first: Reason = { agreement: null, clause: "recall", effect: "recalled", text };
  const against = reasons.filter(({ effect }) => !lettingGo.includes(effect));
  return { released: false, decidedBy: [], reasons: [first, ...against] };
}

/** First that it waits and for what, or that a second person refused it; then the clauses that would release it. */
function heldBack({ until, refused }: Held, { released, decidedBy, reasons }: Decision): Decision {
  const text = refused ? refusedText(refused.by) : heldText(until);
  const first: Reason = { agreement: null, clause: "hold", effect: "hold", text };
  return {
    released: released && !refused,
    decidedBy: refused ? [] : decidedBy,
    reasons: [first, ...reasons],
  };
}

/** First the two people who let it go; then what the agreements say. */
function releasedOnce({ asked, approved }: OneOff, { reasons }: Decision): Decision {
  const text = oneOffText(asked.by, approved!.by, asked.reason);
  const first: Reason = { agreement: null, clause: "one-off", effect: "one-off", text };
  return { released: true, decidedBy: [oneOffClause], reasons: [first, ...reasons] };
}

/** What the grants cover, but it was there before them and they do not reach back to it. */
function tooOld({ reasons }: Decision): Decision {
  const said = reasons.map((reason): Reason => {
    if (reason.effect !== "released" && reason.effect !== "hold") return reason;
    return { ...reason, effect: "not-covered", text: notReachedText(reason.clause) };
  });
  return { released: false, decidedBy: [], reasons: said };
}

const nobody: Decision = { released: false, decidedBy: [], reasons: [] };

function stateOf(offers: readonly OfferState[], partner: PartnerId): ReleaseState["state"] {
  const latest = latestOffer(offers, partner);
  return latest && latest.state !== "voided" ? latest.state : "withheld";
}

function latestOffer(offers: readonly OfferState[], partner: PartnerId): OfferState | undefined {
  const own = offers.filter((offer) => offer.partner === partner && offer.state !== "voided");
  return own.toSorted((a, b) => b.modified - a.modified)[0];
}
