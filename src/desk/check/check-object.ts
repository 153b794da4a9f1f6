import { isDeepStrictEqual } from "node:util";

import { readAgreement, readSignature } from "../../domain/agreement-object.ts";
import { checkTask } from "../../deconflict/activity-of.ts";
import { areasOf } from "../../domain/areas.ts";
import { derivedId } from "../../domain/derived-id.ts";
import { readConsent } from "../../domain/consent.ts";
import { extensionDefinitions } from "../../domain/extension-definitions.ts";
import { extensionOf } from "../../domain/extensions.ts";
import { geometryFault } from "../../domain/geometry-fault.ts";
import { ImageFault } from "../../domain/image/image-fault.ts";
import { isControlKind, isKind } from "../../domain/kinds.ts";
import type { Label } from "../../domain/label.ts";
import { readLabel, tlpOf } from "../../domain/label-marking.ts";
import { shapeFault } from "../../domain/object-schema.ts";
import type { PartnerId } from "../../domain/partner.ts";
import { readPartnerIdentity } from "../../domain/partner-identity.ts";
import { checkImage } from "../../domain/report-images.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { parseStixTime } from "../../domain/time.ts";
import { tlpMarkings } from "../../domain/tlp.ts";
import { canonical } from "../../proof/canonical.ts";
import { type KnownKey, verifyObject } from "../../proof/signature.ts";
import type { Accepted } from "./checked.ts";
import { checkPlainContent } from "./plain-content.ts";
import { recordRow } from "./record-row.ts";
import { Refusal } from "./refusal.ts";

/** What one object is checked against. */
export interface ObjectContext {
  keys: (kid: string) => KnownKey | undefined;
  /** Partners by their identity. */
  identities: ReadonlyMap<StixId, PartnerId>;
  /** Labels from before and from this envelope. */
  labels: (id: StixId) => Label | undefined;
  /** ms UTC: the latest time that an object may bear. */
  latest: number;
  allowUnsigned: boolean;
}

/** One object of an envelope. Throws Refusal or AppError (see refusal.ts) at its first fault. */
export function checkObject(value: unknown, context: ObjectContext): Accepted {
  const object = asObject(value);
  if (isPublished(object)) return accept(object, null, null);
  if (object.type === "marking-definition") {
    const { id, label } = readLabel(object);
    return { ...accept({ ...object, id }, null, null), label };
  }
  checkShape(object);
  checkTimes(object, context.latest);
  const signed = signedBy(object, context);
  if (signed === null) return accept(object, null, null);
  const { owner: originator } = signed;
  if (isControlKind(object.type)) {
    checkControl(object);
    return accept(object, signed, null);
  }
  if (extensionOf(object, "partner") !== undefined) {
    if (readPartnerIdentity(object).id !== originator)
      throw new Refusal("originator-mismatch", "a partner's identity is made by itself alone");
    return accept(object, signed, null);
  }
  const derived = derivedId(object, originator);
  if (derived !== null && derived !== object.id)
    throw new Refusal("schema-invalid", `its id must be ${derived}`);
  const { id, label } = labelOf(object, context);
  return { ...accept(object, signed, id), label };
}

function asObject(value: unknown): StixObject {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Refusal("schema-invalid", "it is not a JSON object");
  const { type } = value as { type?: unknown };
  if (typeof type !== "string") throw new Refusal("schema-invalid", "it has no type");
  if (!isKind(type)) throw new Refusal("type-not-accepted", type.slice(0, 250));
  return value as StixObject;
}

/** Objects that everybody has, word for word: TLP markings and our extension definitions. */
function isPublished(object: StixObject): boolean {
  const known = tlpMarkings.get(object.id) ?? definitions.get(object.id);
  if (known === undefined) return false;
  if (isDeepStrictEqual(object, known)) return true;
  throw new Refusal("schema-invalid", "it is not as it was published");
}

const definitions = new Map(extensionDefinitions.map((definition) => [definition.id, definition]));

/** Shape, plain content and geometry of an object of any kind but labels. Throws Refusal, AppError activity-invalid. */
export function checkShape(object: StixObject): void {
  const fault = shapeFault(object.type as Parameters<typeof shapeFault>[0], object);
  if (fault !== null) throw new Refusal("schema-invalid", fault);
  if (object.type === "artifact") checkArtifact(object);
  else checkPlainContent(object);
  for (const area of areasOf(object)) {
    const wrong = geometryFault(area);
    if (wrong !== null) throw new Refusal("schema-invalid", wrong.en);
  }
  checkTask(object);
}

/** The image is longer than any text may be: its shape bounds it. */
function checkArtifact(object: StixObject): void {
  const { payload_bin: _, ...rest } = object;
  checkPlainContent(rest);
  try {
    checkImage(object);
  } catch (error) {
    if (error instanceof ImageFault) throw new Refusal("image-refused", error.reason.en);
    throw error;
  }
}

/** What happened, was said or was written down cannot lie far ahead; what is planned or agreed can. */
function checkTimes(object: StixObject, latest: number): void {
  const { created, modified, type } = object;
  if (parseStixTime(modified!)! < parseStixTime(created!)!)
    throw new Refusal("schema-invalid", "modified lies before created");
  if (takesBack(object)) return;
  const past = [modified, object["published"], extensionOf(object, "record")?.["start_time"]];
  if (type === "control-area" || type === "route") past.push(object["start_time"]);
  for (const time of past)
    if (typeof time === "string" && parseStixTime(time)! > latest)
      throw new Refusal("time-ahead", time);
}

/** A "no" holds at once, however wrong its sender's clock is. */
function takesBack({ type, act, state }: StixObject): boolean {
  if (type === "agreement-signature") return act !== "sign";
  return type === "recall-notice" || (type === "consent" && refusals.has(state));
}

const refusals = new Set<unknown>(["refused", "taken-back"]);

interface SignedBy {
  owner: PartnerId;
  kid: string;
}

/** The partner that made and signed the object; null where an unsigned one is let through. */
function signedBy(object: StixObject, context: ObjectContext): SignedBy | null {
  const { created_by_ref: creator } = object;
  const verified = verifyObject(object, context.keys);
  if (verified.ok) {
    if (creator === undefined || context.identities.get(creator) !== verified.owner)
      throw new Refusal("originator-mismatch", `signed by ${verified.owner}`);
    return verified;
  }
  const unsigned = verified.code === "signature-missing" && context.allowUnsigned;
  const claimed = creator !== undefined && context.identities.has(creator);
  if (unsigned && !claimed && !isControlKind(object.type) && !extensionOf(object, "partner"))
    return null;
  throw new Refusal(verified.code, creator ?? "no created_by_ref");
}

function checkControl(object: StixObject): void {
  if (object.type === "agreement") readAgreement(object);
  if (object.type === "agreement-signature") readSignature(object);
  if (object.type === "consent") readConsent(object);
}

/** Every record bears exactly two markings: its label and the TLP level that follows from it. */
function labelOf(object: StixObject, context: ObjectContext): { id: StixId; label: Label } {
  const markings = object.object_marking_refs ?? [];
  const own = markings.filter((id) => !tlpMarkings.has(id));
  const [id] = own;
  if (id === undefined) throw new Refusal("label-missing", "no marking of ours");
  const label = context.labels(id);
  if (label === undefined || own.length > 1)
    throw new Refusal("label-unknown", own.join(" ").slice(0, 250));
  if (markings.length !== 2 || !markings.includes(tlpOf(label)))
    throw new Refusal(
      "tlp-mismatch",
      `the label asks for ${tlpMarkings.get(tlpOf(label))?.["name"]}`,
    );
  return { id, label };
}

function accept(object: StixObject, signed: SignedBy | null, label: StixId | null): Accepted {
  const row = recordRow(object, canonical(object), signed?.owner ?? null, label);
  return { ok: true, object, row, areas: areasOf(object), kid: signed?.kid ?? null };
}
