import Type from "typebox";
import { problem, AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, nullable, stixId } from "../schema/basics.ts";
import { exampleRecord } from "../schema/examples.ts";
import { listedQuarantine } from "../schema/partners.ts";

const { id } = exampleRecord;

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
    defineRoute({
      method: "POST",
      path: "/api/quarantine/accept",
      summary:
        "Decide that an id is that of the record that waits (version-not-by-originator): what stands under it is set aside",
      roles: may.acceptOriginator,
      body: Type.Object(
        { key: Type.String({ minLength: 1, maxLength: 100, description: "Of the entry" }) },
        closed,
      ),
      bodyExample: { key: "9f2c" },
      answer: {
        status: 200,
        description: "`takenIn`: what waited passed the checks and stands there now",
        schema: Type.Object({ id: stixId, takenIn: Type.Boolean() }),
        example: { id, takenIn: true },
      },
      errors: [
        new AppError("record-not-found", { id }),
        new AppError("record-not-own", { id, originator: "baghdad" }),
      ],
      handler: ({ person, body: { key } }) => desk.acceptOriginator(person, key),
    }),
  ];
}
