import type { StixObject } from "../domain/stix.ts";
import { parseStixTime } from "../domain/time.ts";
import type { Change } from "../store/port.ts";
import { controlRow } from "./control-row.ts";
import type { Desk } from "./desk.ts";
import { settle } from "./settle.ts";

/**
 * Writes this node's own signed identity into the store where it is not there, and offers it to every partner with a link:
 * each version, since it is signed with the key that the one before brought. A restored store may lack several.
 * `versions`: their canonical texts, oldest first, as they lie in the data directory. Errors: those of the store.
 */
export async function publishIdentity(desk: Desk, versions: readonly string[]): Promise<void> {
  for (const version of versions) await publishVersion(desk, version);
}

/** Writes the version that a full disk, say, kept from the store when the key was rolled. Errors: those of the store. */
export async function publishPending(desk: Desk): Promise<void> {
  const pending = desk.unpublished;
  if (pending === null) return;
  await publishIdentity(desk, [pending]);
  if (desk.unpublished === pending) desk.unpublished = null;
}

async function publishVersion(desk: Desk, identity: string): Promise<void> {
  const object = JSON.parse(identity) as StixObject;
  const { id } = object;
  const modified = parseStixTime(object.modified!)!;
  if (await desk.store.record(id, modified)) return;
  const row = { ...controlRow(desk, object), body: identity };
  const group: Change[] = [{ do: "record", row }];
  for (const partner of desk.partners.keys()) {
    group.push({ do: "offer", offer: { partner, id, modified, control: true } });
  }
  const result = await desk.store.commit({ priority: "interactive", groups: [group] });
  settle(desk, [group], result);
}

/** More often than this nobody's key is rolled while a partner hears nothing. */
export const mostIdentities = 200;

/** Canonical texts of this node's identity, the latest versions, oldest first. */
export async function ownIdentities(desk: Desk): Promise<string[]> {
  const versions = await desk.store.versions(desk.self.identity, mostIdentities);
  return versions.toReversed().map(({ body }) => body);
}
