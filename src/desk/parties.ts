import type { Partner, PartnerId } from "../domain/partner.ts";
import { thumbprint } from "../proof/signature.ts";
import type { Desk } from "./desk.ts";

/**
 * Everybody whose signature may stand under a record: this node's own partner, those with a link, those that a lead introduced.
 * The same array until one of them or a key changes: where a link stands, which changes with each exchange, is not in it.
 */
export function signatories(desk: Desk): readonly Partner[] {
  const all = [desk.self, ...desk.partners.values(), ...desk.introduced.values()];
  const last = lastSignatories.get(desk);
  const same = last?.length === all.length && all.every((one, index) => isSame(one, last[index]!));
  if (same) return last;
  const fresh = all.map(({ id, name, identity, keys }) => ({ id, name, identity, keys }));
  lastSignatories.set(desk, fresh);
  return fresh;
}

const lastSignatories = new WeakMap<Desk, readonly Partner[]>();

function isSame(one: Partner, other: Partner): boolean {
  return one.id === other.id && one.keys === other.keys && one.name === other.name;
}

export function partyOf(desk: Desk, id: PartnerId): Partner | undefined {
  if (id === desk.self.id) return desk.self;
  return desk.partners.get(id) ?? desk.introduced.get(id);
}

/** `kid` of the key with which a party signs now; null: all are retired. */
export function currentKeyOf({ keys }: Pick<Partner, "keys">): string | null {
  return keys.find(({ retired }) => retired === undefined)?.kid ?? null;
}

/** So many keys an identity may name, as its schema says too; each is compared with all that are known. */
export const mostKeys = 50;

/** Whether each key goes by its own thumbprint, and none is another party's: one `kid` must never name two keys or two owners. */
export function hasSoundKeys(desk: Desk, { id, keys }: Partner): boolean {
  const kids = new Set(keys.map(({ kid }) => kid));
  return (
    keys.length <= mostKeys &&
    kids.size === keys.length &&
    keys.every(({ x, kid }) => thumbprint(x) === kid) &&
    signatories(desk).every(
      (other) => other.id === id || !other.keys.some((key) => kids.has(key.kid)),
    )
  );
}

/** Tells the board who may stand in clauses, after parties came. */
export function showParties(desk: Desk): void {
  desk.board.setPartners([desk.self.id, ...desk.partners.keys()], [...desk.introduced.keys()]);
}
