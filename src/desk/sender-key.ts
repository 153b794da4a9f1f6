import type { PartnerId, PublicKey } from "../domain/partner.ts";
import { parseStixTime } from "../domain/time.ts";
import { AppError } from "../errors.ts";
import { checkFrom } from "./check-from.ts";
import type { Desk } from "./desk.ts";
import { mostIdentities } from "./own-identity.ts";

/**
 * The key with this `kid` with which a partner with a link signed something at `at` (ms UTC); null: it has none such, or it
 * was retired by then. Where it is not known yet it is learned from `identities`, canonical texts of versions of the
 * partner's own identity, each signed with a key that the one before brought. Errors: those of the store.
 */
export async function senderKey(
  desk: Desk,
  from: PartnerId,
  kid: string,
  at: number,
  identities: readonly string[],
): Promise<PublicKey | null> {
  const known = keyOf(desk, from, kid, at);
  const { identity } = desk.partners.get(from) ?? {};
  if (known !== null || identity === undefined) return known;
  // Who sent this is not known yet: nothing but the identity in question is looked at, which speaks for itself.
  const own = identities.slice(-mostIdentities).filter((text) => idOf(text) === identity);
  try {
    if (own.length > 0) await checkFrom(desk, from, Buffer.from(`{"objects":[${own.join()}]}`));
  } catch (error) {
    if (!(error instanceof AppError && error.status < 500)) throw error;
  }
  return keyOf(desk, from, kid, at);
}

/**
 * Whether a partner still signs with this key. One that was retired may be in others' hands, who date back what they sign: it
 * vouches for what came, and for nothing that is said of what else did.
 */
export function stillSigns(desk: Desk, from: PartnerId, kid: string): boolean {
  const key = desk.partners.get(from)?.keys.find((one) => one.kid === kid);
  return key !== undefined && key.retired === undefined;
}

function keyOf(desk: Desk, from: PartnerId, kid: string, at: number): PublicKey | null {
  const key = desk.partners.get(from)?.keys.find((one) => one.kid === kid);
  if (key?.retired === undefined) return key ?? null;
  const retired = parseStixTime(key.retired);
  return retired !== null && at < retired ? key : null;
}

function idOf(text: string): unknown {
  try {
    return Object(JSON.parse(text)).id;
  } catch {
    return null;
  }
}
