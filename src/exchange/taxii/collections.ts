import { createHash } from "node:crypto";

import type { PartnerId } from "../../domain/partner.ts";
import { AppError } from "../../errors.ts";
import { stixMediaType } from "./media-type.ts";

/** A TAXII collection resource (section 5.2.1) as one partner sees it. */
export interface Collection {
  id: string;
  title: string;
  description: string;
  alias: "outbox" | "inbox";
  can_read: boolean;
  can_write: boolean;
  media_types: string[];
}

/** The two collections of `partner` at `node`, always in this order. */
export function collectionsOf(node: PartnerId, partner: PartnerId): Collection[] {
  return [
    {
      id: collectionId(node, partner, "outbox"),
      title: "Outbox / الصادر",
      description: `Released by ${node} to ${partner}. ما أجازت ${node} تمريره إلى ${partner}.`,
      alias: "outbox",
      can_read: true,
      can_write: false,
      media_types: [stixMediaType],
    },
    {
      id: collectionId(node, partner, "inbox"),
      title: "Inbox / الوارد",
      description: `From ${partner} for ${node}. ما ترسله ${partner} إلى ${node}.`,
      alias: "inbox",
      can_read: false,
      can_write: true,
      media_types: [stixMediaType],
    },
  ];
}

/** By id or alias; AppError not-found, also for another partner's collection. */
export function findCollection(node: PartnerId, partner: PartnerId, name: string): Collection {
  const found = collectionsOf(node, partner).find(({ id, alias }) => id === name || alias === name);
  if (found === undefined) throw new AppError("not-found");
  return found;
}

/** Fixed for ever per node, partner and direction; has the form of a UUIDv4, as TAXII asks. */
function collectionId(node: PartnerId, partner: PartnerId, alias: string): string {
  const digest = createHash("sha256").update(`collection\n${node}\n${partner}\n${alias}`).digest();
  digest[6] = (digest[6]! & 0x0f) | 0x40;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString("hex", 0, 16);
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...groups, hex.slice(20)].join("-");
}
