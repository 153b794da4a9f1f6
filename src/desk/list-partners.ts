import type { Bilingual } from "../domain/bilingual.ts";
import type { PartnerId } from "../domain/partner.ts";
import { isFull } from "../domain/clearance.ts";
import { stixTime } from "../domain/time.ts";
import { problem, type AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import type { PartnerDocument } from "./documents.ts";
import type { Viewer } from "./viewer.ts";

/** The last word of a link, as the transport reports it. */
export interface LinkWord {
  state: string;
  /** ms UTC. */
  at: number;
  fault: AppError | null;
}

export interface ListedPartner {
  id: PartnerId;
  name: Bilingual;
  self: boolean;
  link: {
    /** bundle: never called, has no address; none: known by a lead's introduction alone. */
    state: "up" | "down" | "unknown" | "bundle" | "none";
    lastExchange: string | null;
    /** How long the oldest pending entry has stood in its outbox, ms; 0 when nothing is pending; null: not for this person. */
    lagMs: number | null;
    /** Entries of its outbox that no receipt of it covers yet, served or not. null: they count what this person may not see. */
    pending: number | null;
    error?: Bilingual;
  };
}

/** All partners with the state of their links; this node's own partner first, those without a link last. */
export async function listPartners(
  desk: Desk,
  { clearance }: Viewer,
  words: ReadonlyMap<PartnerId, LinkWord>,
): Promise<ListedPartner[]> {
  const { id, name } = desk.self;
  const own = { state: "up", lastExchange: null, lagMs: 0, pending: 0 } as const;
  const listed: ListedPartner[] = [{ id, name, self: true, link: own }];
  for (const partner of desk.partners.values()) {
    const word = words.get(partner.id);
    const { pending, pendingSince } = await desk.store.outboxState(partner.id);
    const last = partner.lastExchange;
    listed.push({
      id: partner.id,
      name: partner.name,
      self: false,
      link: {
        state: stateOf(partner, word),
        lastExchange: last === null ? null : stixTime(last),
        lagMs: !isFull(clearance)
          ? null
          : pendingSince === null
            ? 0
            : Math.max(0, Math.round(desk.clock() - pendingSince / 1000)),
        pending: isFull(clearance) ? pending : null,
        ...(word?.fault && { error: problem(word.fault).detail }),
      },
    });
  }
  const none = { state: "none", lastExchange: null, lagMs: null, pending: 0 } as const;
  for (const { id, name } of desk.introduced.values()) {
    listed.push({ id, name, self: false, link: none });
  }
  return listed;
}

function stateOf(
  { url }: PartnerDocument,
  word: LinkWord | undefined,
): "up" | "down" | "unknown" | "bundle" {
  if (url === null) return "bundle";
  return !word ? "unknown" : word.state === "up" ? "up" : "down";
}
