import { createPublicKey, type KeyObject, verify as verifyByNode } from "node:crypto";

import type { PublicKey } from "../domain/partner.ts";
import { sodium, type Sodium } from "./sodium.ts";

/**
 * Whether this Ed25519 signature (RFC 8032) over these bytes is the key's; false for bytes that are none. Does not look
 * at when the key was retired.
 */
export type Verifier = (key: PublicKey, data: Uint8Array, signature: Uint8Array) => boolean;

/** node:crypto's own: everywhere there, and half as fast. */
export const nodeVerifier: Verifier = (key, data, signature) =>
  verifyByNode(null, data, keyObject(key), signature);

/** libsodium's; null on a platform for which its package brings no binary. */
export const sodiumVerifier: Verifier | null = sodium && verifierOf(sodium);

/** The quicker one: verifying is the largest single cost of taking records in. */
export const isSignedBy: Verifier = sodiumVerifier ?? nodeVerifier;

function verifierOf(sodium: Sodium): Verifier {
  return (key, data, signature) =>
    signature.byteLength === 64 &&
    sodium.crypto_sign_verify_detached(signature, data, octetsOf(key));
}

/** Import of a key costs a quarter of a verification, so it is done once for each. */
const objects = new WeakMap<PublicKey, KeyObject>();
const octets = new WeakMap<PublicKey, Buffer>();

function keyObject(key: PublicKey): KeyObject {
  let known = objects.get(key);
  if (known === undefined) {
    known = createPublicKey({ key: { kty: key.kty, crv: key.crv, x: key.x }, format: "jwk" });
    objects.set(key, known);
  }
  return known;
}

function octetsOf(key: PublicKey): Buffer {
  let known = octets.get(key);
  if (known === undefined) {
    known = Buffer.from(key.x, "base64url");
    octets.set(key, known);
  }
  return known;
}
