import type { Label } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Checked } from "./check/checked.ts";
import type { Desk } from "./desk.ts";
import { learnKeys } from "./learn-keys.ts";
import { signatories } from "./parties.ts";
import { mayBeCut } from "./quarantined.ts";

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
): Promise<Checked[]> {
  let objects = await check(desk, from, bytes, desk.labels);
  const newest = new Map<StixId, number>();
  for (let round = 0; round < mostRounds; round++) {
    const learned = await learnKeys(desk, from, objects, newest);
    if (learned.length === 0) break;
    objects = await checkAgain(desk, from, objects);
  }
  return objects;
}

async function checkAgain(
  desk: Desk,
  from: PartnerId,
  objects: readonly Checked[],
): Promise<Checked[]> {
  const bodies = objects.flatMap((one) => (isUnread(one) ? [one.body] : []));
  const bytes = Buffer.from(`{"objects":[${bodies.join()}]}`);
  // Labels that came along count for them as before.
  const labels = new Map([...desk.labels, ...labelsIn(objects)]);
  const again = (await check(desk, from, bytes, labels)).values();
  return objects.map((one) => (isUnread(one) ? again.next().value! : one));
}

async function check(
  desk: Desk,
  from: PartnerId,
  bytes: Uint8Array,
  labels: ReadonlyMap<StixId, Label>,
): Promise<Checked[]> {
  const { objects } = await desk.checker.check(bytes, {
    partners: signatories(desk),
    labels,
    now: desk.clock(),
    maxAheadMs: 24 * 3600_000,
    allowUnsigned: desk.partners.get(from)?.unsignedAllowed ?? false,
  });
  return objects;
}

function labelsIn(objects: readonly Checked[]): [StixId, Label][] {
  return objects.flatMap((one): [StixId, Label][] =>
    one.ok && one.label && one.row.kind === "marking-definition" ? [[one.row.id, one.label]] : [],
  );
}

/** Refused for its key alone. What is too long to be kept whole stays refused. */
function isUnread(checked: Checked): checked is Extract<Checked, { ok: false }> {
  return !checked.ok && checked.code === "signature-key-unknown" && !mayBeCut(checked.body);
}
