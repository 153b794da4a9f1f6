import { readLabel } from "../domain/label-marking.ts";
import { identityId, readPartnerIdentity } from "../domain/partner-identity.ts";
import type { PublicKey } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { parseStixTime } from "../domain/time.ts";
import { tlpMarkings } from "../domain/tlp.ts";
import { AppError } from "../errors.ts";
import { readJson } from "./read-json.ts";
import { thumbprint, verifyObject } from "../proof/signature.ts";

export interface Verified {
  verified: number;
}

/** A key, and whose it is where its file says so: then it vouches for that partner's objects alone. */
type OwnedKey = PublicKey & { owner?: StixId };

type Fault = { id: string; code: string; by: string };

/**
 * Checks a file (one object, an envelope, a bundle or an exported record) with the public keys in `keyFiles` alone: every
 * signature, and that every label is what its id says. Errors: envelope-wrong, key-file-wrong; verification-failed where
 * anything is forged or not signed; verification-keys-missing where nothing is, but others signed some of it.
 */
export async function verifyFile(file: string, keyFiles: readonly unknown[]): Promise<Verified> {
  const objects = objectsIn(await readJson(file));
  const keys = keyFiles.flatMap(keysIn);
  const faults = objects.flatMap((object): Fault[] => {
    const code = faultOf(object, keys);
    return code === null ? [] : [{ id: object.id, code, by: object.created_by_ref ?? "?" }];
  });
  const [strangers, wrong] = split(faults, ({ code }) => code === "signature-key-unknown");
  const verified = objects.length - faults.length;
  if (wrong.length > 0) {
    const { id, code: reason } = wrong[0]!;
    throw new AppError("verification-failed", { verified, failed: wrong.length, id, reason });
  }
  if (strangers.length > 0) {
    const by = [...new Set(strangers.map((one) => one.by))].join(", ");
    const { length: unknown } = strangers;
    throw new AppError("verification-keys-missing", { verified, unknown, by });
  }
  return { verified };
}

function split<T>(list: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [list.filter(isFirst), list.filter((one) => !isFirst(one))];
}

/** Code of what is wrong with an object; null: nothing. */
function faultOf(object: StixObject, keys: readonly OwnedKey[]): string | null {
  if (object.type === "marking-definition") {
    if (tlpMarkings.has(object.id)) return null;
    try {
      readLabel(object);
      return null;
    } catch (error) {
      return (error as AppError).code;
    }
  }
  const { created_by_ref: by } = object;
  const verified = verifyObject(object, (kid) => {
    const known = keys.filter((key) => key.kid === kid);
    const key = known.find(({ owner }) => owner === undefined || owner === by) ?? known[0];
    return key && { key, owner: key.owner ?? "" };
  });
  if (!verified.ok) return verified.code;
  return verified.owner === "" || verified.owner === by ? null : "originator-mismatch";
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

/** A JWK, a JWK Set as `tansiq key show` prints it, or the keys in an identity object or a partner card; retired ones among them. */
function keysIn(value: unknown): OwnedKey[] {
  const { keys, partner, identity, type } = (value ?? {}) as KeyFile;
  if (Array.isArray(keys) && keys.length > 0) {
    const owner = typeof partner === "string" ? identityId(partner) : undefined;
    return keys.map((key) => ({ ...keyIn(key), ...(owner !== undefined && { owner }) }));
  }
  const object = type === "identity" ? value : identity;
  if (typeof object !== "object" || object === null) return [keyIn(value)];
  try {
    const { keys: own, identity: owner } = readPartnerIdentity(object as StixObject);
    return own.map((key) => ({ ...key, owner }));
  } catch (error) {
    throw new AppError("key-file-wrong", {}, error);
  }
}

interface KeyFile {
  keys?: unknown;
  partner?: unknown;
  identity?: unknown;
  type?: string;
}

function keyIn(value: unknown): PublicKey {
  const { x, crv, retired } = (value ?? {}) as Partial<PublicKey>;
  const sound = typeof x === "string" && Buffer.from(x, "base64url").length === 32;
  const ended = retired === undefined || parseStixTime(retired) !== null;
  if (crv !== "Ed25519" || !sound || !ended) throw new AppError("key-file-wrong");
  return { kty: "OKP", crv, x, kid: thumbprint(x), ...(retired !== undefined && { retired }) };
}
