import type { StixId } from "../domain/stix.ts";

/** What a node's configuration may ask two people for. */
export const actsOfTwo = ["agreements", "bundles", "restore"] as const;
export type ActOfTwo = (typeof actsOfTwo)[number];

/** What one person did and a second one has to confirm: of an agreement, or for a partner. */
export type ConfirmKind = "signature" | "proposal" | "bundle";

/** Under which it waits; `id`: of the agreement, or the partner's identity. */
export const confirmKey = (kind: ConfirmKind, id: StixId): string => `${kind} ${id}`;
