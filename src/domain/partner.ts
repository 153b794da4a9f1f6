import type { Bilingual } from "./bilingual.ts";
import type { StixId } from "./stix.ts";

/** A partner's short name, e.g. "baghdad": lower-case letters, digits and hyphens, 2–63 characters. */
export type PartnerId = string;

/** Ed25519 public key as a JWK (RFC 8037). `kid` is its RFC 7638 thumbprint. */
export interface PublicKey {
  kty: "OKP";
  crv: "Ed25519";
  x: string;
  kid: string;
  /** UTC, ISO 8601. A retired key still verifies what it signed before this moment, never anything later. */
  retired?: string;
}

/** A sovereign party to agreements, "without prejudice to status". */
export interface Partner {
  id: PartnerId;
  name: Bilingual;
  /** `identity--…` under which the partner creates records (`created_by_ref`). */
  identity: StixId;
  keys: PublicKey[];
}

export const partnerIdPattern = "^[a-z][a-z0-9-]{1,62}$";
