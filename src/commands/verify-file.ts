import { readLabel } from "../domain/label-marking.ts";
import { readPartnerIdentity } from "../domain/partner-identity.ts";
import type { PublicKey } from "../domain/partner.ts";
import type { StixObject } from "../domain/stix.ts";
import { tlpMarkings } from "../domain/tlp.ts";
import { AppError } from "../errors.ts";
import { readJson } from "./read-json.ts";
import { thumbprint, verifyObject } from "../proof/signature.ts";

export interface Verified {
  verified: number;
  failed: { id: string; code: string; detail: string }[];
}

/**
 * Checks a file (one object, an envelope, a bundle or an exported record) with a public key alone: every signature, and
 * that every label is what its id says. Objects signed by other keys count as failed. Errors: verification-failed, envelope-wrong, key-file-wrong.
 */
export async function verifyFile(file: string, key: unknown): Promise<Verified> {
  const objects = objectsIn(await readJson(file));
  const keys = keysIn(key);
  const result: Verified = { verified: 0, failed: [] };
  for (const object of objects) {
    const fault = faultOf(object, keys);
    if (fault === null) result.verified++;
    else result.failed.push({ id: object.id, ...fault });
  }
  if (result.failed.length > 0) {
    const { id, code } = result.failed[0]!;
    const { verified, failed } = result;
    throw new AppError("verification-failed", {
      verified,
      failed: failed.length,
      id,
      reason: code,
    });
  }
  return result;
}

function faultOf(
  object: StixObject,
  keys: readonly PublicKey[],
): { code: string; detail: string } | null {
  if (object.type === "marking-definition") {
    if (tlpMarkings.has(object.id)) return null;
    try {
      readLabel(object);
      return null;
    } catch (error) {
      const { code, message } = error as AppError;
      return { code, detail: message };
    }
  }
  const verified = verifyObject(object, (kid) => {
    const key = keys.find((one) => one.kid === kid);
    return key && { key, owner: kid };
  });
  return verified.ok ? null : { code: verified.code, detail: "" };
}

function objectsIn(value: unknown): StixObject[] {
  const given = value as Partial<StixObject> & { objects?: unknown; record?: unknown };
  if (Array.isArray(given?.objects)) return given.objects.map(objectIn);
  if (typeof given?.record === "object" && given.record !== null)
    return [given.record as StixObject];
  if (typeof given?.type === "string") return [given as StixObject];
  throw new AppError("envelope-wrong", {
    reason: "it holds no STIX object",
    reason_ar: "ليس فيه كائن STIX",
  });
}

function objectIn(value: unknown): StixObject {
  if (typeof (value as StixObject | null)?.type === "string") return value as StixObject;
  throw new AppError("envelope-wrong", {
    reason: "it holds something that is no STIX object",
    reason_ar: "فيه ما ليس كائن STIX",
  });
}

/** A JWK, or the keys in an identity object or a partner card, retired ones among them. */
function keysIn(value: unknown): PublicKey[] {
  const { x, crv, identity, type } = (value ?? {}) as Partial<PublicKey> & {
    identity?: unknown;
    type?: string;
  };
  if (crv === "Ed25519" && typeof x === "string" && Buffer.from(x, "base64url").length === 32) {
    return [{ kty: "OKP", crv, x, kid: thumbprint(x) }];
  }
  const object = type === "identity" ? value : identity;
  if (typeof object !== "object" || object === null) throw new AppError("key-file-wrong");
  try {
    return readPartnerIdentity(object as StixObject).keys;
  } catch (error) {
    throw new AppError("key-file-wrong", {}, error);
  }
}
