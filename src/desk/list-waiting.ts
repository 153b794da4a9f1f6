import { isContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import { references } from "../domain/references.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { read } from "./documents.ts";
import { decideHeld } from "./free-held.ts";
import { heldKey } from "./hold.ts";
import { decideOneOff } from "./one-off.ts";
import { sees, type Viewer } from "./viewer.ts";

/** What waits for a second person: a held record, or a one-off release that was asked for. */
export interface Waiting {
  kind: "held" | "one-off";
  id: StixId;
  partner: PartnerId;
  /** Of the record version that is meant. */
  modified: string;
  since: string;
  /** When it goes by itself; null: never. */
  until: string | null;
  /** Who wrote it or asked for it, and so is not the second person; null: nobody of this node. */
  by: string | null;
  /** Why it was asked for; null for what is held. */
  reason: string | null;
}

/** At most so many are listed: those that have waited longest. */
const most = 200;

/** Oldest first. Translations and relations of a held record go with it and are not listed. */
export async function listWaiting(
  desk: Desk,
  viewer: Viewer,
): Promise<{ waiting: Waiting[]; total: number }> {
  const found: Omit<Waiting, "by">[] = [];
  for (const { id, partner, modified, since, until, refused } of desk.held.values()) {
    if (refused || !(await standsAlone(desk, viewer, id, partner))) continue;
    found.push({
      ...{ kind: "held", id, partner, modified: stixTime(modified), since: stixTime(since) },
      until: until === null ? null : stixTime(until),
      reason: null,
    });
  }
  const asked = new Map<string, string>();
  for (const { id, partner, modified, asked: by, approved } of desk.oneOffs.values()) {
    const record = approved ? null : await desk.store.record(id);
    if (!record || !sees(desk, viewer, record)) continue;
    asked.set(heldKey(id, partner), by.by);
    found.push({
      ...{ kind: "one-off", id, partner, modified: stixTime(modified), since: stixTime(by.at) },
      ...{ until: null, reason: by.reason },
    });
  }
  found.sort((a, b) => (a.since < b.since ? -1 : 1));
  const waiting = await Promise.all(
    found.slice(0, most).map(async (one) => ({
      ...one,
      by:
        one.kind === "one-off"
          ? asked.get(heldKey(one.id, one.partner))!
          : await read(desk.store, "author", `${one.id} ${Date.parse(one.modified)}`),
    })),
  );
  return { waiting, total: found.length };
}

/** A second person's word. Errors: those of decideHeld and decideOneOff. */
export async function decideWaiting(
  desk: Desk,
  person: string,
  { kind, approve, ...about }: { kind: string; id: StixId; partner: PartnerId; approve: boolean },
): Promise<void> {
  if (kind === "held") return decideHeld(desk, person, about, approve);
  if (kind === "one-off") return decideOneOff(desk, person, about, approve);
  throw new AppError("waiting-gone");
}

/** Whether this person may see it, and it is a record of its own, or what it tells of is not held for the same partner. */
async function standsAlone(
  desk: Desk,
  viewer: Viewer,
  id: StixId,
  partner: PartnerId,
): Promise<boolean> {
  const record = await desk.store.record(id);
  if (!record || !sees(desk, viewer, record)) return false;
  if (isContentKind(record.kind)) return true;
  const refs = references(JSON.parse(record.body) as StixObject);
  return !refs.some((ref) => desk.held.has(heldKey(ref, partner)));
}
