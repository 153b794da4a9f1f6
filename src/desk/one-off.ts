import type { PartnerId } from "../domain/partner.ts";
import { sameEvent } from "../domain/same-event.ts";
import { references } from "../domain/references.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { AppError } from "../errors.ts";
import type { Policy } from "../release/types.ts";
import type { Change, StoredRecord } from "../store/port.ts";
import { closureOf, isAnchor, stillLatest, subjectOf, type Closure, type Part } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { put, type Documents } from "./documents.ts";
import { forgotten, heldKey, waited } from "./hold.ts";
import { partsOf } from "./parts-of.ts";
import { samePerson } from "./people.ts";
import { isRecalledFrom, offers } from "./plan-release.ts";
import { settle } from "./settle.ts";

export type OneOff = Documents["one-off"];

/**
 * Asks that one own record goes to one partner once, beside all grants but within red lines and its label. A second person
 * approves it (decideOneOff). Errors: record-not-found, record-not-own, partner-unknown, one-off-forbidden, one-off-needless.
 */
export async function askOneOff(
  desk: Desk,
  person: string,
  id: StixId,
  { partner, reason }: { partner: PartnerId; reason: string },
): Promise<OneOff> {
  return desk.turns.whole([id], async () => {
    const record = await ownRecord(desk, id);
    if (!desk.partners.has(partner)) throw new AppError("partner-unknown", { partner });
    const { modified } = record;
    const policy = desk.board.policy();
    for (const { closure, record: part } of await goingWith(desk, record)) {
      mustBeAdmitted(desk, policy, part.id, closure, partner);
    }
    const standing = await desk.store.offersOf(id);
    const known = desk.oneOffs.get(heldKey(id, partner));
    const stands = standing.some(
      (offer) =>
        offer.partner === partner && offer.modified === modified && offer.state !== "voided",
    );
    if (stands || known?.modified === modified) throw new AppError("one-off-needless", { partner });
    const asked = { by: person, at: desk.clock(), reason };
    const oneOff: OneOff = { id, partner, modified, asked, approved: null, covers: [] };
    const group = [put("one-off", heldKey(id, partner), oneOff)];
    settle(desk, [group], await desk.store.commit({ priority: "interactive", groups: [group] }));
    return oneOff;
  });
}

/**
 * Approves or refuses what another person asked for. Approved, it goes into the outbox with its parts in one commit, and is
 * decided again when it leaves. `version`: `modified` of what was read. Errors: waiting-gone, also where another version is asked
 * for now; second-person-needed, one-off-forbidden, busy.
 */
export async function decideOneOff(
  desk: Desk,
  person: string,
  { id, partner, version }: { id: StixId; partner: PartnerId; version: string },
  approve: boolean,
): Promise<void> {
  await desk.turns.whole([id], async () => {
    const key = heldKey(id, partner);
    const asked = desk.oneOffs.get(key);
    if (!asked || asked.approved) throw new AppError("waiting-gone");
    if (stixTime(asked.modified) !== version) throw new AppError("waiting-gone");
    if (!approve) {
      const group: Change[] = [{ do: "remove", kind: "one-off", key }];
      settle(desk, [group], await desk.store.commit({ priority: "interactive", groups: [group] }));
      return;
    }
    if (samePerson(asked.asked.by, person)) throw new AppError("second-person-needed");
    const record = await ownRecord(desk, id);
    const touched = (await goingWith(desk, record)).flatMap(({ record, refs }) => [
      record.id,
      ...refs,
    ]);
    await desk.turns.records(touched, async () => {
      const { result, value: group } = await desk.board.commit(async (policy) => {
        const group = await approval(desk, policy, key, person);
        return { batch: { priority: "interactive", groups: [group] }, value: group };
      });
      settle(desk, [group], result);
    });
  });
}

async function approval(
  desk: Desk,
  policy: Policy,
  key: string,
  person: string,
): Promise<Change[]> {
  const asked = desk.oneOffs.get(key);
  const record = asked && (await desk.store.record(asked.id));
  if (!asked || asked.approved || record?.modified !== asked.modified || record.withdrawn) {
    throw new AppError("waiting-gone");
  }
  const { partner } = asked;
  const group: Change[] = [];
  const covers = new Set<string>();
  for (const { record: part, closure } of await goingWith(desk, record)) {
    mustBeAdmitted(desk, policy, part.id, closure, partner);
    for (const { id, modified } of [...closure.needs, part]) covers.add(`${id} ${modified}`);
    group.push(
      ...offers(desk, policy, partner, part, closure),
      ...stillLatest(closure),
      ...waited(partner, part, closure, Infinity),
    );
    group.push(...forgotten(desk, part.id, [partner]));
  }
  const approved = { by: person, at: desk.clock() };
  group.push(put("one-off", key, { ...asked, approved, covers: [...covers] }));
  return group;
}

/** Whether a one-off release that two people agreed on lets this version go, within the red lines and labels of now. */
export async function goesOnce(
  desk: Desk,
  policy: Policy,
  partner: PartnerId,
  { id, modified }: { id: StixId; modified: number },
): Promise<boolean> {
  if (!isCoveredOnce(desk, partner, `${id} ${modified}`)) return false;
  return isAdmittedOnce(desk, policy, id, await closureOf(desk, id, modified), partner);
}

function isCoveredOnce(desk: Desk, partner: PartnerId, version: string): boolean {
  for (const one of desk.oneOffs.values()) {
    if (one.partner === partner && one.approved && one.covers.includes(version)) return true;
  }
  return false;
}

/** The record and its parts, needs first within each closure; what they refer to, for the turn. */
async function goingWith(
  desk: Desk,
  record: StoredRecord,
): Promise<{ record: StoredRecord; closure: Closure; refs: StixId[] }[]> {
  // A link with another record goes where both may go, by its own decision.
  const parts = (await partsOf(desk, record)).filter(
    ({ body }) => sameEvent(JSON.parse(body) as StixObject) === null,
  );
  return Promise.all(
    parts.map(async (part) => ({
      record: part,
      closure: await closureOf(desk, part.id, part.modified),
      refs: references(JSON.parse(part.body) as StixObject).filter((ref) => !isAnchor(desk, ref)),
    })),
  );
}

function mustBeAdmitted(
  desk: Desk,
  policy: Policy,
  id: StixId,
  closure: Closure,
  partner: PartnerId,
): void {
  if (!isAdmittedOnce(desk, policy, id, closure, partner)) {
    throw new AppError("one-off-forbidden", { partner });
  }
}

/** Neither a red line nor a label forbids any part of it, and nothing that it rests on or needs was taken back from there. */
function isAdmittedOnce(
  desk: Desk,
  policy: Policy,
  id: StixId,
  { parts, rests, needs }: Closure,
  partner: PartnerId,
): boolean {
  const ids = [id, ...rests, ...needs.map((need) => need.id)];
  return (
    parts.every((part) => isAdmitted(desk, policy, part, partner)) &&
    !ids.some((one) => isRecalledFrom(desk, one, partner))
  );
}

function isAdmitted(desk: Desk, policy: Policy, part: Part, partner: PartnerId): boolean {
  const subject = subjectOf(desk, part.member);
  return (
    subject !== null &&
    (policy.admits(subject, part.particulars, partner) ||
      policy.admitsOneOff(subject, part.particulars, partner))
  );
}

async function ownRecord(desk: Desk, id: StixId): Promise<StoredRecord> {
  const record = await desk.store.record(id);
  if (!record || record.label === null || record.withdrawn) {
    throw new AppError("record-not-found", { id });
  }
  const { originator } = record;
  if (originator !== desk.self.id) {
    throw new AppError("record-not-own", { id, originator: originator ?? "?" });
  }
  return record;
}
