import type { StixObject } from "./stix.ts";
import { parseStixTime, stixTime } from "./time.ts";

/**
 * The next version of an object by its originator: the same id and `created`, a later `modified`. `now`: ms UTC. It
 * still bears the old signature, which signing replaces. Revoking is `nextVersion(object, { revoked: true }, now)`.
 */
export function nextVersion(
  object: StixObject,
  changes: Record<string, unknown>,
  now: number,
): StixObject {
  const before = parseStixTime(object.modified ?? "") ?? 0;
  return { ...object, ...changes, modified: stixTime(Math.max(now, before + 1)) };
}
