import type { Label } from "../domain/label.ts";
import type { Partner, PartnerId, PublicKey } from "../domain/partner.ts";
import { identityId } from "../domain/partner-identity.ts";
import type { StixId } from "../domain/stix.ts";
import { foundAhead } from "./check-ahead.ts";
import type { Checked } from "./check/checked.ts";
import { mostAheadMs } from "./dates-ahead.ts";
import type { Desk } from "./desk.ts";
import { labelsKnownTo, recallLabels } from "./known-labels.ts";
import { learnKeys, type Learned } from "./learn-keys.ts";
import { signatories } from "./parties.ts";
import { mayBeCut } from "./quarantined.ts";

/** What a partner sent, checked object by object. */
export interface CheckedFrom {
  objects: Checked[];
  /** Identities of the partners whose keys were learned from it. */
  learned: StixId[];
  /** Whose keys were known when what lacked a key was looked at for the last time. */
  against: readonly Partner[];
}

/** Each round learns keys with which more can be read; nobody honest needs more than two or three. */
const mostRounds = 8;

/**
 * Checks what a partner sent, object by object. Identities among them count for the rest, whatever the order: what was
 * signed with a key that came along is checked again. `bytes`: an envelope. Errors: json-*, envelope-wrong; those of
 * the store, where keys came.
 */
export async function checkFrom(
  desk: Desk,
  from: PartnerId,
  bytes: Uint8Array,
): Promise<CheckedFrom> {
  const known = labelsKnownTo(desk, from);
  let against = signatories(desk);
  let objects =
    (await foundAhead(desk, from, bytes)) ??
    (await check(desk, from, bytes, { partners: against, labels: known }));
  const newest = new Map<StixId, number>();
  const learned = new Set<StixId>();
  const gaveWay = new Map<PartnerId, PublicKey[]>();
  for (let round = 0; round < mostRounds; round++) {
    const news = await learnKeys(desk, from, objects, newest);
    const recalled = await recallLabels(desk, from, objects);
    if (news.length === 0 && !recalled) break;
    for (const { id } of news) learned.add(identityId(id));
    noteGivenWay(gaveWay, news);
    against = signatories(desk);
    const partners = withGivenWay(against, gaveWay);
    objects = await checkAgain(desk, from, objects, { partners, labels: known });
  }
  return { objects, learned: [...learned], against };
}

/** Keys that the identities before the newest one named, the last word on each first. */
function noteGivenWay(gaveWay: Map<PartnerId, PublicKey[]>, news: readonly Learned[]): void {
  for (const { id, before } of news) {
    if (before) gaveWay.set(id, [...before.keys, ...(gaveWay.get(id) ?? [])]);
  }
}

/**
 * An identity names so many keys, and a delivery may bring more rolls than that: what a key signed that gave way within it counts as
 * it would have, had it come by itself.
 */
function withGivenWay(
  partners: readonly Partner[],
  gaveWay: ReadonlyMap<PartnerId, readonly PublicKey[]>,
): readonly Partner[] {
  return partners.map((partner) => {
    const before = gaveWay.get(partner.id);
    if (!before) return partner;
    const keys = new Map([...partner.keys, ...before].toReversed().map((key) => [key.kid, key]));
    return { ...partner, keys: [...keys.values()] };
  });
}

interface Known {
  partners: readonly Partner[];
  labels: ReadonlyMap<StixId, Label>;
}

async function checkAgain(
  desk: Desk,
  from: PartnerId,
  objects: readonly Checked[],
  known: Known,
): Promise<Checked[]> {
  const isUnread = (one: Checked) => isUnreadWith(one, known.labels);
  const bodies = objects.flatMap((one) => (isUnread(one) && !one.ok ? [one.body] : []));
  const bytes = Buffer.from(`{"objects":[${bodies.join()}]}`);
  // Labels that came along count for them as before.
  const labels = new Map([...known.labels, ...labelsIn(objects)]);
  const again = (await check(desk, from, bytes, { ...known, labels })).values();
  return objects.map((one) => (isUnread(one) ? again.next().value! : one));
}

async function check(
  desk: Desk,
  from: PartnerId,
  bytes: Uint8Array,
  known: Known,
): Promise<Checked[]> {
  const { objects } = await desk.checker.check(bytes, {
    ...known,
    now: desk.clock(),
    maxAheadMs: mostAheadMs,
    allowUnsigned: desk.partners.get(from)?.unsignedAllowed ?? false,
  });
  return objects;
}

function labelsIn(objects: readonly Checked[]): [StixId, Label][] {
  return objects.flatMap((one): [StixId, Label][] =>
    one.ok && one.label && one.row.kind === "marking-definition" ? [[one.row.id, one.label]] : [],
  );
}

/** Refused for its key alone, or for a label that turned out to be known. What is too long to be kept whole stays refused. */
function isUnreadWith(checked: Checked, labels: ReadonlyMap<StixId, Label>): boolean {
  if (checked.ok || mayBeCut(checked.body)) return false;
  const { code, detail } = checked;
  return code === "signature-key-unknown" || (code === "label-unknown" && labels.has(detail));
}
