import { readConsent } from "../../src/domain/consent.ts";
import { readReceipt } from "../../src/domain/receipt.ts";
import { isCarried, isControlKind } from "../../src/domain/kinds.ts";
import { readSignature } from "../../src/domain/agreement-object.ts";
import { identityId } from "../../src/domain/partner-identity.ts";
import type { PartnerId } from "../../src/domain/partner.ts";
import { references } from "../../src/domain/references.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import type { StoredRecord } from "../../src/store/port.ts";
import type { Knowledge } from "./knowledge.ts";

/** What left for whom, and whether it might. */
export interface SendCheck {
  /** Looks at each object that leaves now; what must not is told by the reason. */
  check(from: PartnerId, to: PartnerId, objects: readonly StixObject[], at: number): string[];
  /** Objects and those of them that were labels, places and the like. */
  counts: { objects: number; control: number; along: number };
}

const mostEntries = 1_000_000;

export function sendCheck(
  knows: (node: PartnerId) => Knowledge,
  parties: ReadonlyMap<StixId, PartnerId>,
): SendCheck {
  /** `from to id` of what left before. */
  const left = new Set<string>();
  const counts = { objects: 0, control: 0, along: 0 };

  /** Everything that some record needs which stands in this outbox and may leave now. */
  function needed(knowledge: Knowledge, to: PartnerId, at: number): Set<StixId> {
    const ids = new Set<StixId>();
    const query = { partner: to, versions: ["all" as const], limit: mostEntries };
    const { entries } = knowledge.read.outbox(query);
    for (const { id, modified, kind, control } of entries) {
      if (control || isCarried(kind)) continue;
      const record = knowledge.read.record(id, modified);
      if (!record || !knowledge.allows(record, to, at)) continue;
      for (const part of knowledge.closure(record) ?? []) {
        ids.add(part.id);
        ids.add(part.label!);
        ids.add(identityId(part.originator!));
      }
    }
    // An earlier version of such a part goes with its own label.
    for (const { id, modified, control } of entries) {
      const record = control || !ids.has(id) ? null : knowledge.read.record(id, modified);
      if (!record || !knowledge.allows(record, to, at)) continue;
      ids.add(record.label!);
      ids.add(identityId(record.originator!));
    }
    return ids;
  }

  /** Whether `from` leads an agreement in which both stand. */
  function introduces(from: PartnerId, knowledge: Knowledge, party: PartnerId, to: PartnerId) {
    const all = [...knowledge.versions.values()];
    return all.some(
      ({ form: { id, coalition, parties: members } }) =>
        coalition?.lead === from &&
        members.includes(party) &&
        all.some(({ form }) => form.id === id && form.parties.includes(to)),
    );
  }

  /** Whether a version of what a consent names stands in this outbox and may leave now. */
  function isGoing(
    knowledge: Knowledge,
    to: PartnerId,
    { object_ref: id }: StixObject,
    at: number,
  ): boolean {
    const query = { ids: [id as StixId], versions: ["all" as const], limit: mostEntries };
    const { entries } = knowledge.read.outbox({ ...query, partner: to });
    return entries.some(({ modified }) => {
      const record = knowledge.read.record(id as StixId, modified);
      return record !== null && knowledge.maySend(record, to, at);
    });
  }

  /** It is marked as served: nobody can tell any more whether it left before a crash. */
  function wasServed(knowledge: Knowledge, to: PartnerId, id: StixId): boolean {
    const offers = knowledge.read.offersOf(id).filter(({ partner }) => partner === to);
    return offers.some(({ state }) => state !== "offered" && state !== "voided");
  }

  function controlFault(
    from: PartnerId,
    knowledge: Knowledge,
    to: PartnerId,
    object: StixObject,
    at: number,
  ): string | null {
    const isParty = (agreement: StixId): boolean =>
      [...knowledge.versions.values()].some(
        ({ form }) => form.id === agreement && form.parties.includes(to),
      );
    switch (object.type) {
      case "agreement":
        return isParty(object.id) ? null : "an agreement to one who is no party";
      case "agreement-signature":
        return isParty(readSignature(object).agreement) ? null : "a signature to no party";
      case "receipt":
        return object["created_by_ref"] === identityId(from) && readReceipt(object).offeredBy === to
          ? null
          : "a receipt to another";
      case "consent": {
        const { state, originator, holder, to: recipient } = readConsent(object);
        if (state === "asked") {
          return from === holder && to === originator ? null : "an ask to another";
        }
        if (from === originator && to === holder) return null;
        const onward = from === holder && to === recipient && state !== "refused";
        if (!onward) return "a consent to another";
        const known = left.has(`${from} ${to} ${object.id}`) || wasServed(knowledge, to, object.id);
        const goes = state === "given" ? isGoing(knowledge, to, object, at) : known;
        return goes ? null : `a consent ${state} without its record`;
      }
      case "recall-notice": {
        const id = object["object_ref"] as StixId;
        const offers = knowledge.read.offersOf(id);
        // A restored store knows of what it lost, and of what left since its backup, only that it was taken back.
        if (left.has(`${from} ${to} ${id}`)) return null;
        if (offers.length === 0 && knowledge.read.record(id) === null) return null;
        const wasLet =
          offers.some(({ partner }) => partner === to) || knowledge.said.offered.has(`${to} ${id}`);
        return wasLet ? null : "a recall to no holder";
      }
      default:
        return "an unknown control record";
    }
  }

  return {
    counts,
    check(from, to, objects, at) {
      const knowledge = knows(from);
      const faults: string[] = [];
      let along: Set<StixId> | null = null;
      const goesAlong = (id: StixId): boolean =>
        left.has(`${from} ${to} ${id}`) ||
        (along ??= needed(knowledge, to, at)).has(id) ||
        // It was needed once.
        wasServed(knowledge, to, id);
      const faultOf = (object: StixObject): string | null => {
        const { id, type } = object;
        if (isControlKind(type)) {
          counts.control++;
          return controlFault(from, knowledge, to, object, at);
        }
        if (type === "marking-definition") {
          counts.along++;
          return goesAlong(id) ? null : "a label that nothing needs";
        }
        const party = parties.get(id);
        if (party !== undefined) {
          if (party === from || introduces(from, knowledge, party, to)) return null;
          return goesAlong(id) ? null : "an identity that nothing needs";
        }
        const record = knowledge.read.record(id, Date.parse(object.modified!));
        if (!record) return "a record that is not here";
        if (!knowledge.maySend(record, to, at))
          return `not released (${why(knowledge, record, to, at)})`;
        const latest = knowledge.read.record(id)!;
        if (latest.modified > record.modified && !knowledge.maySend(latest, to, at))
          return "a version of which the latest is not released";
        const isPlace = isCarried(type) || isOfPlace(object);
        if (!isPlace) return null;
        counts.along++;
        return goesAlong(id) ? null : "a part that nothing needs";
      };
      for (const object of objects) {
        counts.objects++;
        const fault = faultOf(object);
        if (fault !== null)
          faults.push(`${from} → ${to}: ${fault}: ${object.id} ${object.modified ?? ""}`);
      }
      for (const { id } of objects) left.add(`${from} ${to} ${id}`);
      return faults;
    },
  };
}

function why(knowledge: Knowledge, record: StoredRecord, to: PartnerId, at: number): string {
  const parts = knowledge.closure(record);
  if (!parts) return "refers to what is not here";
  const recalled = parts.find(({ id }) => knowledge.isRecalledFrom(id, to));
  if (recalled) return `${recalled.id} was taken back`;
  const alone = knowledge.decides(record, to, at);
  return alone ? "for what it refers to" : "by agreements and label";
}

/** A translation of what never goes by itself. */
function isOfPlace(object: StixObject): boolean {
  return (
    object.type === "language-content" &&
    references(object).some((id) => isCarried(id.slice(0, id.indexOf("--"))))
  );
}
