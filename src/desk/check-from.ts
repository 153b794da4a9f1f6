import type { PartnerId } from "../domain/partner.ts";
import type { Checked } from "./check/checked.ts";
import type { Desk } from "./desk.ts";

/** Checks what a partner sent, object by object. `bytes`: an envelope. Errors: json-*, envelope-wrong. */
export async function checkFrom(
  desk: Desk,
  from: PartnerId,
  bytes: Uint8Array,
): Promise<Checked[]> {
  const { objects } = await desk.checker.check(bytes, {
    partners: [desk.self, ...desk.partners.values()],
    labels: desk.labels,
    now: desk.clock(),
    maxAheadMs: 24 * 3600_000,
    allowUnsigned: desk.partners.get(from)?.unsignedAllowed ?? false,
  });
  return objects;
}
