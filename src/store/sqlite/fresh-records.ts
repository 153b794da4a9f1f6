import type { StixId } from "../../domain/stix.ts";

/** A record written in the open transaction as the first version of its id. */
export interface Fresh {
  modified: number;
  row: number;
  kind: number;
  /** To whom it was offered since, by number. */
  offered: Set<number>;
}

/**
 * What the open transaction wrote. A new object's offers need no look at what stood before, and that is nearly
 * every offer of a bulk load. Whatever else touches the id must take it out.
 */
export type FreshRecords = Map<StixId, Fresh>;
