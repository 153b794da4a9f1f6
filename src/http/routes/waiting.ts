import Type from "typebox";
import type { Role } from "../../desk/documents.ts";
import type { Waiting } from "../../desk/waiting.ts";
import { asText } from "../../domain/bilingual.ts";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, partnerId, stixId, textOrString } from "../schema/basics.ts";
import { agreementId, exampleRecord } from "../schema/examples.ts";
import { waiting, why } from "../schema/waiting.ts";

const { id } = exampleRecord;
/** Whose word each kind waits for. */
const deciders: Record<Waiting["kind"], readonly Role[]> = {
  held: may.secondPerson,
  "one-off": may.secondPerson,
  signature: may.secondPerson,
  proposal: may.secondPerson,
  bundle: may.secondPerson,
  warning: may.report,
  "warning-over": may.report,
  "protected-import": may.changeProtected,
  "acceptance-alone": may.commit,
};
const version = Type.String({
  minLength: 1,
  maxLength: 64,
  description:
    "`version` of what was read: something else that waits there now is not decided by it",
});
const ofRecord = Type.Object(
  {
    kind: Type.Enum(["held", "one-off"]),
    id: stixId,
    partner: partnerId,
    version,
    approve: Type.Boolean(),
  },
  closed,
);
const ofAct = Type.Object(
  {
    kind: Type.Enum(["signature", "proposal", "bundle"]),
    id: stixId,
    approve: Type.Boolean({
      description: "false by who signed or proposed it: takes it back",
    }),
    version,
    reason: Type.Optional(why),
  },
  closed,
);
/** By its kind, so that what is wrong is told of the one that is meant. */
const decision = Type.Unsafe<Type.Static<typeof ofRecord> | Type.Static<typeof ofAct>>({
  type: "object",
  required: ["kind"],
  discriminator: { propertyName: "kind" },
  oneOf: [ofRecord, ofAct],
});
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
      summary:
        "What waits for a second person: held records, one-off releases, bundles, agreements that one person signed or proposed, warnings, imports of protected places, and clashes to be accepted alone",
      roles: may.report,
      answer: {
        status: 200,
        description:
          "Of what this person's role decides on, the oldest first, at most 200 of `total`. Warnings, imports and clashes are answered under their own addresses, the rest by POST /api/waiting",
        schema: Type.Object({ waiting: Type.Array(waiting), total: Type.Integer() }),
        example: {
          waiting: [
            {
              ...{ kind: "held" as const, id, partner: "damascus", by: "Amal", reason: null },
              modified: "2015-03-11T09:20:00.000Z",
              version: "2015-03-11T09:20:00.000Z",
              since: "2015-03-11T09:20:00.000Z",
              ...{ until: null, form: null, refused: null, after: null },
              ...{ warning: null, places: null, task: null, name: null },
            },
          ],
          total: 1,
        },
      },
      handler: ({ person }) =>
        desk.listWaiting(person, (kind) => deciders[kind].includes(person.role)),
    }),
    defineRoute({
      method: "POST",
      path: "/api/waiting",
      summary:
        "Approve or refuse, as the second person; or take back what oneself signed or proposed",
      roles: may.secondPerson,
      body: decision,
      bodyExample: {
        ...{ kind: "held" as const, id, partner: "damascus", approve: true },
        version: "2015-03-11T09:20:00.000Z",
      },
      answer: done,
      errors: [
        new AppError("waiting-gone"),
        new AppError("second-person-needed"),
        new AppError("reason-missing"),
        new AppError("agreement-changed"),
        new AppError("agreement-ended", { id: agreementId }),
        forbidden,
      ],
      async handler({ person, body }) {
        if ("partner" in body) await desk.decideWaiting(person, body);
        else {
          const { reason, ...rest } = body;
          await desk.decideConfirm(person, {
            ...rest,
            ...(reason !== undefined && { reason: asText(reason) }),
          });
        }
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
