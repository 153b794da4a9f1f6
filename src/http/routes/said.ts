import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { SaidPort } from "../ports/said.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, stixId } from "../schema/basics.ts";
import { exampleRecord } from "../schema/examples.ts";
import { reach } from "../schema/reach.ts";
import { exampleSaid, listedSaid, opinionDraft, recordNoteDraft } from "../schema/said.ts";

const { id } = exampleRecord;
const params = Type.Object({ id: Type.String({ ...stixId, examples: [id] }) }, closed);
const unknown = new AppError("record-not-found", { id });
const faults = [
  unknown,
  new AppError("busy"),
  new AppError("draft-invalid", {
    field: "lang",
    reason: "it is in both languages: say which is the original, ar or en",
    reason_ar: "النص باللغتين: حدّد لغة الأصل، ar أو en",
  }),
  new AppError("topic-unknown", { topic: "weather" }),
  new AppError("partner-unknown", { partner: "atlantis" }),
  new AppError("clearance-exceeded", { classification: "secret" }),
  new AppError("store-full"),
];
const written = {
  status: 201,
  description: "Stored and signed; whoever made the record may have it whatever that one's label",
  schema: Type.Object({ id: stixId, ...reach }),
  example: { id: exampleSaid.id, audience: ["baghdad"], held: [] },
};

/** What this node and partners say of records. */
export function saidRoutes(desk: SaidPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/records/{id}/said",
      summary: "Opinions of a record, and notes on it",
      roles: may.read,
      params,
      answer: {
        status: 200,
        description: "Newest first",
        schema: Type.Object({ said: Type.Array(listedSaid) }),
        example: { said: [exampleSaid] },
      },
      errors: [unknown],
      handler: async ({ person, params: { id } }) => ({ said: await desk.listSaid(person, id) }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/records/{id}/opinion",
      summary: "Agree or disagree with a record; said again, it is a new version",
      roles: may.report,
      params,
      body: opinionDraft,
      bodyExample: { opinion: "disagree" as const, explanation: exampleSaid.text },
      answer: written,
      errors: [...faults, new AppError("opinion-above-clearance")],
      handler: ({ person, params: { id }, body }) => desk.writeOpinion(person, id, body),
    }),
    defineRoute({
      method: "POST",
      path: "/api/records/{id}/notes",
      summary: "Write a note on a record, such as its text in the other language",
      roles: may.report,
      params,
      body: recordNoteDraft,
      bodyExample: { content: exampleSaid.text },
      answer: written,
      errors: faults,
      handler: ({ person, params: { id }, body }) => desk.writeNoteOn(person, id, body),
    }),
    defineRoute({
      method: "DELETE",
      path: "/api/records/{id}/said/{said}",
      summary: "Take an own opinion or note back, also where it went",
      roles: may.report,
      params: Type.Object(
        { ...params.properties, said: Type.String({ ...stixId, examples: [exampleSaid.id] }) },
        closed,
      ),
      answer: {
        status: 200,
        description: "The partners that are told",
        schema: Type.Object(reach),
        example: { audience: ["baghdad"], held: [] },
      },
      errors: [unknown, new AppError("busy"), new AppError("store-full")],
      handler: ({ person, params: { id, said } }) => desk.withdrawSaid(person, id, said),
    }),
  ];
}
