import type { ShownWritten } from "../../desk/bundle-log.ts";
import type { Person } from "../../desk/people.ts";
import type { PartnerId } from "../../domain/partner.ts";

/** What came of reading a bundle. */
export interface ShownBundle {
  partner: PartnerId;
  bundle: string;
  written: string;
  objects: number;
  /** How many of them are held for checking. */
  held: number;
}

/** Bundles, as the API asks the desk for them. */
export interface BundlePort {
  /** A file for one partner, piece by piece; `after`: µs UTC. AppError partner-unknown, clearance-full-needed. */
  writeBundle(person: Person, partner: PartnerId, after?: number): AsyncGenerator<Uint8Array>;
  /** Newest first; `before`: `next` of the page before. AppError clearance-full-needed. */
  listWritten(
    person: Person,
    query: { limit: number; before?: string },
  ): Promise<{ bundles: ShownWritten[]; next: string | null }>;
  /** AppError bundle-*. */
  readBundle(person: Person, bytes: AsyncIterable<Uint8Array>): Promise<ShownBundle>;
}
