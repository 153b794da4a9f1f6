import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, partnerId } from "../schema/basics.ts";
import { exampleIntroduction, introduction } from "../schema/introductions.ts";
import { exampleShownCard, keyId } from "../schema/partners.ts";

/** Parties without a link, of whom a lead says who they are. */
export function introductionRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/introductions",
      summary: "Whom leads introduced, and whose introduction waits for an admin",
      roles: may.changePartners,
      answer: {
        status: 200,
        description: "By short name; `more`: further ones wait that are not listed",
        schema: Type.Object({ introductions: Type.Array(introduction), more: Type.Boolean() }),
        example: { introductions: [exampleIntroduction], more: false },
      },
      handler: () => desk.listIntroductions(),
    }),
    defineRoute({
      method: "POST",
      path: "/api/introductions/{id}",
      summary:
        "Accept what a lead says of who a party is, once its key was compared, or drop it: then these keys are taken from no lead any more",
      roles: may.changePartners,
      params: Type.Object({ id: partnerId }, closed),
      body: Type.Object({ lead: partnerId, kid: keyId, accept: Type.Boolean() }, closed),
      bodyExample: { lead: "baghdad", kid: exampleShownCard.kid, accept: true },
      answer: {
        status: 200,
        description: "Whether the party is known now",
        schema: Type.Object({ known: Type.Boolean() }),
        example: { known: true },
      },
      errors: [
        new AppError("introduction-gone", { partner: "erbil" }),
        new AppError("partner-unknown", { partner: "baghdad" }),
      ],
      handler: async ({ person, params: { id }, body }) => ({
        known: await desk.decideIntroduction(person, { party: id, ...body }),
      }),
    }),
  ];
}
