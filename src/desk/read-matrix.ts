import type { PartnerId } from "../domain/partner.ts";
import { stixTime } from "../domain/time.ts";
import { type MatrixRow, type Matter, releaseMatrix } from "../release/matrix.ts";
import type { Desk } from "./desk.ts";

export interface ReadMatrix {
  /** A record of ours, written then (RFC 3339, UTC), without a place and without caveats. */
  about: Matter & { originator: PartnerId; at: string };
  partners: MatrixRow[];
}

/** To whom a record of this node would go now, topic by topic, and why not. No record is read. */
export function readMatrix(desk: Desk, matter: Matter): ReadMatrix {
  const policy = desk.board.policy();
  const partners = [...desk.partners.keys()].filter((partner) => partner !== desk.self.id).sort();
  return {
    about: { ...matter, originator: desk.self.id, at: stixTime(desk.clock()) },
    partners: releaseMatrix(policy, partners, matter),
  };
}
