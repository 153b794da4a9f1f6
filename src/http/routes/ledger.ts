import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, nullable, partnerId } from "../schema/basics.ts";
import { exampleRecord } from "../schema/examples.ts";
import {
  exampleVerification,
  ledgerLine,
  ledgerState,
  ledgerVerification,
} from "../schema/ledger.ts";

const moment = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: 253_402_300_799_999, description }));

export function ledgerRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/ledger",
      summary: "How far the ledger of each link goes, and how far it is signed for",
      roles: may.readLedger,
      answer: {
        status: 200,
        description: "One for each partner with a link",
        schema: Type.Object({ links: Type.Array(ledgerState) }),
        example: {
          links: [
            {
              partner: "damascus",
              given: { size: 1204, countersigned: 1204 },
              received: { size: 310, unseen: 0 },
              forks: [],
              began: [],
            },
          ],
        },
      },
      handler: async ({ person }) => ({ links: await desk.ledgerStates(person) }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/ledger-verification",
      summary: "Compute all ledgers anew and hold them against what both sides signed",
      roles: may.readLedger,
      answer: {
        status: 202,
        description: "It is under way; one at a time, so whoever asks meanwhile joins",
        schema: ledgerVerification,
        example: { ...exampleVerification, finished: null, done: 0, of: 0, found: null },
      },
      errors: [new AppError("clearance-full-needed")],
      handler: ({ person }) => desk.verifyLedger(person),
    }),
    defineRoute({
      method: "GET",
      path: "/api/ledger-verification",
      summary: "How far that is, and what it found",
      roles: may.readLedger,
      answer: {
        status: 200,
        description: "The last one since the node started; null: there was none",
        schema: Type.Object({ verification: nullable(ledgerVerification) }),
        example: { verification: exampleVerification },
      },
      errors: [new AppError("clearance-full-needed")],
      handler: ({ person }) => ({ verification: desk.ledgerVerification(person) }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/ledger/{id}",
      summary:
        "What this partner was served of what this person may see, when and under which clauses, oldest first",
      roles: may.readLedger,
      params: Type.Object({ id: partnerId }, closed),
      query: Type.Object(
        {
          from: moment("Served at or after this, ms UTC"),
          until: moment("Served before this, ms UTC"),
          limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
          after: Type.Optional(
            Type.String({
              pattern: "^s?[0-9a-f]{16}\\.[0-9A-Za-z_-]{48}$",
              description: "`next` of the page before",
            }),
          ),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "One page; `next` goes into `after` of the page after, null on the last",
        schema: Type.Object({ lines: Type.Array(ledgerLine), next: nullable(Type.String()) }),
        example: {
          lines: [
            {
              incarnation: "s5d41402abc4b2a76",
              leaf: 0,
              at: "2015-03-11T09:20:00.000Z",
              id: exampleRecord.id,
              modified: "2015-03-11T09:19:59.000Z",
              kind: "incident",
              sha256: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
              decidedBy: ["agreement--6f0f1c7e-2f0f-4d6e-9a53-0a3a0b7d1c11/g1"],
              state: "open" as const,
            },
          ],
          next: null,
        },
      },
      errors: [new AppError("partner-unknown", { partner: "damascus" })],
      handler: ({ person, params: { id }, query }) =>
        desk.listLedger(person, { partner: id, ...query }),
    }),
  ];
}
