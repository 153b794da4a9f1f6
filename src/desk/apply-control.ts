import { readAgreement, readSignature } from "../domain/agreement-object.ts";
import { isControlKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import { readRecallNotice } from "../domain/recall-notice.ts";
import { readReceipt } from "../domain/receipt.ts";
import type { Change } from "../store/port.ts";
import type { Accepted } from "./admit.ts";
import type { Desk } from "./desk.ts";
import { relayed } from "./agreement-parties.ts";
import { withdraw } from "./withdraw.ts";

export interface ControlEffects {
  groups: Change[][];
  /** Agreements or signatures are among them. */
  moves: boolean;
}

/** What control records of a delivery do here. They pass outside grants and red lines. */
export async function applyControl(
  desk: Desk,
  from: PartnerId,
  accepted: readonly Accepted[],
): Promise<ControlEffects> {
  const forms = new Map(desk.board.input().versions.map(({ form }) => [form.id, form]));
  const effects: ControlEffects = { groups: [], moves: false };
  for (const checked of accepted) {
    const { row } = checked;
    if (!isControlKind(row.kind)) continue;
    // Read only here: it may have to be parsed first.
    const { object } = checked;
    const group: Change[] = [{ do: "record", row: { ...row, class: 0, via: from } }];
    const by = row.originator!;
    if (row.kind === "agreement") {
      const { form } = readAgreement(object);
      effects.moves = true;
      forms.set(form.id, form);
      group.push(...relayed(desk, from, by, row, form));
    } else if (row.kind === "agreement-signature") {
      const { agreement } = readSignature(object);
      const form = forms.get(agreement);
      effects.moves = true;
      if (form) group.push(...relayed(desk, from, by, row, form));
    } else if (row.kind === "recall-notice") {
      group.push(...(await withdraw(desk, from, by, readRecallNotice(object))));
    } else if (row.kind === "receipt" && by === from) {
      const { offeredBy, through } = readReceipt(object);
      if (offeredBy === desk.self.id) {
        group.push({ do: "received", partner: from, through, at: desk.clock() });
      }
    }
    effects.groups.push(group);
  }
  return effects;
}
