import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change, Store } from "../store/port.ts";

/** What decides about one record of a closure: its label, its kind, its originator. */
export interface Member {
  labelId: StixId;
  kind: string;
  originator: PartnerId;
}

/**
 * Release classes: the set of members of a record and all that it refers to, interned as an integer,
 * so that an outbox entry can be decided again without reading what it refers to.
 */
export interface Classes {
  of(members: readonly Member[]): number;
  members(release: number): readonly Member[];
  /** Changes that must go into every commit until they are known to be on disk. */
  unsaved(): Change[];
  saved(changes: readonly Change[]): void;
}

export async function openClasses(store: Store): Promise<Classes> {
  const byKey = new Map<string, number>();
  const byClass: (readonly Member[])[] = [[]];
  const pending = new Map<number, Change>();
  for (const { class: release, key } of await store.classes()) {
    byKey.set(key, release);
    byClass[release] = membersOf(key);
  }
  return {
    of(members) {
      const key = keyOf(members);
      const known = byKey.get(key);
      if (known !== undefined) return known;
      const release = byClass.length;
      byKey.set(key, release);
      byClass.push(membersOf(key));
      pending.set(release, { do: "class", class: release, key });
      return release;
    },
    members: (release) => byClass[release] ?? [],
    unsaved: () => [...pending.values()],
    saved(changes) {
      for (const change of changes) if (change.do === "class") pending.delete(change.class);
    },
  };
}

function keyOf(members: readonly Member[]): string {
  const keys = members.map(({ labelId, kind, originator }) => `${labelId} ${kind} ${originator}`);
  return keys.length === 1 ? keys[0]! : [...new Set(keys)].sort().join("\n");
}

function membersOf(key: string): Member[] {
  if (key === "") return [];
  return key.split("\n").map((line) => {
    const [labelId, kind, originator] = line.split(" ") as [string, string, string];
    return { labelId, kind, originator };
  });
}
