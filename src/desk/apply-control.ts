import { readAgreement, readSignature } from "../domain/agreement-object.ts";
import { isControlKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import { readRecallNotice } from "../domain/recall-notice.ts";
import { readReceipt } from "../domain/receipt.ts";
import type { StixObject } from "../domain/stix.ts";
import type { Change } from "../store/port.ts";
import type { Accepted } from "./admit.ts";
import type { Desk } from "./desk.ts";
import { relayed } from "./agreement-parties.ts";
import { withdraw } from "./withdraw.ts";

export interface ControlEffects {
  groups: Change[][];
  /** Agreements and signatures among them. */
  learned: StixObject[];
}

/** What control records of a delivery do here. They pass outside grants and red lines. */
export async function applyControl(
  desk: Desk,
  from: PartnerId,
  accepted: readonly Accepted[],
): Promise<ControlEffects> {
  const effects: ControlEffects = { groups: [], learned: [] };
  for (const checked of accepted) {
    const { row } = checked;
    if (!isControlKind(row.kind)) continue;
    // Read only here: it may have to be parsed first.
    const { object } = checked;
    const group: Change[] = [{ do: "record", row: { ...row, class: 0, via: from } }];
    const by = row.originator!;
    if (row.kind === "agreement") {
      const { form } = readAgreement(object);
      effects.learned.push(object);
      group.push(...relayed(desk, from, by, row, form));
    } else if (row.kind === "agreement-signature") {
      const { agreement } = readSignature(object);
      const form = desk.board
        .input()
        .versions.findLast((known) => known.form.id === agreement)?.form;
      effects.learned.push(object);
      if (form) group.push(...relayed(desk, from, by, row, form));
    } else if (row.kind === "recall-notice") {
      group.push(...(await withdraw(desk, from, by, readRecallNotice(object))));
    } else if (row.kind === "receipt" && by === from) {
      const { through } = readReceipt(object);
      group.push({ do: "received", partner: from, through, at: desk.clock() });
    }
    effects.groups.push(group);
  }
  return effects;
}
