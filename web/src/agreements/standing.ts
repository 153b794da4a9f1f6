import type { ListedAgreement } from "../api/shapes.ts";

type Listed = Pick<ListedAgreement, "form" | "modified" | "state" | "awaiting" | "signatures">;

/**
 * The version (its `modified`) by which an agreement goes on while a newer one waits for signatures: the newest that both sides
 * signed, in a coalition the newest that `party` signed. null: it is the latest, or there is none.
 */
export function standingVersion(
  { form, modified, state, awaiting, signatures }: Listed,
  party: string,
): string | null {
  if (awaiting.length === 0 || state === "proposed") return null;
  const signers = form.coalition ? [party] : form.parties;
  const signedBy = (signer: string) =>
    new Set(
      signatures.flatMap(({ by, act, version }) =>
        by === signer && act === "sign" ? [version] : [],
      ),
    );
  const [first, ...others] = signers.map(signedBy);
  const shared = [...(first ?? [])].filter((version) =>
    others.every((other) => other.has(version)),
  );
  const newest = shared.sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
  return newest === modified ? null : newest;
}

/** Agreements of which a version waits for this party's word. */
export function awaitingWord<A extends Pick<Listed, "awaiting">>(
  list: readonly A[],
  party: string,
): A[] {
  return list.filter(({ awaiting }) => awaiting.includes(party));
}
