import type { Label } from "../../domain/label.ts";
import { readLabel } from "../../domain/label-marking.ts";
import type { Partner, PartnerId } from "../../domain/partner.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import { decodeUtf8, parseStrict } from "../../proof/strict-json.ts";
import type { KnownKey } from "../../proof/signature.ts";
import type { CheckContext, Checked, CheckedEnvelope } from "./checked.ts";
import { checkObject, type ObjectContext } from "./check-object.ts";
import { refused } from "./refusal.ts";

/**
 * Checks every object of a TAXII envelope (TAXII 2.1 section 3.7) or STIX bundle by itself: shape, times, signature,
 * originator, label. `bytes`: UTF-8 JSON. Throws AppError for what makes the whole unreadable: `json-*`, `envelope-wrong`.
 */
export function checkEnvelope(bytes: Uint8Array, context: CheckContext): CheckedEnvelope {
  const objects = objectsOf(parseStrict(decodeUtf8(bytes)));
  const known = objectContext(objects, context);
  return { objects: objects.map((object) => checkOne(object, known)) };
}

function checkOne(object: unknown, context: ObjectContext): Checked {
  try {
    return checkObject(object, context);
  } catch (error) {
    return refused(object, error);
  }
}

function objectsOf(envelope: unknown): unknown[] {
  if (typeof envelope !== "object" || envelope === null || Array.isArray(envelope))
    throw new AppError("envelope-wrong", envelopeFaults.noObject);
  const { objects, type } = envelope as { objects?: unknown; type?: unknown };
  if (type !== undefined && type !== "bundle")
    throw new AppError("envelope-wrong", envelopeFaults.neither);
  if (!Array.isArray(objects)) throw new AppError("envelope-wrong", envelopeFaults.noList);
  return objects;
}

const envelopeFaults = {
  noObject: { reason: "it is not a JSON object", reason_ar: "ليس كائن JSON" },
  neither: {
    reason: "it is neither an envelope nor a bundle",
    reason_ar: "نوعه المذكور فيه ليس bundle",
  },
  noList: { reason: 'it has no list "objects"', reason_ar: 'لا قائمة "objects" فيه' },
};

function objectContext(objects: readonly unknown[], context: CheckContext): ObjectContext {
  const { keys, identities } = indexOf(context.partners);
  const brought = labelsIn(objects);
  return {
    keys: (kid) => keys.get(kid),
    identities,
    labels: (id) => context.labels.get(id) ?? brought.get(id),
    latest: context.now + context.maxAheadMs,
    allowUnsigned: context.allowUnsigned,
  };
}

/** The labels that came along. A faulty one is reported where it stands, and is unknown to records. */
function labelsIn(objects: readonly unknown[]): Map<StixId, Label> {
  const labels = new Map<StixId, Label>();
  for (const object of objects) {
    if ((object as Partial<StixObject> | null)?.type !== "marking-definition") continue;
    try {
      const { id, label } = readLabel(object as StixObject);
      labels.set(id, label);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return labels;
}

interface PartnerIndex {
  keys: Map<string, KnownKey>;
  identities: Map<StixId, PartnerId>;
}

const indexes = new WeakMap<readonly Partner[], PartnerIndex>();

function indexOf(partners: readonly Partner[]): PartnerIndex {
  let index = indexes.get(partners);
  if (index === undefined) {
    index = { keys: new Map(), identities: new Map() };
    for (const { id, identity, keys } of partners) {
      index.identities.set(identity, id);
      for (const key of keys) index.keys.set(key.kid, { key, owner: id });
    }
    indexes.set(partners, index);
  }
  return index;
}
