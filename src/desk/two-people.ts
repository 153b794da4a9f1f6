import { hash } from "node:crypto";
import type { StixId } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import { canonical } from "../proof/canonical.ts";
import type { Deciding, ToConfirm } from "./documents.ts";
import { samePerson } from "./people.ts";

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

/** What a person says of what another one asked for, or of what it asked for itself. */
export interface Answer {
  approve: boolean;
  /** Why it is refused: who asked reads it. */
  reason?: string;
}

/** What was asked for, and whether another person refused it: then it stays for who asked until that one takes it back. */
export interface Asked {
  asked: Deciding;
  refused?: Deciding & { reason: string };
}

/** What an answer comes to. Errors: waiting-gone where it was refused already, reason-missing, second-person-needed. */
export function meant(
  { asked, refused }: Asked,
  person: string,
  { approve, reason }: Answer,
): "approved" | "taken-back" | { reason: string } {
  const own = samePerson(asked.by, person);
  if (!approve && own) return "taken-back";
  if (refused) throw new AppError("waiting-gone");
  if (approve && own) throw new AppError("second-person-needed");
  if (approve) return "approved";
  if (!reason) throw new AppError("reason-missing");
  return { reason };
}

/** Whether it is listed for this person: what was refused is for who asked alone. */
export function waitsFor({ asked, refused }: Asked, person: string): boolean {
  return !refused || samePerson(asked.by, person);
}
