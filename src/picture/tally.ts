import type { Columns } from "./columns.ts";

const counted = ["kind", "originator", "label"] as const;
type Counted = (typeof counted)[number];

/** How many live entries bear each name, by the name's number. */
export type Tally = Record<Counted, number[]>;

export function tallyOf(columns: Columns): Tally {
  const tally: Tally = { kind: [], originator: [], label: [] };
  for (let slot = 0; slot < columns.length; slot++) count(tally, columns, slot, 1);
  return tally;
}

/** An entry came (1) or went (-1). */
export function count(tally: Tally, columns: Columns, slot: number, by: 1 | -1): void {
  for (const column of counted) {
    const name = columns[column][slot]!;
    tally[column][name] = (tally[column][name] ?? 0) + by;
  }
}
