import Type from "typebox";
import { requestStates } from "../../domain/request.ts";
import { AppError } from "../../errors.ts";
import type { RequestPort } from "../ports/requests.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, stixId } from "../schema/basics.ts";
import {
  answerDraft,
  exampleRequest,
  exampleRequestDraft,
  listedRequest,
  requestDraft,
} from "../schema/requests.ts";
import { reach } from "../schema/reach.ts";

const { id } = exampleRequest;
const params = Type.Object({ id: Type.String({ ...stixId, examples: [id] }) }, closed);
const unknown = new AppError("record-not-found", { id });
const faults = [
  new AppError("draft-invalid", {
    field: "due",
    reason: "it lies in the past",
    reason_ar: "يقع في الماضي",
  }),
  new AppError("topic-unknown", { topic: "weather" }),
  new AppError("partner-unknown", { partner: "atlantis" }),
  new AppError("clearance-exceeded", { classification: "secret" }),
  new AppError("store-full"),
];
const written = (description: string, status: number) => ({
  ...{ status, description },
  schema: Type.Object({ request: listedRequest, ...reach }),
  example: { request: exampleRequest, audience: ["damascus"], held: [] },
});

export function requestRoutes(desk: RequestPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/requests",
      summary: "Requests and offers between partners, the newest first",
      roles: may.read,
      query: Type.Object(
        {
          side: Type.Optional(
            Type.Enum(["by-us", "of-us"], { description: "Asked by this node, or of it" }),
          ),
          state: Type.Optional(Type.Enum([...requestStates])),
          overdue: Type.Optional(Type.Boolean()),
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          before: Type.Optional(
            Type.String({ ...stixId, description: "`id` of the last one seen" }),
          ),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "One page; `more`: there are older ones",
        schema: Type.Object({ requests: Type.Array(listedRequest), more: Type.Boolean() }),
        example: { requests: [exampleRequest], more: false },
      },
      handler: ({ person, query }) => desk.listRequests(person, query),
    }),
    defineRoute({
      method: "GET",
      path: "/api/requests/{id}",
      summary: "One request with its answers",
      roles: may.read,
      params,
      answer: {
        status: 200,
        description: "As far as this person may see it",
        schema: listedRequest,
        example: exampleRequest,
      },
      errors: [unknown],
      handler: ({ person, params }) => desk.readRequest(person, params.id),
    }),
    defineRoute({
      method: "POST",
      path: "/api/requests",
      summary: "Put a request or an offer to partners",
      roles: may.report,
      body: requestDraft,
      bodyExample: exampleRequestDraft,
      answer: written(
        "Stored and signed; `audience`: those of `to` whom an agreement lets have it",
        201,
      ),
      errors: [unknown, new AppError("busy"), ...faults],
      handler: ({ person, body }) => desk.writeRequest(person, body),
    }),
    defineRoute({
      method: "POST",
      path: "/api/requests/{id}/answer",
      summary: "Answer a partner's request, or change the answer",
      roles: may.report,
      params,
      body: answerDraft,
      bodyExample: {
        state: "refused",
        description: { ar: "لا نملك مراقباً هناك", en: "We have no observer there" },
        lang: "ar" as const,
      },
      answer: written("Stored and signed; it goes to who asked alone", 200),
      errors: [
        unknown,
        new AppError("request-own", { id }),
        new AppError("request-ended", { id }),
        new AppError("reason-missing"),
        new AppError("answer-not-releasable", { id, partner: "damascus" }),
        new AppError("busy"),
        ...faults,
      ],
      handler: ({ person, params, body }) => desk.answerRequest(person, params.id, body),
    }),
    defineRoute({
      method: "POST",
      path: "/api/requests/{id}/end",
      summary: "End an own request: nothing more is awaited, or it is not asked any more",
      roles: may.report,
      params,
      body: Type.Object({ state: Type.Enum(["closed", "withdrawn"]) }, closed),
      bodyExample: { state: "closed" },
      answer: written("A new version went to whoever had it", 200),
      errors: [
        unknown,
        new AppError("request-not-own", { id, originator: "damascus" }),
        new AppError("request-ended", { id }),
        new AppError("busy"),
      ],
      handler: ({ person, params, body }) => desk.endRequest(person, params.id, body.state),
    }),
  ];
}
