import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import {
  agreementDraft,
  agreementVersion,
  contentKind,
  listedAgreement,
  preview,
  previewDraft,
  releaseMatrix,
} from "../schema/agreements.ts";
import { closed, stixId, textOrString, time } from "../schema/basics.ts";
import {
  agreementId,
  exampleAgreement,
  exampleForm,
  exampleMatrix,
  exampleRecord,
  exampleVersion,
} from "../schema/examples.ts";
import { classification } from "../schema/records.ts";
import { readTime } from "../schema/record-query.ts";
import { waiting } from "../schema/waiting.ts";
import { asText } from "../../domain/bilingual.ts";

const params = Type.Object({ id: Type.String({ ...stixId, examples: [agreementId] }) }, closed);
const notFound = new AppError("agreement-not-found", { id: agreementId });
const ended = new AppError("agreement-ended", { id: agreementId });
const notSigned = new AppError("agreement-not-signed", { id: agreementId });
const notParty = new AppError("agreement-not-party", { id: agreementId });
const formErrors = [
  new AppError("agreement-invalid", {
    field: "until",
    reason: "it lies before the beginning",
    reason_ar: "يقع قبل البداية",
  }),
  new AppError("topic-unknown", { topic: "weather" }),
];
const contradictory = new AppError("agreement-contradictory", {
  reason: "“g1”: it gives from baghdad to itself: the clause never matches.",
  reason_ar: "«g1»: الإذن من baghdad إلى نفسها، فلا أثر له.",
});
const answer = {
  status: 200,
  description: "The agreement as it now stands",
  schema: listedAgreement,
  example: exampleAgreement,
};

export function agreementRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/agreements",
      summary: "The agreements that this node is party to, or knows of",
      roles: may.readAgreements,
      answer: {
        status: 200,
        description: "Each in its latest version, with its state and signatures",
        schema: Type.Object({ agreements: Type.Array(listedAgreement) }),
        example: { agreements: [exampleAgreement] },
      },
      handler: async () => ({ agreements: await desk.listAgreements() }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/agreements",
      summary: "Propose an agreement, or with `id` a new version of an own one",
      roles: may.changeAgreements,
      body: agreementDraft,
      bodyExample: exampleForm,
      answer: { ...answer, status: 201, description: "Proposed; the other parties are told" },
      others: [
        {
          status: 202,
          description: "This node asks for two people: it waits for the second one",
          schema: waiting,
          example: {
            ...{ kind: "proposal", id: agreementId, partner: null, modified: null, until: null },
            ...{ since: exampleAgreement.modified, by: "layla", reason: null, refused: null },
            ...{ form: exampleAgreement.form, after: null, version: "0".repeat(64) },
            ...{ warning: null, places: null, task: null, name: null },
          },
        },
      ],
      errors: [
        ...formErrors,
        contradictory,
        new AppError("agreement-not-ours", { id: agreementId }),
        new AppError("agreement-changed"),
      ],
      async handler({ person, body }, reply) {
        const { version: readVersion, ...draft } = body;
        const done = await desk.proposeAgreement(person, draft, readVersion);
        return "proposed" in done ? done.proposed : reply.code(202).send(done.waiting);
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/agreements/preview",
      summary:
        "What would go out at once, be held first, or stop, if this came into force, or ended",
      roles: may.changeAgreements,
      body: previewDraft,
      bodyExample: exampleForm,
      answer: {
        status: 200,
        description: "Per partner, with counts and samples; nothing is changed",
        schema: preview,
        example: {
          partners: [
            {
              partner: "damascus",
              opens: {
                count: 1,
                byTopic: { border: 1, "supply-route": 1 },
                samples: [exampleRecord],
              },
              held: { count: 0, byTopic: {}, samples: [], secondPerson: 0 },
              stops: { count: 0, byTopic: {}, samples: [] },
            },
          ],
          later: [
            {
              partner: "damascus",
              opens: [
                {
                  topics: ["border", "supply-route"],
                  kinds: ["incident"],
                  classifications: ["unclassified", "restricted"],
                },
              ],
              stops: [],
            },
          ],
          conflicts: [],
        },
      },
      errors: [...formErrors, notFound],
      handler: ({ person, body: { act = "sign", ...draft } }) =>
        desk.previewAgreement(person, draft, act),
    }),
    defineRoute({
      method: "GET",
      path: "/api/agreements/matrix",
      summary: "To whom a record of this node would go now, topic by topic, and why not",
      roles: may.changeAgreements,
      query: Type.Object(
        {
          kind: Type.Optional({
            ...{ ...contentKind, default: "incident" },
            description: "Kind of the record that is asked about",
          }),
          classification: Type.Optional({
            ...{ ...classification, default: "restricted" },
            description: "Its classification",
          }),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "Decided as a record itself is; no record is read",
        schema: releaseMatrix,
        example: exampleMatrix,
      },
      handler: ({ query: { kind = "incident", classification: upTo = "restricted" } }) =>
        desk.releaseMatrix({ kind, classification: upTo }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/agreements/{id}/versions",
      summary: "All versions of an agreement that came here",
      roles: may.readAgreements,
      params,
      answer: {
        status: 200,
        description: "Newest first, as each was proposed",
        schema: Type.Object({ versions: Type.Array(agreementVersion) }),
        example: { versions: [exampleVersion] },
      },
      errors: [notFound],
      handler: ({ params: { id } }) => desk.agreementVersions(id),
    }),
    defineRoute({
      method: "POST",
      path: "/api/agreements/{id}/signature",
      summary:
        "Sign, refuse, suspend or leave, for this node; where it asks for two people, a signature waits for the second (`toConfirm`). Between the signatures on a new version only grants that stand word for word in both are in force",
      roles: may.changeAgreements,
      params,
      body: Type.Object(
        {
          act: Type.Enum(["sign", "refuse", "suspend", "leave"], { default: "sign" }),
          version: Type.Optional(
            Type.String({ ...time, description: "`modified` of the version that was read" }),
          ),
          reason: Type.Optional(textOrString(2000)),
        },
        closed,
      ),
      bodyExample: { act: "sign", version: exampleAgreement.modified },
      answer,
      errors: [notFound, notParty, new AppError("agreement-changed"), ended, notSigned],
      handler: ({ person, params: { id }, body: { act, version, reason } }) =>
        desk.signAgreement(person, id, {
          act,
          ...(version !== undefined && { version: readTime("version", version) }),
          ...(reason !== undefined && { reason: asText(reason) }),
        }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/agreements/{id}/end",
      summary: "End what this node gave under the agreement, at once",
      roles: may.changeAgreements,
      params,
      body: Type.Object({ reason: Type.Optional(textOrString(2000)) }, closed),
      bodyExample: { reason: "The operation is over" },
      answer,
      errors: [notFound, notParty, notSigned],
      handler: ({ person, params: { id }, body: { reason } }) =>
        desk.endAgreement(person, id, reason === undefined ? {} : { reason: asText(reason) }),
    }),
  ];
}
