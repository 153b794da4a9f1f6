import { consentId } from "../domain/consent.ts";
import { isSelfContained } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import { references } from "../domain/references.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { Change, OutboxEntry } from "../store/port.ts";
import { closureOf, isAnchor, stillLatest } from "./closure.ts";
import { onwardConsents } from "./consents-carried.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import type { Leaving } from "./may-leave.ts";
import { goesOnce } from "./one-off.ts";
import { allowed, anchorsOf, offers } from "./plan-release.ts";

/** Where something that stands further on in an outbox may have lost what it needs. */
export interface Gap {
  /** The highest sequence of which that may be so; 0: nothing. */
  until: number;
  /** Reads that are taking something out now: until they are done it may be so of everything. */
  voiding: number;
  /** It is on disk that there is one, so that the next start looks too. */
  kept: boolean;
}

const keyOf = (partner: PartnerId): string => `gap ${partner}`;

async function gapOf(desk: Desk, partner: PartnerId): Promise<Gap> {
  const known = desk.gaps.get(partner);
  if (known) return known;
  const kept = (await read(desk.store, "setting", keyOf(partner))) !== null;
  const until = kept ? (await desk.store.outboxState(partner)).last : 0;
  const gap = desk.gaps.get(partner) ?? { until, voiding: 0, kept };
  desk.gaps.set(partner, gap);
  return gap;
}

/**
 * Runs a commit that takes entries out of an outbox past which its reader goes on. The changes that it is given belong
 * into the same commit.
 */
export async function voiding<T>(
  desk: Desk,
  partner: PartnerId,
  commit: (noted: Change[]) => Promise<T>,
): Promise<T> {
  const gap = await gapOf(desk, partner);
  gap.voiding++;
  try {
    const done = await commit(gap.kept ? [] : [put("setting", keyOf(partner), true)]);
    gap.kept = true;
    return done;
  } finally {
    const last = await desk.store.outboxState(partner).then(
      (state) => state.last,
      () => Infinity,
    );
    gap.until = Math.max(gap.until, last);
    gap.voiding--;
  }
}

/** The change that forgets the gaps of an outbox once all that may miss something was served. */
export async function passed(desk: Desk, partner: PartnerId, through: number): Promise<Change[]> {
  const gap = await gapOf(desk, partner);
  if (!gap.kept || gap.voiding > 0 || gap.until > through) return [];
  gap.kept = false;
  return [{ do: "remove", kind: "setting", key: keyOf(partner) }];
}

/**
 * Those of these entries, which may leave, before which something does not stand any more that they need: its turn came
 * while nothing that needed it might leave, and it was taken out.
 */
export async function lacking(
  { desk, partner, served }: Leaving,
  entries: readonly OutboxEntry[],
): Promise<ReadonlySet<OutboxEntry>> {
  const gap = await gapOf(desk, partner);
  const until = gap.voiding > 0 ? Infinity : gap.until;
  const unsure = entries.filter(({ control, seq }) => !control && seq > served && seq <= until);
  if (unsure.length === 0) return new Set();
  const needs = await needsOf(desk, partner, unsure);
  const ids = [...new Set([...needs.values()].flatMap((of) => [...of]))];
  const limit = Number.MAX_SAFE_INTEGER - 1;
  const standing = await desk.store.outbox({ partner, ids, versions: ["all"], limit });
  const first = new Map<StixId, number>();
  for (const { id, seq } of standing.entries) if (!first.has(id)) first.set(id, seq);
  const missing = unsure.filter((entry) =>
    [...needs.get(entry)!].some((id) => (first.get(id) ?? Infinity) > entry.seq),
  );
  const seqs = missing.map(({ seq }) => seq);
  const left = new Set(seqs.length > 0 ? await desk.store.servedOf(partner, seqs) : []);
  return new Set(missing.filter(({ seq }) => !left.has(seq)));
}

/** Labels and originators' identities of all that an entry refers to, what it refers to itself, and by whose consent it goes. */
async function needsOf(
  desk: Desk,
  partner: PartnerId,
  entries: readonly OutboxEntry[],
): Promise<Map<OutboxEntry, Set<StixId>>> {
  const needs = new Map<OutboxEntry, Set<StixId>>();
  const bodies = new Map<number, string>();
  const referring = entries.filter(({ kind }) => !isSelfContained(kind));
  const records = await desk.store.byRows(referring.map(({ row }) => row));
  for (const { row, body } of records) bodies.set(row, body);
  for (const entry of entries) {
    const members = desk.classes.members(entry.class);
    const ids = new Set(anchorsOf(desk, members, partner));
    const body = bodies.get(entry.row);
    const targets = (body === undefined ? [] : references(JSON.parse(body) as StixObject)).filter(
      (id) => id !== entry.id && !isAnchor(desk, id),
    );
    const refersToOwn = members.some(({ target, originator }) => target && originator === partner);
    const heads = refersToOwn ? await desk.store.heads(targets) : null;
    for (const id of targets) if (heads?.get(id)?.originator !== partner) ids.add(id);
    for (const matter of onwardConsents(desk, partner, entry.id)) {
      ids.add(consentId("answer", matter));
    }
    needs.set(entry, ids);
  }
  return needs;
}

/** The changes that put such an entry at the end of the outbox, with what it needs before it. */
export async function putOff(
  { desk, policy, partner }: Leaving,
  { id, modified, row }: OutboxEntry,
): Promise<Change[]> {
  const changes: Change[] = [{ do: "void", partner, id, modified }];
  const [record] = await desk.store.byRows([row]);
  if (!record) return changes;
  const closure = await closureOf(desk, id, modified);
  const may =
    allowed(desk, policy, id, closure).includes(partner) ||
    (await goesOnce(desk, policy, partner, { id, modified }));
  if (!may) return changes;
  return [...changes, ...offers(desk, policy, partner, record, closure), ...stillLatest(closure)];
}
