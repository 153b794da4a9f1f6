import type { PartnerId } from "../domain/partner.ts";
import type { Acceptance } from "./accept-records.ts";
import type { Desk } from "./desk.ts";

const keptMs = 24 * 3600_000;

/** What became of a delivery; null where it is unknown, another partner's or older than 24 hours. */
export async function readStatus(
  desk: Desk,
  partner: PartnerId,
  id: string,
): Promise<Acceptance | null> {
  const found = await desk.store.status(id);
  if (!found || found.partner !== partner || found.at < desk.clock() - keptMs) return null;
  return { id, ...(JSON.parse(found.value) as Omit<Acceptance, "id">) };
}
