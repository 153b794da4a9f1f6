import type { Geometry } from "../../domain/geometry.ts";
import type { Label } from "../../domain/label.ts";
import type { Partner } from "../../domain/partner.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import type { ErrorCode } from "../../errors.ts";
import type { RecordRow } from "../../store/port.ts";

/** What objects that came in are checked against. */
export interface CheckContext {
  /** Everybody whose signature may stand under a record. Never changed in place: another list is another array. */
  partners: readonly Partner[];
  /** Labels known from before; those in the same envelope are known too. */
  labels: ReadonlyMap<StixId, Label>;
  /** ms UTC. */
  now: number;
  /** How far ahead of `now` a time may lie, ms. */
  maxAheadMs: number;
  /** Objects of nobody's that we know may lack a signature and a label: they are for own people only. */
  allowUnsigned: boolean;
}

/** Why one object was not accepted. */
export type RefusalCode = Extract<
  ErrorCode,
  | "schema-invalid"
  | "signature-missing"
  | "signature-wrong"
  | "signature-key-unknown"
  | "signature-key-retired"
  | "originator-mismatch"
  | "label-missing"
  | "label-forged"
  | "label-unknown"
  | "topic-unknown"
  | "tlp-mismatch"
  | "time-ahead"
  | "type-not-accepted"
  | "reference-malformed"
  | "image-refused"
>;

/** A record version as the store wants it, but for what the desk decides. */
export type CheckedRow = Omit<RecordRow, "class" | "via">;

export interface Accepted {
  ok: true;
  object: StixObject;
  row: CheckedRow;
  areas: Geometry[];
  /** Of a record its label; of a label's marking-definition itself. Absent for control records, partners and what is unsigned. */
  label?: Label;
  /** Of the key that signed it; null: nobody did, or everybody has it. */
  kid: string | null;
}

export interface Refused {
  ok: false;
  code: RefusalCode;
  /** What exactly is wrong, for the person who looks at what is held. */
  detail: string;
  id: StixId | null;
  version: string | null;
  /** As it came, cut at 64 Ki characters. */
  body: string;
}

export type Checked = Accepted | Refused;

export interface CheckedEnvelope {
  /** In the order in which they came. */
  objects: Checked[];
}
