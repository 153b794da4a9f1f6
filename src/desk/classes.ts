import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change, Store } from "../store/port.ts";

/** What decides about one record of a closure: its label, its kind, its originator. */
export interface Member {
  labelId: StixId;
  kind: string;
  originator: PartnerId;
  /** Does not go along: the record was derived from it here, and goes only to whom it may go. */
  source?: true;
  /** Somebody else's, which the record only refers to: it is no reason against its own originator, who has it. */
  target?: true;
}

/**
 * Release classes: the set of members of a record and all that it refers to, interned as an integer,
 * so that an outbox entry can be decided again without reading what it refers to.
 */
export interface Classes {
  of(members: readonly Member[]): number;
  members(release: number): readonly Member[];
  /** The classes of which a member bears this label. */
  labelled(label: StixId): ReadonlySet<number>;
  /** The classes of which a member is this partner's. */
  originatedBy(partner: PartnerId): ReadonlySet<number>;
  /** Changes that must go into every commit until they are known to be on disk. */
  unsaved(): Change[];
  saved(changes: readonly Change[]): void;
}

const none: ReadonlySet<number> = new Set();

export async function openClasses(store: Store): Promise<Classes> {
  const byKey = new Map<string, number>();
  const byClass: (readonly Member[])[] = [[]];
  const byLabel = new Map<StixId, Set<number>>();
  const byOriginator = new Map<PartnerId, Set<number>>();
  const pending = new Map<number, Change>();

  function learn(release: number, key: string): void {
    byKey.set(key, release);
    byClass[release] = membersOf(key);
    for (const { labelId, originator, source } of byClass[release]) {
      if (source) continue;
      among(byLabel, labelId).add(release);
      among(byOriginator, originator).add(release);
    }
  }

  for (const { class: release, key } of await store.classes()) {
    learn(release, key);
  }
  return {
    of(members) {
      const key = keyOf(members);
      const known = byKey.get(key);
      if (known !== undefined) return known;
      const release = byClass.length;
      learn(release, key);
      pending.set(release, { do: "class", class: release, key });
      return release;
    },
    members: (release) => byClass[release] ?? [],
    labelled: (label) => byLabel.get(label) ?? none,
    originatedBy: (partner) => byOriginator.get(partner) ?? none,
    unsaved: () => [...pending.values()],
    saved(changes) {
      for (const change of changes) if (change.do === "class") pending.delete(change.class);
    },
  };
}

function among(sets: Map<string, Set<number>>, key: string): Set<number> {
  let found = sets.get(key);
  if (!found) sets.set(key, (found = new Set()));
  return found;
}

function keyOf(members: readonly Member[]): string {
  const keys = members.map(
    ({ labelId, kind, originator, source, target }) =>
      `${labelId} ${kind} ${originator}${source ? " source" : target ? " target" : ""}`,
  );
  return keys.length === 1 ? keys[0]! : [...new Set(keys)].sort().join("\n");
}

function membersOf(key: string): Member[] {
  if (key === "") return [];
  return key.split("\n").map((line) => {
    const [labelId, kind, originator, role] = line.split(" ") as [string, string, string, string?];
    return { labelId, kind, originator, ...(role && { [role]: true as const }) };
  });
}
