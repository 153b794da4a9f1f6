import type { PartnerId } from "../domain/partner.ts";
import { readReceipt, receiptObject } from "../domain/receipt.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change } from "../store/port.ts";
import type { DeliveryPosition } from "./accept-records.ts";
import type { Accepted } from "./admit.ts";
import { controlRow } from "./control-row.ts";
import type { Desk } from "./desk.ts";
import { put } from "./documents.ts";
import type { Followed } from "./follow-ledger.ts";

/**
 * Signs for a delivery: "all that you offered me up to this date lies here". It goes into the commit that moves the cursor there,
 * or nobody would ever make it after a crash. Receipts themselves are not receipted, otherwise two nodes would never be quiet.
 */
export function receiptFor(
  desk: Desk,
  partner: PartnerId,
  { through }: DeliveryPosition,
  accepted: readonly Accepted[],
  notAccepted: readonly StixId[],
  signed: Followed["signed"],
): Change[] {
  const ids = [...accepted.map(({ row }) => row.id), ...notAccepted];
  if (ids.every((id) => id.startsWith("receipt--"))) return [];
  const row = controlRow(
    desk,
    receiptObject(
      { offeredBy: partner, through, notAccepted, at: desk.clock(), ...signed },
      desk.self.id,
    ),
  );
  const { id, modified } = row;
  return [
    { do: "record", row },
    { do: "offer", offer: { partner, id, modified, control: true } },
  ];
}

/** What a partner's receipts say that it did not accept of what stands in its outbox: explain-record tells it to our people. */
export async function notAcceptedThere(
  desk: Desk,
  from: PartnerId,
  accepted: readonly Accepted[],
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const checked of accepted) {
    const { kind, originator } = checked.row;
    if (kind !== "receipt" || originator !== from) continue;
    const { offeredBy, through, notAccepted } = readReceipt(checked.object);
    if (offeredBy !== desk.self.id) continue;
    for (const id of notAccepted) {
      const offers = await desk.store.offersOf(id);
      // A partner may name ids at will.
      if (!offers.some(({ partner }) => partner === from)) continue;
      changes.push(put("not-accepted", `${id} ${from}`, { through }));
    }
  }
  return changes;
}
