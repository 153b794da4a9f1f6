import { createHash } from "node:crypto";
import type { PartnerId } from "../domain/partner.ts";
import type { Change } from "../store/port.ts";
import type { Refused } from "./admit.ts";

const kept = 65_536;

/** Puts an object that a partner sent into quarantine; the same one again is one entry. `at`: ms UTC. */
export function quarantined(partner: PartnerId, at: number, fault: Refused): Change {
  const key = createHash("sha256").update(`${partner}\n${fault.body}`).digest("hex");
  const { code, id, detail } = fault;
  const body = fault.body.slice(0, kept);
  return { do: "quarantine", entry: { key, partner, at, code, id, body, detail } };
}

/** Whether the body in quarantine may have been cut: such a one cannot be looked at again. */
export function mayBeCut(body: string): boolean {
  return body.length >= kept;
}
