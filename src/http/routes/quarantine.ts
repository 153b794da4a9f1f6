import Type from "typebox";
import { problem, AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, nullable } from "../schema/basics.ts";
import { exampleRecord } from "../schema/examples.ts";
import { listedQuarantine } from "../schema/partners.ts";

export function quarantineRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/quarantine",
      summary: "What partners sent that did not pass the checks, newest first",
      roles: may.readQuarantine,
      query: Type.Object(
        {
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          before: Type.Optional(
            Type.String({ pattern: "^[0-9]{1,15}$", description: "`next` of the page before" }),
          ),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "One page; `next` goes into `before` of the page after, null on the last",
        schema: Type.Object({
          quarantine: Type.Array(listedQuarantine),
          next: nullable(Type.String()),
        }),
        example: {
          quarantine: [
            {
              key: "9f2c…",
              row: 17,
              partner: "damascus",
              at: "2015-03-11T09:20:00.000Z",
              code: "not-found",
              id: exampleRecord.id,
              reason: problem(new AppError("not-found")).detail,
              detail: "signature",
              body: "{}",
            },
          ],
          next: null,
        },
      },
      async handler({ person, query: { limit, before } }) {
        const quarantine = await desk.listQuarantine(person, {
          limit,
          ...(before !== undefined && { before: Number(before) }),
        });
        const last = quarantine.at(-1);
        return { quarantine, next: last && quarantine.length === limit ? `${last.row}` : null };
      },
    }),
  ];
}
