import Type from "typebox";
import type { FoundPlace } from "../desk-port.ts";
import type { ListedPartner } from "../../desk/list-partners.ts";
import type { ListedQuarantine } from "../../desk/list-quarantine.ts";
import { bilingual, describes, nullable, partnerId, position, stixId, time } from "./basics.ts";

export const listedPartner = describes<ListedPartner>(
  Type.Object(
    {
      id: partnerId,
      name: bilingual(),
      self: Type.Boolean({ description: "True: this node's own" }),
      link: Type.Object({
        state: Type.Enum(["up", "down", "unknown", "bundle", "none"], {
          description:
            "bundle: has no address, so files go instead; none: without a link, known because the lead of a coalition introduced it",
        }),
        lastExchange: nullable(time),
        lagMs: nullable(
          Type.Number({ minimum: 0, description: "Age of the oldest pending entry, ms" }),
        ),
        pending: nullable(
          Type.Integer({
            minimum: 0,
            description:
              "Outbox entries that no receipt covers yet; null for whoever may not see every record",
          }),
        ),
        error: Type.Optional(bilingual()),
      }),
    },
    { title: "ListedPartner" },
  ),
);

export const listedQuarantine = describes<ListedQuarantine>(
  Type.Object(
    {
      key: Type.String(),
      row: Type.Integer({ minimum: 1 }),
      partner: partnerId,
      at: time,
      code: Type.String(),
      id: nullable(stixId),
      reason: bilingual(),
      detail: Type.String(),
      body: Type.String({ description: "As received, cut at 64 KiB" }),
    },
    { title: "ListedQuarantine" },
  ),
);

export const foundPlace = describes<FoundPlace>(
  Type.Object(
    {
      id: Type.String(),
      name: bilingual(),
      extent: Type.Enum(["point", "area", "line"], {
        description: "area, line: `position` is where its name is drawn, and nothing more",
      }),
      position,
      kind: Type.String(),
      country: Type.String(),
    },
    { title: "FoundPlace" },
  ),
);

/** What `partner card` writes; the desk reads it strictly. */
export const partnerCard = describes<Record<string, unknown>>(
  Type.Object({}, { title: "PartnerCard", additionalProperties: true, maxProperties: 20 }),
);
