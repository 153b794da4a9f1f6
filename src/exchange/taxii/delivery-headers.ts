import { parseTaxiiTime, taxiiTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { DeliveryPosition } from "./desk-port.ts";

/*
 * Beside what TAXII says, a node tells with a POST where its objects stand in the outbox of the partner
 * it posts to, so that the partner's next pull begins behind them. Other servers ignore it.
 */
const afterHeader = "x-tansiq-delivered-after";
const throughHeader = "x-tansiq-delivered-through";

/** With a page, either way: what it is in the sender's ledger. */
export const ledgerHeader = "x-tansiq-ledger";

export function deliveryHeaders(position: DeliveryPosition): Record<string, string> {
  const { after, through, ledger } = position;
  return {
    [afterHeader]: taxiiTime(after),
    [throughHeader]: taxiiTime(through),
    ...(ledger !== undefined && { [ledgerHeader]: ledger }),
  };
}

/** What a header says of the ledger; undefined: nothing. */
export function readLedgerHeader(
  headers: Record<string, string | string[] | undefined>,
): string | undefined {
  const value = headers[ledgerHeader];
  return typeof value === "string" ? value : undefined;
}

/** undefined: the sender said nothing. AppError request-invalid where it is malformed. */
export function readDeliveryHeaders(
  headers: Record<string, string | string[] | undefined>,
): DeliveryPosition | undefined {
  if (headers[afterHeader] === undefined && headers[throughHeader] === undefined) return undefined;
  const after = parseTaxiiTime(String(headers[afterHeader]));
  const through = parseTaxiiTime(String(headers[throughHeader]));
  if (after === null || through === null || after > through) {
    const reason = `${afterHeader}, ${throughHeader}`;
    throw new AppError("request-invalid", { reason, reason_ar: reason });
  }
  const ledger = readLedgerHeader(headers);
  return { after, through, ...(ledger !== undefined && { ledger }) };
}
