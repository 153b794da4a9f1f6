import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import type { Decision, Reason } from "../release/types.ts";
import type { OfferState } from "../store/port.ts";
import { closureOf, subjectOf } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { isRecalledFrom } from "./plan-release.ts";

export interface ReleaseState {
  partner: PartnerId;
  released: boolean;
  state: "withheld" | "held" | "offered" | "served" | "received" | "recalled";
  decidedBy: string[];
  reasons: Reason[];
}

/**
 * Who has one of our own records, and why or why not: for people of this node only.
 * Errors: record-not-found, also for records of others.
 */
export async function explainRecord(desk: Desk, id: StixId): Promise<{ partners: ReleaseState[] }> {
  const record = await desk.store.record(id);
  if (!record || record.originator !== desk.self.id || record.label === null) {
    throw new AppError("record-not-found", { id });
  }
  const policy = desk.board.policy();
  const closure = await closureOf(desk, id);
  const offers = await desk.store.offersOf(id);
  const partners = [...desk.partners.keys()].sort().map((partner): ReleaseState => {
    const decisions = closure.parts.map(({ member, particulars }): Decision => {
      const subject = subjectOf(desk, member);
      return subject ? policy.explain(subject, particulars, partner) : nobody;
    });
    const refusal = decisions.find((decision) => !decision.released);
    const { decidedBy, reasons } = refusal ?? decisions.at(-1) ?? nobody;
    const released = !refusal && !isRecalledFrom(desk, id, partner);
    return { partner, released, state: stateOf(offers, partner), decidedBy, reasons };
  });
  return { partners };
}

const nobody: Decision = { released: false, decidedBy: [], reasons: [] };

function stateOf(offers: readonly OfferState[], partner: PartnerId): ReleaseState["state"] {
  const own = offers.filter((offer) => offer.partner === partner && offer.state !== "voided");
  const latest = own.toSorted((a, b) => b.modified - a.modified)[0];
  return latest && latest.state !== "voided" ? latest.state : "withheld";
}
