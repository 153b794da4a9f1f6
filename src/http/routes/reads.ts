import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, nullable } from "../schema/basics.ts";
import {
  exampleRead,
  exampleReadsVerification,
  listedRead,
  readsVerification,
} from "../schema/reads.ts";

const needed = new AppError("clearance-full-needed");
const lineNumber = { minimum: 1, maximum: Number.MAX_SAFE_INTEGER };

/** Who was given what, or changed who may sign in; only added to. */
export function readsRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/reads",
      summary: "Who read, exported or administered what, newest first; asking is written down too",
      roles: may.administer,
      query: Type.Object(
        {
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          before: Type.Optional(
            Type.Integer({ ...lineNumber, description: "`next` of the page before" }),
          ),
          person: Type.Optional(
            Type.String({ minLength: 1, maxLength: 64, description: "Only what this one did" }),
          ),
        },
        closed,
      ),
      answer: {
        status: 200,
        description:
          "One page; `next` goes into `before` of the page after, null on the last. With `person`, 5,000 lines are looked at for a page, which may be empty and yet have a `next`",
        schema: Type.Object({ reads: Type.Array(listedRead), next: nullable(Type.Integer()) }),
        example: { reads: [exampleRead], next: 4711 },
      },
      errors: [needed],
      handler: ({ person, query }) => desk.listReads(person, query),
    }),
    defineRoute({
      method: "POST",
      path: "/api/reads-verification",
      summary: "Compute the chain of the log of reads anew from its first line",
      roles: may.administer,
      answer: {
        status: 202,
        description: "It is under way; one at a time, so whoever asks meanwhile joins",
        schema: readsVerification,
        example: { ...exampleReadsVerification, finished: null, done: 0, of: 0, found: null },
      },
      errors: [needed],
      handler: ({ person }) => desk.verifyReads(person),
    }),
    defineRoute({
      method: "GET",
      path: "/api/reads-verification",
      summary: "How far that is, and what it found",
      roles: may.administer,
      answer: {
        status: 200,
        description: "The last one since the node started; null: there was none",
        schema: Type.Object({ verification: nullable(readsVerification) }),
        example: { verification: exampleReadsVerification },
      },
      errors: [needed],
      handler: ({ person }) => ({ verification: desk.readsVerification(person) }),
    }),
  ];
}
