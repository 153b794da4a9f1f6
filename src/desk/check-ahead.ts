import type { Partner, PartnerId } from "../domain/partner.ts";
import type { Checked } from "./check/checked.ts";
import { mostAheadMs } from "./dates-ahead.ts";
import type { Desk } from "./desk.ts";
import { labelsKnownTo } from "./known-labels.ts";
import { signatories } from "./parties.ts";

interface Ahead {
  /** Whose keys were known then. */
  against: readonly Partner[];
  allowUnsigned: boolean;
  /** null: the envelope as a whole is at fault. */
  objects: Promise<readonly Checked[] | null>;
}

/** By the envelope: it is forgotten with it. */
const lookedAt = new WeakMap<Uint8Array, Ahead>();

/**
 * Checks an envelope that will be accepted once the one before it is stored, in a thread that would have nothing to do
 * meanwhile. Nothing is learned from it yet.
 */
export function checkAhead(desk: Desk, from: PartnerId, bytes: Uint8Array): void {
  const against = signatories(desk);
  const allowUnsigned = mayBeUnsigned(desk, from);
  const context = {
    ...{ partners: against, labels: labelsKnownTo(desk, from) },
    ...{ now: desk.clock(), maxAheadMs: mostAheadMs, allowUnsigned },
  };
  // A copy: what is checked moves to another thread, and the envelope itself is still needed.
  const checked = desk.checker.check(Uint8Array.from(bytes), context);
  const objects = checked.then(
    (envelope) => envelope.objects,
    () => null,
  );
  lookedAt.set(bytes, { against, allowUnsigned, objects });
}

/**
 * What was found in this envelope beforehand, if it still holds: nothing was wrong with any object, and nobody's keys changed
 * since. All else is for the real check, which may know more by now. Undefined: to be checked.
 */
export async function foundAhead(
  desk: Desk,
  from: PartnerId,
  bytes: Uint8Array,
): Promise<Checked[] | undefined> {
  const ahead = lookedAt.get(bytes);
  const objects = await ahead?.objects;
  if (!ahead || !objects?.every(({ ok }) => ok)) return undefined;
  const holds =
    ahead.against === signatories(desk) && ahead.allowUnsigned === mayBeUnsigned(desk, from);
  return holds ? [...objects] : undefined;
}

function mayBeUnsigned(desk: Desk, from: PartnerId): boolean {
  return desk.partners.get(from)?.unsignedAllowed ?? false;
}
