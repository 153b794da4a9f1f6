import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Policy } from "../release/types.ts";
import type { Change } from "../store/port.ts";
import { subjectOf, type Closure, type Part } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { put, type Documents } from "./documents.ts";

/** A record version that is released to a partner and kept back: it stands in no outbox. */
export type Held = Documents["held"];

/** One version of each record is held for each partner: a newer one takes its place. */
export const heldKey = (id: StixId, partner: PartnerId): string => `${id} ${partner}`;

export const waitedKey = (id: StixId, modified: number, partner: PartnerId): string =>
  `${id} ${modified} ${partner}`;

/** Minutes for which a record with all that it refers to is kept back: as long as the part that waits longest. */
export function holdOn(
  desk: Desk,
  policy: Policy,
  parts: readonly Part[],
  partner: PartnerId,
): number {
  if (!policy.holds) return 0;
  return parts.reduce((longest, { member, particulars }) => {
    const subject = subjectOf(desk, member);
    return subject ? Math.max(longest, policy.hold(subject, particulars, partner)) : Infinity;
  }, 0);
}

/** `hold`: minutes, Infinity: until a second person approves. `since`: ms UTC, when it might have left without it. */
export function keptBack(
  { id, modified }: { id: StixId; modified: number },
  partner: PartnerId,
  hold: number,
  since: number,
): Change {
  const until = hold === Infinity ? null : since + hold * 60_000;
  return put("held", heldKey(id, partner), { id, partner, modified, since, until });
}

/** What is held of a record, or was refused, is forgotten: a newer version came, or it was taken back. */
export function forgotten(desk: Desk, id: StixId, partners?: readonly PartnerId[]): Change[] {
  if (desk.held.size === 0) return [];
  return (partners ?? [...desk.partners.keys()])
    .map((partner) => heldKey(id, partner))
    .filter((key) => desk.held.has(key))
    .map((key) => ({ do: "remove", kind: "held", key }));
}

/** A newer version, or a recall, ends what was asked for and what was approved. */
export function oneOffsEnded(
  desk: Desk,
  id: StixId,
  partners: readonly PartnerId[] = [...desk.partners.keys()],
): Change[] {
  if (desk.oneOffs.size === 0) return [];
  return partners
    .map((partner) => heldKey(id, partner))
    .filter((key) => desk.oneOffs.has(key))
    .map((key) => ({ do: "remove", kind: "one-off", key }));
}

/** That what goes into an outbox now has waited so many minutes (Infinity: was approved), so that it may leave. */
export function waited(
  partner: PartnerId,
  record: { id: StixId; modified: number },
  { needs }: Pick<Closure, "needs">,
  minutes: number,
): Change[] {
  return [...needs, record].map(({ id, modified }) =>
    put("waited", waitedKey(id, modified, partner), {
      minutes: minutes === Infinity ? null : minutes,
    }),
  );
}

/** The same in memory, once it is on disk. */
export function rememberHolds(desk: Desk, changes: readonly Change[]): void {
  let moved = false;
  for (const change of changes) {
    const [kind, key] =
      change.do === "put"
        ? [change.document.kind, change.document.key]
        : change.do === "remove"
          ? [change.kind, change.key]
          : [];
    if (key === undefined) continue;
    const value = change.do === "put" ? (JSON.parse(change.document.value) as unknown) : undefined;
    if (kind === "held") {
      if (value === undefined) desk.held.delete(key);
      else desk.held.set(key, value as Held);
    } else if (kind === "waited") {
      if (value === undefined) desk.waited.delete(key);
      else desk.waited.set(key, minutesOf(value as Documents["waited"]));
    } else if (kind === "one-off") {
      if (value === undefined) desk.oneOffs.delete(key);
      else desk.oneOffs.set(key, value as Documents["one-off"]);
    } else if (kind === "to-confirm") {
      if (value === undefined) desk.toConfirm.delete(key);
      else desk.toConfirm.set(key, value as Documents["to-confirm"]);
      const [what, id] = key.split(" ");
      if (what === "signature") desk.events.emit({ type: "agreement", data: { id: id! } });
    } else continue;
    if (kind !== "waited") moved = true;
  }
  if (moved) desk.events.emit({ type: "waiting", data: {} });
}

export function minutesOf({ minutes }: Documents["waited"]): number {
  return minutes ?? Infinity;
}
