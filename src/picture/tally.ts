import type { Columns } from "./columns.ts";

/** The numbers of the names that an entry bears. */
export interface Bearing {
  kind: number;
  originator: number;
  label: number;
}

/** How many live entries bear each kind, originator and label together: who may not see a label learns nothing of the others. */
export interface Tally {
  /** An entry came (1) or went (-1). */
  count(columns: Columns, slot: number, by: 1 | -1): void;
  /** What at least one live entry bears. */
  borne(): Bearing[];
}

const radix = 65_536;

export function tallyOf(columns: Columns): Tally {
  const counts = new Map<number, number>();
  const tally: Tally = {
    count({ kind, originator, label }, slot, by) {
      const key = (label[slot]! * radix + originator[slot]!) * radix + kind[slot]!;
      counts.set(key, (counts.get(key) ?? 0) + by);
    },
    borne: () =>
      [...counts].flatMap(([key, live]) => {
        if (live <= 0) return [];
        const rest = Math.floor(key / radix);
        const [kind, originator] = [key % radix, rest % radix];
        return [{ kind, originator, label: Math.floor(rest / radix) }];
      }),
  };
  for (let slot = 0; slot < columns.length; slot++) tally.count(columns, slot, 1);
  return tally;
}
