import Type from "typebox";
import type { FoundPlace } from "../desk-port.ts";
import type { ListedPartner } from "../../desk/list-partners.ts";
import type { ShownCard } from "../../desk/partners.ts";
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

export const keyId = Type.String({
  pattern: "^[A-Za-z0-9_-]{43}$",
  description:
    "Id (RFC 7638 thumbprint) of the key with which a partner signs, as `tansiq key show` prints it",
});

export const shownCard = describes<ShownCard>(
  Type.Object(
    {
      partner: partnerId,
      name: bilingual(),
      url: nullable(Type.String()),
      pin: nullable(Type.String({ description: "SHA-256 of its certificate, hexadecimal" })),
      kid: keyId,
      known: nullable(
        Type.Enum(["link", "introduced"], { description: "null: it is not known here yet" }),
      ),
    },
    { title: "ShownCard" },
  ),
);

export const exampleShownCard: ShownCard = {
  partner: "damascus",
  name: { ar: "دمشق", en: "Damascus" },
  url: "https://damascus.example:8700",
  pin: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
  kid: "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
  known: null,
};
