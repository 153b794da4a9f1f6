import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { consentText } from "../release/reason-texts.ts";
import type { Reason } from "../release/types.ts";
import { stateOf } from "./consents.ts";
import type { Desk } from "./desk.ts";

/** By recipient: what this node asked the originators of these records, and what they said. */
export function consentReasons(desk: Desk, ids: readonly StixId[]): Map<PartnerId, Reason[]> {
  const reasons = new Map<PartnerId, Reason[]>();
  for (const matter of desk.consents.all()) {
    const { id, object, originator, holder, to } = matter;
    if (holder !== desk.self.id || !ids.includes(object)) continue;
    const text = consentText(originator, stateOf(matter), matter);
    const said: Reason = { agreement: null, clause: id, effect: "reshare", text };
    reasons.set(to, [...(reasons.get(to) ?? []), said]);
  }
  return reasons;
}
