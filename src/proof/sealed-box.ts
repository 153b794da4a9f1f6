import type { KeyObject } from "node:crypto";

import type { PublicKey } from "../domain/partner.ts";
import { AppError } from "../errors.ts";
import { sodium, type Sodium } from "./sodium.ts";

/*
 * libsodium's sealed boxes (X25519, XSalsa20-Poly1305, a key pair made for each box) for the X25519 key that belongs to
 * an Ed25519 key: who knows by which key a partner signs can close a box for it.
 */

/** What a box has more than its content, in bytes. */
export const sealBytes = 48;

/** Closes a box that only the owner of this key can open, and that nobody can change unseen. Says nothing of who closed it. */
export function seal(plain: Uint8Array, to: PublicKey): Uint8Array {
  const { crypto_sign_ed25519_pk_to_curve25519: convert, crypto_box_seal: close } = needed();
  const key = Buffer.alloc(32);
  convert(key, Buffer.from(to.x, "base64url"));
  const sealed = Buffer.allocUnsafe(plain.length + sealBytes);
  close(sealed, plain, key);
  return sealed;
}

/** `key`: the Ed25519 private key. null: it was not closed for this key, or was changed. */
export function openSealed(sealed: Uint8Array, key: KeyObject): Uint8Array | null {
  const lib = needed();
  if (sealed.length < sealBytes) return null;
  const pair = { public: Buffer.alloc(32), secret: Buffer.alloc(64) };
  const seed = Buffer.from(key.export({ format: "jwk" }).d!, "base64url");
  lib.crypto_sign_seed_keypair(pair.public, pair.secret, seed);
  const [open, secret] = [Buffer.alloc(32), Buffer.alloc(32)];
  lib.crypto_sign_ed25519_pk_to_curve25519(open, pair.public);
  lib.crypto_sign_ed25519_sk_to_curve25519(secret, pair.secret);
  const plain = Buffer.allocUnsafe(sealed.length - sealBytes);
  return lib.crypto_box_seal_open(plain, sealed, open, secret) ? plain : null;
}

function needed(): Sodium {
  if (sodium === null) throw new AppError("bundle-unsupported");
  return sodium;
}
