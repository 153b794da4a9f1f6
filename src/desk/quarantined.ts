import { createHash } from "node:crypto";
import type { PartnerId } from "../domain/partner.ts";
import type { Change } from "../store/port.ts";
import type { Refused } from "./admit.ts";

const kept = 65_536;

/** Puts an object that a partner sent into quarantine; the same one again is one entry. `at`: ms UTC. */
export function quarantined(partner: PartnerId, at: number, fault: Refused): Change {
  const key = quarantineKey(partner, fault.body);
  const { code, id, detail } = fault;
  const body = fault.body.slice(0, kept);
  return { do: "quarantine", entry: { key, partner, at, code, id, body, detail } };
}

/** Under which what a partner sent lies in quarantine, by its canonical text. */
export function quarantineKey(partner: PartnerId, body: string): string {
  return createHash("sha256").update(`${partner}\n${body}`).digest("hex");
}

/** Whether the body in quarantine may have been cut: such a one cannot be looked at again. */
export function mayBeCut(body: string): boolean {
  return body.length >= kept;
}
