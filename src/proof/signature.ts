import { createHash, createPrivateKey, createPublicKey, randomBytes, sign } from "node:crypto";

import { extensionIds } from "../domain/extensions.ts";
import type { PartnerId, PublicKey } from "../domain/partner.ts";
import type { Random } from "../domain/random.ts";
import type { StixObject } from "../domain/stix.ts";
import { parseStixTime } from "../domain/time.ts";
import { canonical } from "./canonical.ts";
import { isSignedBy } from "./ed25519.ts";
import { openSealed } from "./sealed-box.ts";

/** Signs for one partner, and opens what was sealed for it; the private keys stay inside. */
export interface Signer {
  kid: string;
  /** Ed25519 signature (RFC 8032), 64 bytes. */
  sign(data: Uint8Array): Uint8Array;
  /** What `seal` (sealed-box.ts) closed for this key, or for an earlier one; null: for none of them, or it was changed. */
  open(sealed: Uint8Array): Uint8Array | null;
}

/** Whose key a `kid` names. */
export interface KnownKey {
  key: PublicKey;
  owner: PartnerId;
}

export type Verification =
  | { ok: true; kid: string; owner: PartnerId }
  | {
      ok: false;
      code:
        | "signature-missing"
        | "signature-wrong"
        | "signature-key-unknown"
        | "signature-key-retired";
    };

/** What stands before the 32 octets of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");

/** A new Ed25519 key pair of 32 random octets (RFC 8032); the private key as PKCS #8 PEM. */
export function newKeyPair(random: Random = randomBytes): {
  privatePem: string;
  publicKey: PublicKey;
} {
  const der = Buffer.concat([pkcs8Head, random(32)]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const privatePem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  return { privatePem, publicKey: publicKeyOf(privatePem) };
}

/** The public key that belongs to a PKCS #8 PEM. Throws what node:crypto throws for anything but an Ed25519 key. */
export function publicKeyOf(privatePem: string): PublicKey {
  const { kty, crv, x } = createPublicKey(createPrivateKey(privatePem)).export({ format: "jwk" });
  if (kty !== "OKP" || crv !== "Ed25519" || x === undefined)
    throw new TypeError("not an Ed25519 private key");
  return { kty, crv, x, kid: thumbprint(x) };
}

/** `earlier`: of the key that this one replaced, for what is still under way to it. */
export function signerFrom(privatePem: string, earlier?: Pick<Signer, "open">): Signer {
  const key = createPrivateKey(privatePem);
  return {
    kid: publicKeyOf(privatePem).kid,
    sign: (data) => sign(null, data, key),
    open: (sealed) => openSealed(sealed, key) ?? earlier?.open(sealed) ?? null,
  };
}

/** RFC 7638 thumbprint of an Ed25519 key: the only `kid` that we accept for it. */
export function thumbprint(x: string): string {
  return createHash("sha256")
    .update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`)
    .digest("base64url");
}

/**
 * Signs an object: a detached JWS (RFC 7515 appendix F, `header..signature`) over its canonical form without the
 * signature extension, kept in that extension. An earlier signature is replaced. `body`: canonical text of the result.
 */
export function signObject(
  object: StixObject,
  signer: Signer,
): { object: StixObject; body: string } {
  const unsigned = withoutSignature(object);
  const header = Buffer.from(`{"alg":"EdDSA","kid":"${signer.kid}"}`).toString("base64url");
  const signature = Buffer.from(signer.sign(signingInput(header, unsigned)));
  const signed: StixObject = {
    ...unsigned,
    extensions: {
      ...unsigned.extensions,
      [extensionIds.signature]: {
        extension_type: "property-extension",
        jws: `${header}..${signature.toString("base64url")}`,
      },
    },
  };
  return { object: signed, body: canonical(signed) };
}

/**
 * Whether the key that the signature names signed exactly this object. A retired key verifies versions modified before
 * it was retired. Says nothing about whether the owner may speak for `created_by_ref`.
 */
export function verifyObject(
  object: StixObject,
  keys: (kid: string) => KnownKey | undefined,
): Verification {
  const extension = object.extensions?.[extensionIds.signature];
  if (extension === undefined) return { ok: false, code: "signature-missing" };
  const parts = typeof extension["jws"] === "string" ? jwsPattern.exec(extension["jws"]) : null;
  const kid = parts && kidOf(parts[1]!);
  // The extension is not signed itself, so nothing in it is free: one version has one text.
  const exact =
    Object.keys(extension).length === 2 && extension["extension_type"] === "property-extension";
  if (!parts || kid === null || !exact) return { ok: false, code: "signature-wrong" };
  const known = keys(kid);
  if (known === undefined) return { ok: false, code: "signature-key-unknown" };
  const data = signingInput(parts[1]!, withoutSignature(object));
  if (!isSignedBy(known.key, data, Buffer.from(parts[2]!, "base64url")))
    return { ok: false, code: "signature-wrong" };
  if (isRetired(known.key, object)) return { ok: false, code: "signature-key-retired" };
  return { ok: true, kid, owner: known.owner };
}

/** The last of 86 characters holds four bits: the others must be zero, or one signature had several spellings. */
const jwsPattern = /^([A-Za-z0-9_-]{10,200})\.\.([A-Za-z0-9_-]{85}[AQgw])$/;

const headerPattern = /^\{"alg":"EdDSA","kid":"([A-Za-z0-9_-]{43})"\}$/;

/** Our header has one spelling; any other (another algorithm, `crit`, `b64`) is not accepted. */
function kidOf(header: string): string | null {
  return headerPattern.exec(Buffer.from(header, "base64url").toString("latin1"))?.[1] ?? null;
}

function withoutSignature(object: StixObject): StixObject {
  if (object.extensions?.[extensionIds.signature] === undefined) return object;
  const { [extensionIds.signature]: _, ...others } = object.extensions;
  if (Object.keys(others).length > 0) return { ...object, extensions: others };
  const { extensions: __, ...bare } = object;
  return bare;
}

function signingInput(header: string, unsigned: StixObject): Buffer {
  const payload = Buffer.from(canonical(unsigned), "utf8").toString("base64url");
  return Buffer.from(`${header}.${payload}`, "latin1");
}

function isRetired(key: PublicKey, object: StixObject): boolean {
  if (key.retired === undefined) return false;
  const retired = parseStixTime(key.retired);
  const made = parseStixTime(object.modified ?? object.created ?? "");
  return retired === null || made === null || made >= retired;
}
