import type { ListedConsent } from "../../../src/desk/list-consents.ts";
import type { ReleaseState } from "../api/shapes.ts";

/**
 * Whether it is of use to ask the originators of a record under originator control for their consent to this partner: it is
 * withheld by the label's word on passing on, and no ask of ours waits for an answer.
 */
export function mayAskFor(
  {
    partner,
    released,
    state,
    reasons,
  }: Pick<ReleaseState, "partner" | "released" | "state" | "reasons">,
  consents: readonly Pick<ListedConsent, "to" | "state">[],
): boolean {
  if (released || state === "recalled") return false;
  const waits = consents.some((consent) => consent.to === partner && consent.state === "asked");
  return (
    !waits && reasons.some(({ effect, clause }) => effect === "reshare" && clause === "reshare")
  );
}
