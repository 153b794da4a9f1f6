import type { Partner } from "../domain/partner.ts";
import { partnerIdentity } from "../domain/partner-identity.ts";
import type { StixObject } from "../domain/stix.ts";
import { parseStixTime, stixTime } from "../domain/time.ts";
import { nextVersion } from "../domain/versions.ts";
import { newKeyPair, signerFrom, signObject } from "../proof/signature.ts";
import type { Desk } from "./desk.ts";
import { publishIdentity, publishPending } from "./own-identity.ts";
import { mostKeys } from "./parties.ts";

/** Where the node keeps its key and its identity. */
export interface KeyFiles {
  /** Canonical text of the identity. */
  identity(): Promise<string>;
  /**
   * Replaces both and keeps those of before beside them. When it resolves, and also where it is broken off, key and
   * identity belong together at the next start.
   */
  replace(privatePem: string, identity: string): Promise<void>;
}

/** ms for which both keys verify what is new: something may have been begun with the old one. */
const overlapMs = 60_000;

/**
 * Gives this node a new signing key. Its identity gets a version that lists the new key and retires the old one, signed with the
 * old one: that is how partners know it is us. What was signed before stays valid,
 * except by the oldest retired keys where there are more than an identity may name. Errors: those of the store and of the
 * files; the key may be the new one then: partners hear of it as soon as it can be written down, and whoever calls again makes another.
 */
export async function rollKey(desk: Desk, files: KeyFiles): Promise<Partner> {
  return desk.turns.whole(["own key"], async () => {
    const before = await files.identity();
    // An earlier roll may not have come as far as this; each version is signed with the key that the one before brought.
    await publishIdentity(desk, [before]);
    const { privatePem, publicKey } = newKeyPair(desk.random);
    const known = JSON.parse(before) as StixObject;
    // Where the clock went back, the old key must not end before what it signed: whoever has not got that would refuse it.
    const signed = Math.max(
      parseStixTime(known.modified!)!,
      await desk.store.newestBy(desk.self.id),
    );
    const retired = stixTime(Math.max(desk.clock(), signed + 1) + overlapMs);
    const all = [publicKey, ...desk.self.keys.map((key) => ({ retired, ...key }))];
    // Partners refuse an identity with more, and a node that could not retire a stolen key would be worse off.
    const keys = all.slice(0, mostKeys);
    const self: Partner = { ...desk.self, keys };
    const { extensions } = partnerIdentity(self, desk.clock());
    const next = nextVersion(known, { extensions }, desk.clock());
    const { body } = signObject(next, desk.signer);
    await files.replace(privatePem, body);
    desk.self = self;
    desk.signer = signerFrom(privatePem, desk.signer);
    // Where it fails, what is signed from now on waits at partners until it does not.
    desk.unpublished = body;
    await publishPending(desk);
    return self;
  });
}
