import { createRequire } from "node:module";

/** What is used of libsodium; its functions throw where lengths are wrong or a key is none. */
export interface Sodium {
  crypto_sign_verify_detached(
    signature: Uint8Array,
    data: Uint8Array,
    publicKey: Uint8Array,
  ): boolean;
  crypto_sign_ed25519_pk_to_curve25519(x25519: Uint8Array, ed25519: Uint8Array): void;
  crypto_sign_ed25519_sk_to_curve25519(x25519: Uint8Array, ed25519: Uint8Array): void;
  crypto_sign_seed_keypair(publicKey: Uint8Array, secretKey: Uint8Array, seed: Uint8Array): void;
  crypto_box_seal(sealed: Uint8Array, plain: Uint8Array, publicKey: Uint8Array): void;
  crypto_box_seal_open(
    plain: Uint8Array,
    sealed: Uint8Array,
    publicKey: Uint8Array,
    secretKey: Uint8Array,
  ): boolean;
}

/** null on a platform for which its package brings no binary. */
export const sodium: Sodium | null = load();

function load(): Sodium | null {
  try {
    return createRequire(import.meta.url)("sodium-native") as Sodium;
  } catch {
    return null;
  }
}
