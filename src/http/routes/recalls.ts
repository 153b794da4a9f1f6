import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { ListedNotice, ListedReader } from "../../desk/notices.ts";
import type { RecallStates } from "../../desk/recall-states.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, describes, nullable, partnerId, stixId, text, time } from "../schema/basics.ts";
import { exampleRecord } from "../schema/examples.ts";
import { readTime } from "../schema/record-query.ts";

const { id } = exampleRecord;
const params = Type.Object({ id: Type.String({ ...stixId, examples: [id] }) }, closed);
const notFound = new AppError("record-not-found", { id });
const notOwn = new AppError("record-not-own", { id, originator: "baghdad" });
const how = Type.String({
  description:
    "listed, opened, versions, previewed, exported, bundled, or reported (in a situation report)",
});

const states = describes<RecallStates>(
  Type.Object(
    {
      recall: nullable(
        Type.Object({
          at: time,
          reason: Type.String(),
          from: Type.Union([Type.Array(partnerId), Type.Literal("all")]),
        }),
      ),
      partners: Type.Array(
        Type.Object({
          partner: partnerId,
          state: Type.Enum(["confirmed", "pending", "unreachable"]),
          since: nullable(time),
        }),
      ),
    },
    { title: "RecallStates" },
  ),
);

const reader = describes<ListedReader>(
  Type.Object(
    {
      person: Type.String({ description: "operator:… is who ran a command at the node itself" }),
      how,
      modified: time,
      first: time,
      last: time,
      times: Type.Integer({ minimum: 1 }),
    },
    { title: "Reader" },
  ),
);

const notice = describes<ListedNotice>(
  Type.Object(
    {
      id: stixId,
      kind: Type.String(),
      by: partnerId,
      reason: Type.String(),
      at: time,
      how: Type.Array(how),
      name: {
        ...nullable(text()),
        description: "Only of a record of this node's own, which stays here",
      },
      modified: nullable(time),
    },
    { title: "Notice" },
  ),
);

/** What became of a recall, who was given a record, and what people are told when it is taken back. */
export function recallRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/records/{id}/recall",
      summary: "How far each partner has got with taking this own record back",
      roles: may.explain,
      params,
      answer: {
        status: 200,
        description: "Those who had been served it; each answers for its own copy",
        schema: states,
        example: {
          recall: { at: "2015-03-12T08:00:00.000Z", reason: "The place was wrong", from: "all" },
          partners: [
            { partner: "damascus", state: "unreachable", since: "2015-03-11T09:20:01.000Z" },
          ],
        },
      },
      errors: [notFound, notOwn],
      handler: ({ person, params: { id } }) => desk.recallStates(person, id),
    }),
    defineRoute({
      method: "GET",
      path: "/api/records/{id}/reads",
      summary: "Who of this node's people was given the record, how and when",
      roles: may.readReaders,
      params,
      answer: {
        status: 200,
        description: "By person, version and way, the first to read it first",
        schema: Type.Object({ reads: Type.Array(reader) }),
        example: {
          reads: [
            {
              person: "layla",
              how: "opened",
              modified: exampleRecord.modified,
              first: "2015-03-11T09:21:00.000Z",
              last: "2015-03-11T10:02:00.000Z",
              times: 3,
            },
          ],
        },
      },
      errors: [notFound],
      handler: async ({ person, params: { id } }) => ({
        reads: await desk.listReaders(person, id),
      }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/notices",
      summary: "What was taken back of what this person was given, and not confirmed yet",
      roles: may.read,
      answer: {
        status: 200,
        description: "Newest first, at most 200",
        schema: Type.Object({ notices: Type.Array(notice) }),
        example: {
          notices: [
            {
              id,
              kind: "incident",
              by: "baghdad",
              reason: "The place was wrong",
              at: "2015-03-12T08:00:00.000Z",
              how: ["opened"],
              ...{ name: null, modified: exampleRecord.modified },
            },
          ],
        },
      },
      handler: async ({ person }) => ({ notices: await desk.listNotices(person) }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/notices/confirm",
      summary: "Confirm that this person has read what was told of a record",
      roles: may.read,
      body: Type.Object({ record: stixId, at: time }, closed),
      bodyExample: { record: id, at: "2015-03-12T08:00:00.000Z" },
      answer: { status: 204, description: "Confirmed, up to this time", schema: null },
      async handler({ person, body: { record, at } }, reply) {
        await desk.confirmNotice(person, record, readTime("at", at));
        return reply.code(204).send();
      },
    }),
  ];
}
