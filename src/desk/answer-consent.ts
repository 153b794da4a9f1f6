import { type Consent, type ConsentAnswer, consentObject } from "../domain/consent.ts";
import type { StixId } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import { originatorsOf } from "../release/conditions.ts";
import type { Change } from "../store/port.ts";
import { subjectOf } from "./closure.ts";
import { type Matter, stateOf } from "./consents.ts";
import { controlRow } from "./control-row.ts";
import type { Desk } from "./desk.ts";
import { put } from "./documents.ts";
import { waysOf } from "./known-to.ts";
import { partyOf } from "./parties.ts";
import { settle } from "./settle.ts";

/** The reason of a refusal goes to the holder; any other stays here. */
export type ConsentWord =
  | { state: "refused"; reason: string }
  | { state: Exclude<ConsentAnswer, "refused">; reason?: string };

/**
 * The originator's word on an ask (by its id): it goes to the holder, who passes on to the recipient that it was given or taken
 * back. Errors: consent-not-found, consent-answered, consent-impossible.
 */
export async function answerConsent(
  desk: Desk,
  person: string,
  id: StixId,
  word: ConsentWord,
): Promise<void> {
  await desk.turns.whole([`consent ${id}`], async () => {
    const { state, reason } = word;
    const matter = desk.consents.find(id);
    if (!matter?.ask || matter.originator !== desk.self.id) {
      throw new AppError("consent-not-found", { id });
    }
    const isGiven = matter.answer?.state === "given";
    if (state === "taken-back" ? !isGiven : stateOf(matter) !== "asked") {
      throw new AppError("consent-answered");
    }
    const { object, originator, holder, to, ask, answer: before } = matter;
    const label = state === "given" ? await consentedLabel(desk, matter) : null;
    if (state === "given" && label === null) {
      throw new AppError("consent-impossible", { holder, partner: to });
    }
    const at = Math.max(desk.clock(), (before?.at ?? 0) + 1);
    const answer: Consent = {
      ...{ object, originator, holder, to, state, at, created: before?.created ?? at },
      asked: ask.at,
      ...(word.state === "refused" && { reason: word.reason }),
      ...(label !== null && { label }),
    };
    const row = controlRow(desk, consentObject(answer));
    const offer = { partner: holder, id: row.id, modified: row.modified, control: true };
    const group: Change[] = [
      { do: "record", row },
      { do: "offer", offer },
      put("consent-by", `${row.id} ${row.modified}`, { by: person, ...(reason && { reason }) }),
    ];
    settle(desk, [group], await desk.store.commit({ priority: "interactive", groups: [group] }));
  });
}

/**
 * The label under which this node may consent; null: it may not. It speaks only of a record that the holder has from it, or by its
 * consent: otherwise its answer would tell that the record exists. Whom nobody here knows it cannot judge.
 */
export async function consentedLabel(desk: Desk, matter: Matter): Promise<StixId | null> {
  const { object, holder, to } = matter;
  const record = await desk.store.record(object);
  if (!record || record.withdrawn || record.label === null || !partyOf(desk, to)) return null;
  const { modified, label, kind } = record;
  const subject = subjectOf(desk, { labelId: label, kind, originator: record.originator ?? "" });
  if (!subject || !originatorsOf(subject).includes(desk.self.id)) return null;
  const byConsent = desk.consents
    .given(object)
    .some(
      (one) => one.originator === desk.self.id && one.to === holder && one.answer?.label === label,
    );
  const offers = await desk.store.offersOf(object);
  const isServed = offers.some(
    (offer) =>
      offer.partner === holder &&
      offer.modified === modified &&
      (offer.state === "served" || offer.state === "received"),
  );
  const has = isServed || byConsent || (await waysOf(desk, object, modified)).has(holder);
  return has ? label : null;
}
