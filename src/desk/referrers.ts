import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { StoredRecord } from "../store/port.ts";
import type { Desk } from "./desk.ts";

const atOnce = 200;

/** Live latest records that refer to this one, however many, in the order in which they came. `by`: only those of one originator. */
export async function* referrersOf(
  desk: Desk,
  id: StixId,
  by?: PartnerId,
): AsyncGenerator<StoredRecord> {
  for (let afterRow = 0; ;) {
    const of = { afterRow, ...(by !== undefined && { originator: by }) };
    const page = await desk.store.referrers(id, atOnce, of);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < atOnce) return;
    afterRow = last.row;
  }
}
