import type { ListedConsent } from "../../desk/list-consents.ts";
import type { Person } from "../../desk/people.ts";
import type { Text } from "../../domain/bilingual.ts";
import type { ConsentAnswer } from "../../domain/consent.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";

/** Consents, as the API asks the desk for them. */
export interface ConsentPort {
  /** What this person may see of those that this node asked for, or is asked for; of all records, or of what decides on one. */
  listConsents(
    person: Person,
    asked: { record?: StixId },
  ): Promise<{ consents: ListedConsent[]; total: number }>;
  /** Ids of the asks. AppError record-not-found, partner-unknown, consent-needless, consent-unreachable. */
  askConsent(
    person: Person,
    id: StixId,
    order: { partner: PartnerId; reason: Text },
  ): Promise<{ asked: StixId[] }>;
  /** AppError consent-not-found, consent-answered, consent-impossible. */
  answerConsent(
    person: Person,
    id: StixId,
    answer: ConsentAnswer,
    reason: Text | undefined,
  ): Promise<ListedConsent>;
}
