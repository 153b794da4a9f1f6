import type { DatabaseSync } from "node:sqlite";
import { readAgreement, readSignature } from "../../src/domain/agreement-object.ts";
import type { AgreementSignature, AgreementVersion } from "../../src/domain/agreement.ts";
import { areasOf } from "../../src/domain/areas.ts";
import { readConsent, type Consent } from "../../src/domain/consent.ts";
import type { Geometry } from "../../src/domain/geometry.ts";
import { isContentKind, isControlKind } from "../../src/domain/kinds.ts";
import { readLabel } from "../../src/domain/label-marking.ts";
import type { Label } from "../../src/domain/label.ts";
import type { PartnerId } from "../../src/domain/partner.ts";
import { references } from "../../src/domain/references.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { referenceAllows } from "../../src/release/test/reference.ts";
import type { PolicyInput } from "../../src/release/types.ts";
import type { Batch, CommitResult, StoredRecord } from "../../src/store/port.ts";
import { openReader } from "../../src/store/sqlite/reader.ts";
import type { Reader } from "../../src/store/sqlite/thread-messages.ts";
import type { Disk } from "./disk.ts";

/** Everything at once that the store answers at once. */
type Asked = {
  [
    Name in
      | "record"
      | "withdrawals"
      | "outbox"
      | "ofKind"
      | "documents"
      | "document"
      | "versions"
      | "offersOf"
      | "outboxState"
      | "quarantine"
  ]: (...args: Parameters<Reader[Name]>) => Awaited<ReturnType<Reader[Name]>>;
};

export function asked(disk: Disk): Asked {
  return openReader(disk as DatabaseSync, "") as unknown as Asked;
}

const mostVersions = 1_000;

type Recalled = { partners: PartnerId[] | "all" };

/**
 * What one node knows, kept apart from the node: from its disk when it begins, then from each commit at the moment when
 * the node learns that it is done. Decides by the rules as they are written out slowly.
 */
export interface Knowledge {
  read: Asked;
  versions: ReadonlyMap<string, AgreementVersion>;
  signatures: ReadonlyMap<string, AgreementSignature>;
  /** Partners with a link. */
  linked: ReadonlySet<PartnerId>;
  /** True: what is allowed may be other than before. */
  learn(batch: Batch, result: CommitResult): boolean;
  input(at: number): PolicyInput;
  /** Whether this record with all that it refers to may go to this partner. `only`: under which grants. */
  allows(record: StoredRecord, to: PartnerId, at: number, only?: PolicyInput): boolean;
  /** As `allows`, or it speaks of what its recipient made and has taken back from here: nothing is due then, and nothing wrong. */
  maySend(record: StoredRecord, to: PartnerId, at: number): boolean;
  /** The same for one record, `among` those with which it goes. */
  decides(
    record: StoredRecord,
    to: PartnerId,
    at: number,
    by?: { input?: PolicyInput; among?: readonly StoredRecord[] },
  ): boolean;
  /**
   * The record and all that it refers to, as it stood before the next version of the record; null: some of it is not here.
   */
  closure(record: StoredRecord): StoredRecord[] | null;
  isRecalledFrom(id: StixId, partner: PartnerId): boolean;
  /** Every "no" that it said or heard: no crash and no restore beside the old store may forget one. */
  said: Said;
}

/** What stays said. */
interface Said {
  versions: Map<string, AgreementVersion>;
  signatures: Map<string, AgreementSignature>;
  recalled: Map<StixId, Recalled>;
  /** By `partner id`: until which version (ms UTC) it was taken back from that partner. */
  takenBack: Map<string, number>;
  /** `partner id` of what was let go, in whatever life of its store. */
  offered: Set<string>;
  /** Until which version (ms UTC) a record was hidden here. */
  hidden: Map<StixId, number>;
  /** Originators' last words on what others may pass on, by id. */
  consents: Map<StixId, Consent>;
}

export function nothingSaid(): Said {
  return {
    versions: new Map(),
    signatures: new Map(),
    recalled: new Map(),
    takenBack: new Map(),
    offered: new Set(),
    hidden: new Map(),
    consents: new Map(),
  };
}

/** `said`: before this process began; it is added to. */
export function openKnowledge(
  self: PartnerId,
  disk: Disk,
  parties: ReadonlyMap<StixId, PartnerId>,
  said: Said,
): Knowledge {
  const read = asked(disk);
  const { versions, signatures, recalled, takenBack, offered, hidden, consents } = said;
  const linked = new Set<PartnerId>();
  const labels = new Map<StixId, Label | null>();
  /** By row: what each record refers to. */
  const referred = new Map<number, readonly StixId[]>();

  const paper = (body: string): void => {
    const object = JSON.parse(body) as StixObject;
    const key = `${object.id} ${object.modified}`;
    if (object.type === "agreement") versions.set(key, readAgreement(object));
    else signatures.set(key, readSignature(object));
  };
  for (const kind of ["agreement", "agreement-signature"]) {
    for (const { body } of read.ofKind(kind, 0, 100_000)) paper(body);
  }
  for (const { body } of read.ofKind("consent", 0, 100_000)) consent(body);
  for (const { key, value } of read.documents("recalled")) {
    recall(key, JSON.parse(value) as Recalled);
  }
  for (const { key } of read.documents("partner")) linked.add(key);

  function recall(id: StixId, { partners }: Recalled): void {
    const known = recalled.get(id)?.partners ?? [];
    const all = known === "all" || partners === "all";
    recalled.set(id, { partners: all ? "all" : [...known, ...partners] });
  }

  function consent(body: string): void {
    const object = JSON.parse(body) as StixObject;
    const word = readConsent(object);
    if (word.state === "asked" || word.at <= (consents.get(object.id)?.at ?? 0)) return;
    consents.set(object.id, word);
  }

  /** A consent names a content record under one label; what goes along bears the same label. */
  function isConsentedTo(
    part: StoredRecord,
    to: PartnerId,
    among: readonly StoredRecord[],
  ): boolean {
    const content = isContentKind(part.kind)
      ? [part]
      : among.filter(({ kind }) => isContentKind(kind));
    const lenders = content.filter(
      ({ label, originator }) => label === part.label && originator === part.originator,
    );
    const isGiven = (word: Consent): boolean =>
      word.state === "given" &&
      word.originator === part.originator &&
      word.holder === self &&
      word.to === to &&
      word.label === part.label &&
      (content.length === 0 || lenders.some(({ id }) => id === word.object));
    return [...consents.values()].some(isGiven);
  }

  function keep(through: Map<string, number>, key: string, modified: number): void {
    through.set(key, Math.max(modified, through.get(key) ?? modified));
  }

  function labelOf(id: StixId): Label | null {
    const known = labels.get(id);
    if (known !== undefined) return known;
    const stored = read.record(id);
    const label = stored ? readLabel(JSON.parse(stored.body) as StixObject).label : null;
    labels.set(id, label);
    return label;
  }

  /** Labels and the identities of parties go with what bears them. */
  const isAnchor = (id: StixId): boolean =>
    id.startsWith("marking-definition--") ||
    id.startsWith("extension-definition--") ||
    parties.has(id);

  /** When the next version of it was made; null: it is the latest. */
  function supersededAt({ id, modified }: StoredRecord): number | null {
    const latest = read.record(id)?.modified ?? modified;
    if (latest <= modified) return null;
    const later = read.versions(id, mostVersions).filter((version) => version.modified > modified);
    return Math.min(...later.map((version) => version.modified));
  }

  /** The latest version from before then, or else the first: what is referred to may have come later; null: the latest. */
  function asOf(id: StixId, before: number | null): StoredRecord | null {
    if (before === null) return read.record(id);
    const versions = read.versions(id, mostVersions);
    return versions.find(({ modified }) => modified < before) ?? versions.at(-1) ?? null;
  }

  /** As far as clocks tell: of a partner whose clock is behind, all that its record refers to was made later. */
  const cameLater = (record: StoredRecord): boolean => {
    const before = supersededAt(record);
    const isLater = (id: StixId): boolean =>
      read.versions(id, mostVersions).every(({ modified }) => modified >= before!);
    return before !== null && (closure(record) ?? []).some(({ id }) => isLater(id));
  };

  function refsOf({ row, body }: StoredRecord): readonly StixId[] {
    const refs = referred.get(row) ?? references(JSON.parse(body) as StixObject);
    referred.set(row, refs);
    return refs;
  }

  /** `asNow`: what an earlier version refers to as that stands now, not as it stood before the next version. */
  function closure(record: StoredRecord, to?: PartnerId, asNow = false): StoredRecord[] | null {
    const all = new Map<StixId, StoredRecord>([[record.id, record]]);
    const before = asNow ? null : supersededAt(record);
    for (const part of all.values()) {
      // It may have taken it back from here; where it made it, it is.
      if (part !== record && part.originator === to) continue;
      if (part.withdrawn || part.modified <= (hidden.get(part.id) ?? 0)) return null;
      if (part.label === null || part.originator === null) return null;
      for (const id of refsOf(part)) {
        if (isAnchor(id) || all.has(id)) continue;
        const found = asOf(id, before);
        if (!found) return null;
        all.set(id, found);
      }
    }
    return [...all.values()];
  }

  const isRecalledFrom = (id: StixId, partner: PartnerId): boolean => {
    const found = recalled.get(id);
    return found !== undefined && (found.partners === "all" || found.partners.includes(partner));
  };

  /** By agreements, label and red lines, whatever was taken back. */
  const isReleased: Knowledge["decides"] = (part, to, at, by = {}) => {
    const { input = knowledge.input(at), among = [part] } = by;
    const label = labelOf(part.label!);
    if (!label) return false;
    const listed = read.document("recipients", `${part.id} ${part.modified}`);
    const recipients = listed ? (JSON.parse(listed.value) as PartnerId[]) : undefined;
    const areas = areasOf(JSON.parse(part.body) as StixObject).flatMap(pointsOf);
    return referenceAllows(
      input,
      { labelId: part.label!, label, kind: part.kind, originator: part.originator! },
      {
        areas,
        ...(recipients && { recipients }),
        consents: isConsentedTo(part, to, among) ? [to] : [],
      },
      to,
    );
  };

  function isAllowed(
    record: StoredRecord,
    parts: readonly StoredRecord[] | null,
    to: PartnerId,
    at: number,
    input = knowledge.input(at),
  ): boolean {
    if (!parts || isControlKind(record.kind) || !linked.has(to)) return false;
    return parts.every(
      (part) =>
        // Whoever made what is spoken of has it.
        (part !== record && part.originator === to) ||
        knowledge.decides(part, to, at, { input, among: parts }),
    );
  }

  /** Free to go, and taken back before only for want of a consent that was given since. */
  function isAgain(
    part: StoredRecord,
    record: StoredRecord,
    to: PartnerId,
    at: number,
    among: readonly StoredRecord[],
  ): boolean {
    if (part !== record && part.originator === to) return true;
    if (isRecalledFrom(part.id, to) || !isReleased(part, to, at, { among })) return false;
    const isBack = part.modified <= (takenBack.get(`${to} ${part.id}`) ?? 0);
    return !isBack || isConsentedTo(part, to, among);
  }

  const knowledge: Knowledge = {
    read,
    said,
    versions,
    signatures,
    linked,
    closure: (record) => closure(record),
    isRecalledFrom,
    learn(batch, result) {
      let moved = false;
      let index = 0;
      for (const change of batch.groups.flat()) {
        if (change.do === "record") {
          const { outcome } = result.records[index++]!;
          const { kind, body } = change.row;
          if (outcome === "written" && (kind === "agreement" || kind === "agreement-signature")) {
            paper(body);
            moved = true;
          }
          if (outcome === "written" && kind === "consent") {
            consent(body);
            moved = true;
          }
        } else if (change.do === "put") {
          const { kind, key, value } = change.document;
          if (kind === "recalled") recall(key, JSON.parse(value) as Recalled);
          if (kind === "partner") linked.add(key);
          if (kind === "recalled") moved = true;
        } else if (change.do === "withdraw") {
          keep(hidden, change.id, change.throughModified);
          moved = true;
        } else if (change.do === "offer" && !change.offer.control) {
          offered.add(`${change.offer.partner} ${change.offer.id}`);
        } else if (change.do === "recall-offer") {
          keep(takenBack, `${change.partner} ${change.id}`, change.throughModified);
        }
      }
      return moved;
    },
    input: (at) => ({
      self,
      partners: [...new Set([self, ...linked, ...parties.values()])],
      versions: [...versions.values()],
      signatures: [...signatures.values()],
      at,
    }),
    decides(part, to, at, by) {
      if (isRecalledFrom(part.id, to)) return false;
      if (part.modified <= (takenBack.get(`${to} ${part.id}`) ?? 0)) return false;
      return isReleased(part, to, at, by);
    },
    allows: (record, to, at, only) => isAllowed(record, closure(record), to, at, only),
    // What was taken back since may go again in a newer version, where no label of then forbids it.
    maySend(record, to, at) {
      const then = closure(record, to);
      if (isAllowed(record, then, to, at)) return true;
      if (then && linked.has(to) && then.every((part) => isAgain(part, record, to, at, then)))
        return true;
      const isFree = (part: StoredRecord): boolean =>
        (part !== record && part.originator === to) || isReleased(part, to, at, { among: then! });
      // Which version of a thing that came later it was decided with, no date tells.
      const isSure = !cameLater(record);
      return (
        (!isSure || then?.every(isFree) === true) &&
        isAllowed(record, closure(record, to, true), to, at)
      );
    },
  };
  return knowledge;
}

/** Limits are upright rectangles here: an area lies within one if its corners do. */
function pointsOf({ coordinates }: Geometry): Geometry[] {
  const flat = (coordinates as unknown[]).flat(Infinity) as number[];
  return flat.flatMap((x, index) =>
    index % 2 === 0 ? [{ type: "Point", coordinates: [x, flat[index + 1]!] }] : [],
  );
}
