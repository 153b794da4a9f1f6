import type { PartnerId } from "../domain/partner.ts";
import { consentId } from "../domain/consent.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change, StoredRecord } from "../store/port.ts";
import { subjectOf } from "./closure.ts";
import type { Matter } from "./consents.ts";
import type { Desk } from "./desk.ts";
import { forgotten } from "./hold.ts";
import { takeBack } from "./narrow.ts";
import { offerLatest } from "./offer-latest.ts";
import { partsOf } from "./parts-of.ts";
import { restingOn, withheldWithSource } from "./rests-on.ts";
import { settle } from "./settle.ts";

/** Goes to the recipient: it is told that it was taken back, not in which words. */
const reason = "سحبت الجهة المُنشِئة موافقتها — the originator took its consent back";

/**
 * Follows all answers to this node's asks that are not followed yet: the node stopped in between, or only now do agreements
 * let go what was consented to.
 */
export async function followConsents(desk: Desk): Promise<void> {
  for (const matter of [...desk.consents.all()]) {
    const { id, object, holder, to, answer } = matter;
    if (holder !== desk.self.id || !answer) continue;
    const latest = (await desk.store.heads([object])).get(object)?.modified;
    const offers = (await desk.store.offersOf(object)).filter(({ partner }) => partner === to);
    const isDone =
      answer.state === "given"
        ? offers.some(({ state, modified }) => modified === latest && state !== "voided")
        : offers.every(({ state }) => state === "voided" || state === "recalled");
    if (!isDone) await followConsent(desk, id);
  }
}

/**
 * Does what an originator's answer asks for here: the record, with its parts and what was derived from it here, is decided
 * again for the one partner. Without consent it is taken back from there, and what rests on it and was not served stays here. With
 * it, it goes where grants let it: people asked for this record, so it need not be as new as the grant.
 * `id`: of the ask. Once more, it does nothing more. Errors: busy, those of the store.
 */
export async function followConsent(desk: Desk, id: StixId): Promise<void> {
  const matter = desk.consents.find(id);
  const record = matter && (await desk.store.record(matter.object));
  if (!record || record.withdrawn || matter.holder !== desk.self.id || !matter.answer) return;
  if (isConsented(desk, record, matter.to)) await offer(desk, record, matter.to);
  else await take(desk, record, matter);
}

function isConsented(
  desk: Desk,
  { id, kind, label, originator }: StoredRecord,
  to: PartnerId,
): boolean {
  const subject = subjectOf(desk, { labelId: label ?? "", kind, originator: originator ?? "" });
  return subject !== null && desk.consents.consentedTo({ ...subject, id }).includes(to);
}

async function offer(desk: Desk, record: StoredRecord, to: PartnerId): Promise<void> {
  const due = await withTranslations(desk, await partsOf(desk, record));
  for (const derived of await restingOn(desk, record.id)) {
    const own = await desk.store.record(derived);
    if (own && !own.withdrawn)
      due.push(...(await withTranslations(desk, await partsOf(desk, own))));
  }
  await offerLatest(desk, due, (_policy, _record, _closure, partner) => partner === to);
}

async function withTranslations(
  desk: Desk,
  parts: readonly StoredRecord[],
): Promise<StoredRecord[]> {
  const ids = parts.map(({ id }) => id);
  const texts = await desk.store.translations(ids);
  return [...parts, ...texts.filter(({ id }) => !ids.includes(id))];
}

async function take(desk: Desk, record: StoredRecord, matter: Matter): Promise<void> {
  const { to } = matter;
  const parts = await partsOf(desk, record);
  await desk.turns.records(
    parts.map(({ id }) => id),
    async () => {
      const { result, value: group } = await desk.board.commit(async () => {
        const group = await withheldWithSource(desk, record.id, [to]);
        const label = record.label === null ? undefined : desk.labels.get(record.label);
        if (label?.originatorControl !== false) {
          for (const part of parts) group.push(...(await takenFrom(desk, to, part)));
        }
        group.push(...tellingOf(matter));
        return { batch: { priority: "interactive", groups: [group] }, moves: true, value: group };
      });
      settle(desk, [group], result);
    },
  );
}

async function takenFrom(
  desk: Desk,
  partner: PartnerId,
  { id, modified: through }: StoredRecord,
): Promise<Change[]> {
  const offers = (await desk.store.offersOf(id)).filter((offer) => offer.partner === partner);
  const wasServed = offers.some(({ state }) => state === "served" || state === "received");
  return [
    ...forgotten(desk, id, [partner]),
    // What was not served may come again with another consent.
    { do: "void", partner, id },
    { do: "withhold", id, partners: [partner] },
    ...(wasServed ? takeBack(desk, { id, through, reason, from: [partner] }) : []),
  ];
}

/** Who was shown the consent is shown that it holds no more. */
function tellingOf(matter: Matter): Change[] {
  const { to, answer } = matter;
  if (answer?.state !== "taken-back") return [];
  const id = consentId("answer", matter);
  const offer = { partner: to, id, modified: answer.at, control: true, ifServed: id };
  return [{ do: "offer", offer }];
}
