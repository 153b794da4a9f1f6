import Type from "typebox";
import { asText } from "../../domain/bilingual.ts";
import { AppError } from "../../errors.ts";
import type { WarningPort } from "../ports/warnings.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { bilingual, closed, nullable, partnerId, stixId } from "../schema/basics.ts";
import {
  exampleWarning,
  exampleWarningDraft,
  listedWarning,
  warningDraft,
} from "../schema/warnings.ts";
import { why } from "../schema/waiting.ts";

const { id } = exampleWarning;
const params = Type.Object({ id: Type.String({ ...stixId, examples: [id] }) }, closed);

export function warningRoutes(desk: WarningPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/warnings",
      summary: "Warnings of imminent danger to civilians, own and partners', the newest first",
      roles: may.read,
      query: Type.Object(
        {
          active: Type.Optional(Type.Boolean()),
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "As far as this person may see them",
        schema: Type.Object({ warnings: Type.Array(listedWarning) }),
        example: { warnings: [exampleWarning] },
      },
      handler: async ({ person, query }) => ({ warnings: await desk.listWarnings(person, query) }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/warnings",
      summary: "Ask for a warning; it goes as soon as a second person approves it",
      roles: may.report,
      body: warningDraft,
      bodyExample: exampleWarningDraft,
      answer: {
        status: 202,
        description:
          "It waits for the second person; `id`: of the warning to be; `note`: what is to be known where its danger began long ago",
        schema: Type.Object({ id: stixId, note: nullable(bilingual()) }),
        example: { id, note: null },
      },
      errors: [
        new AppError("draft-invalid", {
          field: "until",
          reason: "it does not lie after the beginning",
          reason_ar: "لا يقع بعد البداية",
        }),
        new AppError("store-full"),
      ],
      handler: ({ person, body }) => desk.askWarning(person, body),
    }),
    defineRoute({
      method: "POST",
      path: "/api/warnings/{id}/decision",
      summary:
        "Approve as the second person a warning, or that its danger is over; refuse it, or take back one's own",
      roles: may.report,
      params,
      body: Type.Object(
        {
          approve: Type.Boolean(),
          over: Type.Boolean({
            description: "What was read: true: that its danger is over; false: the warning",
          }),
          reason: Type.Optional(why),
        },
        closed,
      ),
      bodyExample: { approve: true, over: false },
      answer: {
        status: 200,
        description: "`audience`: the partners to whom it goes; null: it was not approved",
        schema: Type.Object({ audience: nullable(Type.Array(partnerId)) }),
        example: { audience: ["damascus", "washington"] },
      },
      errors: [
        new AppError("waiting-gone"),
        new AppError("second-person-needed"),
        new AppError("reason-missing"),
        new AppError("warning-late", { id }),
        new AppError("warning-ended", { id }),
        new AppError("busy"),
        new AppError("store-full"),
      ],
      async handler({ person, params, body }) {
        const { reason, ...decision } = body;
        const { audience } = await desk.decideWarning(person, params.id, {
          ...decision,
          ...(reason !== undefined && { reason: asText(reason) }),
        });
        return { audience: audience && [...audience] };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/warnings/{id}/end",
      summary: "Ask to say of an own warning that the danger is over; another person approves it",
      roles: may.report,
      params,
      answer: {
        status: 202,
        description:
          "It waits for the second person; then a new version goes to whoever had the warning",
        schema: Type.Object({ id: stixId }),
        example: { id },
      },
      errors: [
        new AppError("record-not-found", { id }),
        new AppError("warning-not-own", { id, originator: "damascus" }),
        new AppError("warning-ended", { id }),
        new AppError("store-full"),
      ],
      async handler({ person, params }) {
        await desk.askEnd(person, params.id);
        return { id: params.id };
      },
    }),
  ];
}
