import type { AgreementForm } from "../domain/agreement.ts";
import type { Bilingual } from "../domain/bilingual.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { uuid4 } from "../domain/uuid.ts";
import { AppError } from "../errors.ts";
import { compilePolicy } from "../release/compile.ts";
import { conflicts } from "../release/conflicts.ts";
import { ruleChanges, type RuleChange } from "../release/matrix.ts";
import { draftInput, withdrawnInput } from "../release/preview.ts";
import { validateAgreement } from "../release/validate-agreement.ts";
import type { Desk } from "./desk.ts";
import { partyOf } from "./parties.ts";
import { listed, type ListedRecord } from "./list-records.ts";
import { previewFlows } from "./preview-flows.ts";
import type { Flow } from "./preview-tally.ts";
import type { Viewer } from "./viewer.ts";

export interface AgreementPreview {
  /** Those for whom anything changes, in the order of the partners. */
  partners: {
    partner: PartnerId;
    /** Goes at once. */
    opens: ShownFlow;
    /** May go, and is kept back first: so many of them until a second person approves, the others for a delay. */
    held: ShownFlow & { secondPerson: number };
    stops: ShownFlow;
  }[];
  /** What would be decided otherwise of own records that are written later. */
  later: RuleChange[];
  conflicts: { agreement: StixId | null; clause: string; text: Bilingual }[];
}

/** What would go out, or stop, for one partner. */
export type ShownFlow = Omit<Flow, "samples"> & { samples: ListedRecord[] };

/**
 * What would go out at once, be held first, or stop, per partner and topic, if all parties signed this form: content records, not
 * the places and translations that go with them. With `act`: if this node suspended, ended or left the agreement of this id
 * as it stands. Nothing is stored. Only records that this person
 * may see are counted. Errors: agreement-invalid; agreement-not-found with `act`.
 */
export async function previewAgreement(
  desk: Desk,
  viewer: Viewer,
  proposed: Omit<AgreementForm, "id"> & { id?: StixId },
  act: "sign" | "suspend" | "end" | "leave" = "sign",
): Promise<AgreementPreview> {
  const id = proposed.id ?? `agreement--${uuid4(desk.random)}`;
  const form = validateAgreement({ ...proposed, id });
  const input = desk.board.input();
  if (act !== "sign" && !input.versions.some((version) => version.form.id === id)) {
    throw new AppError("agreement-not-found", { id });
  }
  const draft =
    act === "sign" ? draftInput(input, form) : withdrawnInput(input, { agreement: id, act });
  const [current, next] = [desk.board.policy(), compilePolicy(draft)];
  const flows = await previewFlows(desk, viewer, current, next);
  const found = draft.partners.flatMap((partner) => {
    const flow = flows.get(partner);
    if (!flow || flow.opens.count + flow.held.count + flow.stops.count === 0) return [];
    return [{ partner, ...flow }];
  });
  const partners = await Promise.all(
    found.map(async ({ partner, opens, held, stops }) => ({
      partner,
      opens: await shown(desk, viewer, opens),
      held: { ...(await shown(desk, viewer, held)), secondPerson: held.secondPerson },
      stops: await shown(desk, viewer, stops),
    })),
  );
  const nameOf = (partner: PartnerId) => partyOf(desk, partner)?.name;
  const later = ruleChanges(current, next);
  return { partners, later, conflicts: act === "sign" ? conflicts(form, input, nameOf) : [] };
}

async function shown(
  desk: Desk,
  viewer: Viewer,
  { count, byTopic, samples }: Flow,
): Promise<ShownFlow> {
  const records = await desk.store.byRows(samples);
  return { count, byTopic, samples: await listed(desk, viewer, records, "previewed") };
}
