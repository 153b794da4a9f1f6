import { isContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import { references } from "../domain/references.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { stixTime, taxiiTime } from "../domain/time.ts";
import { isOvertaken } from "./confirm.ts";
import type { Desk } from "./desk.ts";
import { read, type ToConfirm } from "./documents.ts";
import { decideHeld } from "./free-held.ts";
import { heldKey } from "./hold.ts";
import { nameAsRead } from "./name-as-read.ts";
import { decideOneOff } from "./one-off.ts";
import { waitingImports } from "./protected/waiting-imports.ts";
import { waitingAcceptances } from "./tasks/waiting-acceptances.ts";
import { versionToConfirm, waitsFor } from "./two-people.ts";
import { sees, type Viewer } from "./viewer.ts";
import { nothing, shownRefusal, type Waiting } from "./waiting.ts";
import { waitingWarnings } from "./warnings/waiting-warnings.ts";

/** At most so many are listed: those that have waited longest. */
const most = 200;

/**
 * Oldest first; `may`: the kinds that this person decides on. Translations and relations of a held record go with it and are not
 * listed.
 */
export async function listWaiting(
  desk: Desk,
  viewer: Viewer,
  may: (kind: Waiting["kind"]) => boolean = () => true,
): Promise<{ waiting: Waiting[]; total: number }> {
  const all = [
    ...(await listHeld(desk, viewer)),
    ...(await listAsked(desk, viewer)),
    ...listToConfirm(desk, viewer),
    ...(await waitingWarnings(desk, viewer)),
    ...(await waitingImports(desk, viewer)),
    ...(await waitingAcceptances(desk, viewer)),
  ];
  const found = all
    .filter(({ kind }) => may(kind))
    .toSorted((a, b) => (a.since < b.since ? -1 : 1));
  const waiting = await Promise.all(
    found.slice(0, most).map(async (one) => {
      if (one.kind !== "held" && one.kind !== "one-off") return one;
      const modified = Date.parse(one.modified!);
      const record = await desk.store.record(one.id, modified);
      const name = record && (await nameAsRead(desk, viewer, record));
      if (one.kind === "one-off") return { ...one, name };
      return { ...one, name, by: await read(desk.store, "author", `${one.id} ${modified}`) };
    }),
  );
  return { waiting, total: found.length };
}

/** Of a record. */
function versionMeant(modified: number): Pick<Waiting, "modified" | "version"> {
  const version = stixTime(modified);
  return { modified: version, version };
}

/** Without who wrote it: that is read for what is shown. */
async function listHeld(desk: Desk, viewer: Viewer): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for (const { id, partner, modified, since, until, refused } of desk.held.values()) {
    if (refused || !(await standsAlone(desk, viewer, id, partner))) continue;
    found.push({
      ...{ ...nothing, kind: "held", id, partner, ...versionMeant(modified) },
      ...{ since: stixTime(since), until: until === null ? null : stixTime(until) },
    });
  }
  return found;
}

async function listAsked(desk: Desk, viewer: Viewer): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for (const { id, partner, modified, asked, approved } of desk.oneOffs.values()) {
    const record = approved ? null : await desk.store.record(id);
    if (!record || !sees(desk, viewer, record)) continue;
    const { by, at, reason } = asked;
    found.push({
      ...{ ...nothing, kind: "one-off", id, partner, ...versionMeant(modified) },
      ...{ since: stixTime(at), by, reason },
    });
  }
  return found;
}

/** What a newer version overtook waits for nobody: it is signed anew. Nor does a bundle that may be written. */
function listToConfirm(desk: Desk, viewer: Viewer): Waiting[] {
  return [...desk.toConfirm.values()]
    .filter((one) => !isOvertaken(desk, one) && !("confirmed" in one))
    .filter((one) => waitsFor(one, viewer.name))
    .map((one) => shownToConfirm(one));
}

/** As the list has it. */
export function shownToConfirm(waiting: ToConfirm): Waiting {
  const { kind, id, asked, refused } = waiting;
  const common = {
    ...{ ...nothing, kind, id, by: asked.by, since: stixTime(asked.at) },
    refused: shownRefusal(refused),
    version: versionToConfirm(waiting),
  };
  if (waiting.kind === "proposal") return { ...common, modified: null, form: waiting.form };
  if (waiting.kind === "bundle") {
    const { partner, after } = waiting;
    return {
      ...common,
      modified: null,
      partner,
      after: after === undefined ? null : taxiiTime(after),
    };
  }
  const { version: signed, reason } = waiting;
  return {
    ...common,
    modified: stixTime(signed),
    reason: reason ? [...new Set([reason.ar, reason.en])].join(" — ") : null,
  };
}

/** A second person's word on a record. Errors: those of decideHeld and decideOneOff. */
export async function decideWaiting(
  desk: Desk,
  person: string,
  {
    kind,
    approve,
    ...about
  }: {
    kind: "held" | "one-off";
    id: StixId;
    partner: PartnerId;
    version: string;
    approve: boolean;
  },
): Promise<void> {
  if (kind === "held") return decideHeld(desk, person, about, approve);
  return decideOneOff(desk, person, about, approve);
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
