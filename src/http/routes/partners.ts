import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, nullable, partnerId } from "../schema/basics.ts";
import { examplePartner } from "../schema/examples.ts";
import {
  exampleShownCard,
  keyId,
  listedPartner,
  partnerCard,
  shownCard,
} from "../schema/partners.ts";

const exampleCard = {
  partner: "damascus",
  name: { ar: "دمشق", en: "Damascus" },
  url: "https://damascus.example:8700",
};

export function partnerRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/partners",
      summary: "All partners, this node included, with the state of their links",
      roles: may.read,
      answer: {
        status: 200,
        description: "The partners",
        schema: Type.Object({ partners: Type.Array(listedPartner) }),
        example: { partners: [examplePartner] },
      },
      handler: async ({ person }) => ({ partners: await desk.listPartners(person) }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/partners/card",
      summary: "Read a card before it is added: nothing is changed by it",
      roles: may.changePartners,
      body: Type.Object({ card: partnerCard }, closed),
      bodyExample: { card: exampleCard },
      answer: {
        status: 200,
        description: "Whose it is, and the fingerprints to compare with that partner's admin",
        schema: shownCard,
        example: exampleShownCard,
      },
      errors: [
        new AppError("card-invalid", { reason: "the token", reason_ar: "رمز الدخول غير صالح" }),
        new AppError("card-for-another", { partner: "damascus", node: "baghdad" }),
      ],
      handler: ({ person, body: { card } }) => desk.showCard(person, card),
    }),
    defineRoute({
      method: "POST",
      path: "/api/partners",
      summary:
        "Add a partner from the card that its admin wrote for this node, once its key was compared",
      roles: may.changePartners,
      body: Type.Object({ card: partnerCard, kid: keyId }, closed),
      bodyExample: { card: exampleCard, kid: exampleShownCard.kid },
      answer: {
        status: 201,
        description: "The partner; its link is tried at once",
        schema: listedPartner,
        example: examplePartner,
      },
      errors: [
        new AppError("card-invalid", { reason: "the token", reason_ar: "رمز الدخول غير صالح" }),
        new AppError("card-for-another", { partner: "damascus", node: "baghdad" }),
        new AppError("card-key-differs", { partner: "damascus" }),
        new AppError("partner-keys-differ", { partner: "damascus" }),
      ],
      handler: ({ person, body: { card, kid } }) => desk.addPartner(person, card, kid),
    }),
    defineRoute({
      method: "POST",
      path: "/api/partners/{id}/card",
      summary: "Write a card with which this partner can add this node",
      roles: may.changePartners,
      params: Type.Object({ id: partnerId }, closed),
      body: Type.Object(
        {
          url: nullable(
            Type.String({
              pattern: "^https?://",
              maxLength: 500,
              description:
                "Where this node is reached by the partner; null: nowhere, bundles go instead",
            }),
          ),
        },
        closed,
      ),
      bodyExample: { url: "https://baghdad.example:8700" },
      answer: {
        status: 201,
        description: "The card. Where it holds a token that is shown only this once",
        schema: Type.Object({ card: partnerCard, kid: keyId }),
        example: { card: exampleCard, kid: exampleShownCard.kid },
      },
      handler: ({ person, params: { id }, body: { url } }) => desk.issueCard(person, id, url),
    }),
  ];
}
