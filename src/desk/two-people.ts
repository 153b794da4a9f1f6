import type { StixId } from "../domain/stix.ts";

/** What a node's configuration may ask two people for. */
export const actsOfTwo = ["agreements", "restore"] as const;
export type ActOfTwo = (typeof actsOfTwo)[number];

/** Under which what one person did waits for a second one; `id`: of the agreement. */
export const confirmKey = (kind: "signature" | "proposal", id: StixId): string => `${kind} ${id}`;
