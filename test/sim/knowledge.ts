import type { DatabaseSync } from "node:sqlite";
import { readAgreement, readSignature } from "../../src/domain/agreement-object.ts";
import type { AgreementSignature, AgreementVersion } from "../../src/domain/agreement.ts";
import { areasOf } from "../../src/domain/areas.ts";
import { isControlKind } from "../../src/domain/kinds.ts";
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
  /** The same for one record by itself. */
  decides(record: StoredRecord, to: PartnerId, at: number, only?: PolicyInput): boolean;
  /** The record and all that it refers to; null: some of it is not here. */
  closure(record: StoredRecord): StoredRecord[] | null;
  isRecalledFrom(id: StixId, partner: PartnerId): boolean;
}

export function openKnowledge(
  self: PartnerId,
  disk: Disk,
  parties: ReadonlyMap<StixId, PartnerId>,
): Knowledge {
  const read = asked(disk);
  const versions = new Map<string, AgreementVersion>();
  const signatures = new Map<string, AgreementSignature>();
  const recalled = new Map<StixId, Recalled>();
  const linked = new Set<PartnerId>();
  const labels = new Map<StixId, Label | null>();

  const paper = (body: string): void => {
    const object = JSON.parse(body) as StixObject;
    const key = `${object.id} ${object.modified}`;
    if (object.type === "agreement") versions.set(key, readAgreement(object));
    else signatures.set(key, readSignature(object));
  };
  for (const kind of ["agreement", "agreement-signature"]) {
    for (const { body } of read.ofKind(kind, 0, 100_000)) paper(body);
  }
  for (const { key, value } of read.documents("recalled")) {
    recalled.set(key, JSON.parse(value) as Recalled);
  }
  for (const { key } of read.documents("partner")) linked.add(key);

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

  function closure(record: StoredRecord): StoredRecord[] | null {
    const all = new Map<StixId, StoredRecord>([[record.id, record]]);
    for (const part of all.values()) {
      if (part.withdrawn || part.label === null || part.originator === null) return null;
      for (const id of references(JSON.parse(part.body) as StixObject)) {
        if (isAnchor(id) || all.has(id)) continue;
        const found = read.record(id);
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

  const knowledge: Knowledge = {
    read,
    versions,
    signatures,
    linked,
    closure,
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
        } else if (change.do === "put") {
          const { kind, key, value } = change.document;
          if (kind === "recalled") recalled.set(key, JSON.parse(value) as Recalled);
          if (kind === "partner") linked.add(key);
          if (kind === "recalled") moved = true;
        } else if (change.do === "withdraw") moved = true;
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
    decides(part, to, at, input = knowledge.input(at)) {
      const label = labelOf(part.label!);
      if (!label || isRecalledFrom(part.id, to)) return false;
      const listed = read.document("recipients", `${part.id} ${part.modified}`);
      const recipients = listed ? (JSON.parse(listed.value) as PartnerId[]) : undefined;
      const areas = areasOf(JSON.parse(part.body) as StixObject);
      return referenceAllows(
        input,
        { labelId: part.label!, label, kind: part.kind, originator: part.originator! },
        { areas, ...(recipients && { recipients }) },
        to,
      );
    },
    allows(record, to, at, only) {
      if (isControlKind(record.kind) || !linked.has(to)) return false;
      const parts = closure(record);
      if (!parts) return false;
      const input = only ?? knowledge.input(at);
      return parts.every((part) => knowledge.decides(part, to, at, input));
    },
  };
  return knowledge;
}
