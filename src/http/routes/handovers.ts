import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, nullable, textOrString } from "../schema/basics.ts";
import { exampleRecord } from "../schema/examples.ts";
import {
  exampleHandover,
  examplePoint,
  handoverDraft,
  listedHandover,
  listedPoint,
  pointDraft,
} from "../schema/handovers.ts";
import { readLabel } from "../schema/journal.ts";

const { id } = exampleHandover;
const params = (example: string) =>
  Type.Object({ id: Type.String({ minLength: 1, maxLength: 64, examples: [example] }) }, closed);
const settled = new AppError("handover-settled");
const faultsOfPoints = [
  new AppError("record-not-found", { id: exampleRecord.id }),
  new AppError("clearance-exceeded", { classification: "secret" }),
];

/** Who has the watch, and what is open. */
export function handoverRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/handovers",
      summary: "Handovers of the watch, newest first, and what is open now",
      roles: may.read,
      query: Type.Object(
        {
          limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
          before: Type.Optional(
            Type.String({ maxLength: 64, description: "`next` of the page before" }),
          ),
        },
        closed,
      ),
      answer: {
        status: 200,
        description:
          "What this person may see. `points`: open now, or closed since the last handover; `people`: who may take the watch over; `next` goes into `before` of the page after, null on the last",
        schema: Type.Object({
          handovers: Type.Array(listedHandover),
          next: nullable(Type.String()),
          points: Type.Array(listedPoint),
          people: Type.Array(Type.String()),
        }),
        example: {
          handovers: [exampleHandover],
          next: null,
          points: [examplePoint],
          people: ["Amal", "watch"],
        },
      },
      handler: ({ person, query }) => desk.listHandovers(person, query),
    }),
    defineRoute({
      method: "POST",
      path: "/api/handovers",
      summary:
        "Hand the watch over to another person, with all that is open; anybody may who can have it, so that no watch is ever locked, and the journal says where another had taken it over last",
      roles: may.keepWatch,
      body: handoverDraft,
      bodyExample: { to: "watch", note: { en: "Quiet since midnight." } },
      answer: {
        status: 201,
        description: "It waits for that person; one that still waited is replaced",
        schema: listedHandover,
        example: exampleHandover,
      },
      errors: [
        new AppError("handover-person-unfit", {
          person: "Amal",
          reason: "the role does not allow it",
          reason_ar: "دوره لا يسمح بذلك",
        }),
        ...faultsOfPoints,
      ],
      handler: ({ person, body: { to, note, points = [], ...rest } }) =>
        desk.handOver(person, {
          ...{ to, label: readLabel(rest) },
          ...(note !== undefined && { note }),
          points: points.map(({ text, records = [], ...more }) => ({
            ...{ text, records, label: readLabel(more) },
          })),
        }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/handovers/{id}/take",
      summary: "Take the watch over, as the person whom it was handed over to",
      roles: may.keepWatch,
      params: params(id),
      answer: {
        status: 200,
        description: "Taken over",
        schema: listedHandover,
        example: { ...exampleHandover, state: "taken", taken: "2015-03-11T08:02:00.000Z" },
      },
      errors: [
        new AppError("handover-unknown", { id }),
        new AppError("handover-not-yours", { person: "Amal" }),
        settled,
      ],
      handler: ({ person, params: { id } }) => desk.takeOver(person, id),
    }),
    defineRoute({
      method: "POST",
      path: "/api/handovers/points",
      summary: "Add an open point, which every handover carries on until it is closed",
      roles: may.keepWatch,
      body: pointDraft,
      bodyExample: { text: { ar: "ننتظر من دمشق موعد فتح المعبر." }, classification: "restricted" },
      answer: {
        status: 201,
        description: "It is open",
        schema: listedPoint,
        example: examplePoint,
      },
      errors: faultsOfPoints,
      handler: ({ person, body: { text, records = [], ...rest } }) =>
        desk.openPoint(person, { text, records, label: readLabel(rest) }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/handovers/points/{id}/close",
      summary: "Close an open point",
      roles: may.keepWatch,
      params: params(examplePoint.id),
      body: Type.Object({ note: Type.Optional(textOrString(10_000)) }, closed),
      bodyExample: { note: "Opened at 0900" },
      answer: {
        status: 200,
        description: "Closed; the next handover tells of it for the last time",
        schema: listedPoint,
        example: {
          ...examplePoint,
          closed: { by: "Amal", at: "2015-03-11T09:10:00.000Z", note: { en: "Opened at 0900" } },
        },
      },
      errors: [new AppError("handover-unknown", { id: examplePoint.id }), settled],
      handler: ({ person, params: { id }, body: { note } }) => desk.closePoint(person, id, note),
    }),
  ];
}
