import Type from "typebox";
import { asText } from "../../domain/bilingual.ts";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, nullable, partnerId, stixId, textOrString, time } from "../schema/basics.ts";
import { exampleRecord } from "../schema/examples.ts";

const { id } = exampleRecord;
const kind = Type.Enum(["held", "one-off"]);
const waiting = Type.Object(
  {
    kind,
    id: stixId,
    partner: partnerId,
    modified: Type.String({ ...time, description: "The record version that is meant" }),
    since: time,
    until: nullable(Type.String({ ...time, description: "When it goes by itself" })),
    by: nullable(Type.String({ description: "Wrote it or asked for it: not the second person" })),
    reason: nullable(Type.String()),
  },
  { title: "Waiting" },
);
const done = {
  status: 200,
  description: "It is on disk",
  schema: Type.Object({ done: Type.Boolean() }),
  example: { done: true },
};
const forbidden = new AppError("one-off-forbidden", { partner: "damascus" });

export function waitingRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/waiting",
      summary: "What waits for a second person: held records and one-off releases",
      roles: may.secondPerson,
      answer: {
        status: 200,
        description: "The oldest first, at most 200 of `total`",
        schema: Type.Object({ waiting: Type.Array(waiting), total: Type.Integer() }),
        example: {
          waiting: [
            {
              ...{ kind: "held" as const, id, partner: "damascus", by: "Amal", reason: null },
              modified: "2015-03-11T09:20:00.000Z",
              since: "2015-03-11T09:20:00.000Z",
              until: null,
            },
          ],
          total: 1,
        },
      },
      handler: ({ person }) => desk.listWaiting(person),
    }),
    defineRoute({
      method: "POST",
      path: "/api/waiting",
      summary: "Approve or refuse, as the second person",
      roles: may.secondPerson,
      body: Type.Object({ kind, id: stixId, partner: partnerId, approve: Type.Boolean() }, closed),
      bodyExample: { kind: "held", id, partner: "damascus", approve: true },
      answer: done,
      errors: [new AppError("waiting-gone"), new AppError("second-person-needed"), forbidden],
      async handler({ person, body }) {
        await desk.decideWaiting(person, body);
        return { done: true };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/records/{id}/one-off",
      summary: "Ask that one own record goes to one partner once; another person approves it",
      roles: may.secondPerson,
      params: Type.Object({ id: Type.String({ ...stixId, examples: [id] }) }, closed),
      body: Type.Object({ partner: partnerId, reason: textOrString(2000) }, closed),
      bodyExample: { partner: "damascus", reason: "It saves lives at the bridge" },
      answer: done,
      errors: [
        new AppError("record-not-found", { id }),
        new AppError("record-not-own", { id, originator: "baghdad" }),
        new AppError("partner-unknown", { partner: "atlantis" }),
        forbidden,
        new AppError("one-off-needless", { partner: "damascus" }),
      ],
      async handler({ person, params: { id }, body: { partner, reason } }) {
        await desk.askOneOff(person, id, { partner, reason: asText(reason) });
        return { done: true };
      },
    }),
  ];
}
