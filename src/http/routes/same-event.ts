import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { SameEventPort } from "../ports/same-event.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, stixId } from "../schema/basics.ts";
import { exampleDraft, exampleRecord } from "../schema/examples.ts";
import { reach } from "../schema/reach.ts";
import {
  alikeDraft,
  alikeRecord,
  eventSources,
  exampleAlike,
  exampleEvent,
  exampleLinkId,
  exampleOtherId,
} from "../schema/same-event.ts";

const { id } = exampleRecord;
const params = Type.Object({ id: Type.String({ ...stixId, examples: [id] }) }, closed);
const unknown = new AppError("record-not-found", { id });
const alike = {
  status: 200,
  description: "At most five, likeliest first; nothing is linked by that",
  schema: Type.Object({ alike: Type.Array(alikeRecord) }),
  example: { alike: [exampleAlike] },
};

export function sameEventRoutes(desk: SameEventPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/records/{id}/alike",
      summary: "Records that may tell of the same event: near in space, in time and by their words",
      roles: may.read,
      params,
      answer: alike,
      errors: [unknown],
      handler: async ({ person, params: { id } }) => ({ alike: await desk.alikeTo(person, id) }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/reports/alike",
      summary: "Records that may tell of the same event as a report that is being written",
      roles: may.report,
      body: alikeDraft,
      bodyExample: {
        ...{ name: exampleDraft.name, at: exampleDraft.at, position: exampleDraft.position },
      },
      answer: alike,
      errors: [
        new AppError("draft-invalid", {
          field: "at",
          reason: "write it like 2015-03-11T00:00:00Z",
          reason_ar: "اكتبه هكذا 2015-03-11T00:00:00Z",
        }),
      ],
      handler: async ({ person, body }) => ({ alike: await desk.alikeToDraft(person, body) }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/records/{id}/same-event",
      summary: "All that was linked as one event with this record, and by whom",
      roles: may.read,
      params,
      answer: {
        status: 200,
        description: "As far as this person may see the records",
        schema: eventSources,
        example: exampleEvent,
      },
      errors: [unknown],
      handler: ({ person, params: { id } }) => desk.eventOf(person, id),
    }),
    defineRoute({
      method: "POST",
      path: "/api/records-events",
      summary: "Of several records, which others tell of one event with each",
      roles: may.read,
      body: Type.Object(
        { records: Type.Array(stixId, { minItems: 1, maxItems: 100, uniqueItems: true }) },
        closed,
      ),
      bodyExample: { records: [id] },
      answer: {
        status: 200,
        description: "In the order asked, each itself first; alone where nobody linked it",
        schema: Type.Object({ events: Type.Array(Type.Array(stixId)) }),
        example: { events: [[id, exampleOtherId]] },
      },
      handler: async ({ person, body: { records } }) => ({
        events: await desk.eventIds(person, records),
      }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/records/{id}/same-event",
      summary: "Say that two records tell of one event; the link goes only where both may go",
      roles: may.report,
      params,
      body: Type.Object({ record: stixId }, closed),
      bodyExample: { record: exampleOtherId },
      answer: {
        status: 201,
        description: "Stored and signed; what this node said already stands as it is",
        schema: Type.Object({ id: stixId, ...reach }),
        example: { id: exampleLinkId, audience: ["damascus"], held: [] },
      },
      errors: [
        unknown,
        new AppError("busy"),
        new AppError("draft-invalid", {
          field: "record",
          reason: "it is the record itself",
          reason_ar: "هي المعلومة نفسها",
        }),
        new AppError("store-full"),
      ],
      handler: ({ person, params: { id }, body: { record } }) => desk.linkSame(person, id, record),
    }),
    defineRoute({
      method: "DELETE",
      path: "/api/records/{id}/same-event/{link}",
      summary: "Take an own link back, also where it went",
      roles: may.report,
      params: Type.Object(
        { ...params.properties, link: Type.String({ ...stixId, examples: [exampleLinkId] }) },
        closed,
      ),
      answer: { status: 204, description: "Taken back", schema: null },
      errors: [unknown, new AppError("busy"), new AppError("store-full")],
      async handler({ person, params: { id, link } }, reply) {
        await desk.unlinkSame(person, id, link);
        return reply.code(204).send();
      },
    }),
  ];
}
