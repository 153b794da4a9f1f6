import { hash } from "node:crypto";
import type { StixId } from "../domain/stix.ts";
import { canonical } from "../proof/canonical.ts";
import type { ToConfirm } from "./documents.ts";

/** What a node's configuration may ask two people for. */
export const actsOfTwo = ["agreements", "bundles", "restore"] as const;
export type ActOfTwo = (typeof actsOfTwo)[number];

/** What one person did and a second one has to confirm: of an agreement, or for a partner. */
export type ConfirmKind = "signature" | "proposal" | "bundle";

/** Under which it waits; `id`: of the agreement, or the partner's identity. */
export const confirmKey = (kind: ConfirmKind, id: StixId): string => `${kind} ${id}`;

/**
 * Names exactly what a second person reads of it: SHA-256 in hexadecimal of its content, whoever wanted it. So nobody confirms
 * what the first person put in its place meanwhile.
 */
export function versionToConfirm(waiting: ToConfirm): string {
  const { kind, id } = waiting;
  const content =
    waiting.kind === "signature"
      ? { version: waiting.version, reason: waiting.reason ?? null }
      : waiting.kind === "proposal"
        ? { form: waiting.form }
        : { partner: waiting.partner, after: waiting.after ?? null };
  return hash("sha256", canonical({ kind, id, ...content }));
}
