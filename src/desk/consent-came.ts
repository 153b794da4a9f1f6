import { type Consent, readConsent } from "../domain/consent.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixObject } from "../domain/stix.ts";
import type { RecordRow } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import type { NodeEvent } from "./events.ts";

/**
 * Takes in at once what a partner says that lets less go: refused or taken back, it counts from here on, whatever is decided
 * meanwhile. What is given counts once it is on disk. True: plans under way must be made anew.
 */
export function tightenedBy(desk: Desk, from: PartnerId, consent: Consent): boolean {
  const { holder, state, at } = consent;
  const known = desk.consents.of(consent)?.answer;
  if (holder !== desk.self.id || state === "asked" || state === "given") return false;
  if (known && known.at > at) return false;
  desk.consents.learn(consent, from);
  desk.removals++;
  return true;
}

/** Takes one that is on disk into memory. */
export function learnConsent(desk: Desk, { kind, body, via }: RecordRow): void {
  if (kind === "consent") {
    desk.consents.learn(readConsent(JSON.parse(body) as StixObject), via);
  }
}

/** Both sides are told of what the other says, and of what is said here. */
export function consentEvents(desk: Desk, { body }: RecordRow): NodeEvent[] {
  const consent = readConsent(JSON.parse(body) as StixObject);
  const { object: record, originator, holder, state } = consent;
  const matter = desk.consents.of(consent);
  if (!matter || ![originator, holder].includes(desk.self.id)) return [];
  return [
    { type: "consent", data: { id: matter.id, record, state }, about: { records: [record] } },
  ];
}
