import { readAgreement, readSignature } from "../domain/agreement-object.ts";
import { readConsent } from "../domain/consent.ts";
import { isControlKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import { readRecallNotice } from "../domain/recall-notice.ts";
import { readReceipt } from "../domain/receipt.ts";
import type { Change } from "../store/port.ts";
import type { Accepted } from "./admit.ts";
import { answeredUpTo } from "./answered.ts";
import type { Desk } from "./desk.ts";
import { identityRelayed } from "./acquaintance.ts";
import { relayed } from "./agreement-parties.ts";
import { tightenedBy } from "./consent-came.ts";
import { stillSigns } from "./sender-key.ts";
import { cosigned } from "./serve-ledger.ts";
import { withdraw } from "./withdraw.ts";

export interface ControlEffects {
  groups: Change[][];
  /** Agreements or signatures are among them, or what takes a consent back. */
  moves: boolean;
}

/**
 * What control records of a delivery do here. They pass outside grants and red lines. `vouched`: nobody but the partner itself can
 * have handed it over, so that a receipt counts too which it signed before it rolled its key.
 */
export async function applyControl(
  desk: Desk,
  from: PartnerId,
  accepted: readonly Accepted[],
  vouched: boolean,
): Promise<ControlEffects> {
  const { versions, signatures } = desk.board.papers();
  const papers = { versions: [...versions], signatures };
  const effects: ControlEffects = { groups: [], moves: false };
  let answered = 0;
  for (const checked of accepted) {
    const { row } = checked;
    if (row.originator !== null && desk.partners.get(row.originator)?.identity === row.id) {
      effects.groups.push(identityRelayed(desk, row.originator, row));
    }
    if (!isControlKind(row.kind)) continue;
    // Read only here: it may have to be parsed first.
    const { object } = checked;
    const group: Change[] = [{ do: "record", row: { ...row, class: 0, via: from } }];
    const by = row.originator!;
    if (row.kind === "agreement") {
      const version = readAgreement(object);
      effects.moves = true;
      papers.versions.push(version);
      const about = { agreement: version.form.id, version: version.modified };
      group.push(...relayed(desk, from, row, about, papers));
    } else if (row.kind === "agreement-signature") {
      effects.moves = true;
      group.push(...relayed(desk, from, row, readSignature(object), papers));
    } else if (row.kind === "recall-notice") {
      group.push(...(await withdraw(desk, from, by, readRecallNotice(object))));
    } else if (row.kind === "consent") {
      if (tightenedBy(desk, from, readConsent(object))) effects.moves = true;
    } else if (
      row.kind === "receipt" &&
      by === from &&
      (vouched || stillSigns(desk, from, checked.kid!))
    ) {
      const receipt = readReceipt(object);
      if (receipt.offeredBy === desk.self.id) {
        const { through } = receipt;
        group.push({ do: "received", partner: from, through, at: desk.clock() });
        answered = Math.max(answered, through);
        group.push(...(await cosigned(desk, from, receipt)));
      }
    }
    effects.groups.push(group);
  }
  effects.groups.push(await answeredUpTo(desk, from, answered));
  return effects;
}
