import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Random } from "../domain/random.ts";
import type { PartnerId } from "../domain/partner.ts";

const nonceBytes = 12;
const tagBytes = 16;

/**
 * TAXII `next`: a sequence number, encrypted and authenticated (AES-256-GCM), so that a partner sees no gaps
 * and can neither alter it nor use one of another partner. The key belongs to one incarnation of the
 * store: after a restore all older tokens are refused.
 */
export function sealToken(
  key: Uint8Array,
  random: Random,
  partner: PartnerId,
  seq: number,
): string {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(partner));
  const plain = Buffer.alloc(8);
  plain.writeBigUInt64BE(BigInt(seq));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([nonce, sealed]).toString("base64url");
}

/** The sequence number in a token; null for anything that this node did not make for this partner. */
export function openToken(key: Uint8Array, partner: PartnerId, token: string): number | null {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== nonceBytes + 8 + tagBytes) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes))
      .setAAD(Buffer.from(partner))
      .setAuthTag(bytes.subarray(-tagBytes));
    const plain = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
    decipher.final();
    return Number(plain.readBigUInt64BE());
  } catch {
    return null;
  }
}
