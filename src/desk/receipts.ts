import type { PartnerId } from "../domain/partner.ts";
import { receiptObject } from "../domain/receipt.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change } from "../store/port.ts";
import type { DeliveryPosition } from "./accept-records.ts";
import type { Accepted } from "./admit.ts";
import { controlRow } from "./control-row.ts";
import type { Desk } from "./desk.ts";
import { settle } from "./settle.ts";

/**
 * Signs for a delivery: "all that you offered me up to this date lies here". Receipts themselves are not
 * receipted, otherwise two nodes would never be quiet.
 */
export async function noteReceipt(
  desk: Desk,
  partner: PartnerId,
  { through }: DeliveryPosition,
  accepted: readonly Accepted[],
  notAccepted: readonly StixId[],
): Promise<void> {
  const link = desk.partners.get(partner);
  if (!link || link.cursor.through < through) return;
  const ids = [...accepted.map(({ row }) => row.id), ...notAccepted];
  if (ids.every((id) => id.startsWith("receipt--"))) return;
  const row = controlRow(
    desk,
    receiptObject({ offeredBy: partner, through, notAccepted, at: desk.clock() }, desk.self.id),
  );
  const { id, modified } = row;
  const group: Change[] = [
    { do: "record", row },
    { do: "offer", offer: { partner, id, modified, control: true } },
  ];
  const result = await desk.store.commit({ priority: "interactive", groups: [group] });
  settle(desk, [group], result);
}
