import Type from "typebox";
import { asText } from "../../domain/bilingual.ts";
import { consentAnswers } from "../../domain/consent.ts";
import type { ListedConsent } from "../../desk/list-consents.ts";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import {
  closed,
  describes,
  nullable,
  partnerId,
  stixId,
  textOrString,
  time,
} from "../schema/basics.ts";
import { exampleConsent, exampleRecord } from "../schema/examples.ts";

const { id } = exampleRecord;
const ask = exampleConsent.id;
const state = Type.Enum(["asked", ...consentAnswers]);
const by = nullable(Type.String({ description: "Who did so at this node; null: at the other's" }));

const listed = describes<ListedConsent>(
  Type.Object(
    {
      id: stixId,
      record: stixId,
      originator: Type.String({ ...partnerId, description: "Who is asked" }),
      holder: Type.String({ ...partnerId, description: "Who has the record and asks" }),
      to: Type.String({ ...partnerId, description: "To whom the holder would pass it on" }),
      state,
      asked: Type.Object({ at: time, reason: Type.String(), by }),
      answer: nullable(Type.Object({ at: time, state, reason: nullable(Type.String()), by })),
      possible: Type.Boolean({ description: "It waits here, and this node may consent" }),
    },
    { title: "Consent" },
  ),
);

/** An originator's consent to passing its record on: asked for, given, refused, taken back. */
export function consentRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/consents",
      summary: "Consents that this node asked for, or is asked for",
      roles: may.consent,
      query: Type.Object(
        {
          record: Type.Optional(
            Type.String({
              ...stixId,
              description: "Only of this record, and of what it rests on or needs here",
            }),
          ),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "What waits for an answer first, then the newest; at most 200 of `total`",
        schema: Type.Object({ consents: Type.Array(listed), total: Type.Integer() }),
        example: { consents: [exampleConsent], total: 1 },
      },
      handler: ({ person, query }) => desk.listConsents(person, query),
    }),
    defineRoute({
      method: "POST",
      path: "/api/records/{id}/consents",
      summary: "Ask the originators of a record whether it may be passed on to a partner",
      roles: may.consent,
      params: Type.Object({ id: Type.String({ ...stixId, examples: [id] }) }, closed),
      body: Type.Object({ partner: partnerId, reason: textOrString(2000) }, closed),
      bodyExample: { partner: "amman", reason: "Its convoys take this road tomorrow" },
      answer: {
        status: 200,
        description:
          "The asks, one for each originator and record: of what was derived here, for what it rests on. They go to these originators alone, with the reason",
        schema: Type.Object({ asked: Type.Array(stixId) }),
        example: { asked: [ask] },
      },
      errors: [
        new AppError("record-not-found", { id }),
        new AppError("partner-unknown", { partner: "atlantis" }),
        new AppError("consent-needless", { partner: "amman" }),
        new AppError("consent-unreachable", { originator: "washington" }),
      ],
      handler: ({ person, params: { id }, body: { partner, reason } }) =>
        desk.askConsent(person, id, { partner, reason: asText(reason) }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/consents/{id}",
      summary: "Answer an ask: consent, refuse, or take a consent back",
      roles: may.consent,
      params: Type.Object({ id: Type.String({ ...stixId, examples: [ask] }) }, closed),
      body: Type.Object(
        {
          answer: Type.Enum([...consentAnswers]),
          reason: Type.Optional(
            Type.Union(textOrString(2000).anyOf, {
              description:
                "Needed to refuse, when it goes to who asks, and to take back, when it stays here",
            }),
          ),
        },
        closed,
      ),
      bodyExample: { answer: "given" },
      answer: {
        status: 200,
        description: "The consent as it stands now",
        schema: listed,
        example: {
          ...exampleConsent,
          state: "given" as const,
          possible: false,
          answer: {
            at: "2015-03-11T10:00:00.000Z",
            state: "given" as const,
            reason: null,
            by: "layla",
          },
        },
      },
      errors: [
        new AppError("consent-not-found", { id: ask }),
        new AppError("consent-answered"),
        new AppError("reason-missing"),
        new AppError("consent-impossible", { holder: "damascus", partner: "amman" }),
      ],
      handler: ({ person, params: { id }, body: { answer, reason } }) =>
        desk.answerConsent(person, id, answer, reason === undefined ? reason : asText(reason)),
    }),
  ];
}
