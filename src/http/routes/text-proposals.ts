import Type from "typebox";
import { maxPastedLength } from "../../domain/text-proposals.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed } from "../schema/basics.ts";
import { exampleProposals, exampleText, textProposals } from "../schema/text-proposals.ts";

export function textProposalRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "POST",
      path: "/api/text-proposals",
      summary:
        "Places, dates and speakers that a text names, for a person to confirm; the text is not kept",
      roles: may.report,
      body: Type.Object(
        {
          text: Type.String({ minLength: 1, maxLength: maxPastedLength }),
          day: Type.Optional(
            Type.String({
              pattern: "^\\d{4}-\\d{2}-\\d{2}$",
              description:
                "The day on which it was written, from which relative dates count; left out: today, UTC",
            }),
          ),
        },
        closed,
      ),
      bodyExample: { text: exampleText, day: "2015-03-12" },
      answer: {
        status: 200,
        description: "What was found; nothing follows from it by itself",
        schema: textProposals,
        example: exampleProposals,
      },
      handler: ({ body: { text, day } }) => desk.proposeFromText(text, day ?? null),
    }),
  ];
}
