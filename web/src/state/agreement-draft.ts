import type { AgreementDraft } from "../api/shapes.ts";

const prefix = "tansiq.agreement-draft.";

interface Kept {
  draft: AgreementDraft;
  /** `modified` of the version that it was begun from; null: of none. */
  base: string | null;
}

/** Keeps an agreement that is being written over a reload of this tab. `of`: the agreement's id, or "new". */
export function keepAgreementDraft(of: string, kept: Kept): void {
  sessionStorage.setItem(prefix + of, JSON.stringify(kept));
}

export function keptAgreementDraft(of: string): Kept | null {
  const kept = sessionStorage.getItem(prefix + of);
  return kept === null ? null : (JSON.parse(kept) as Kept);
}

export function dropAgreementDraft(of: string): void {
  sessionStorage.removeItem(prefix + of);
}
