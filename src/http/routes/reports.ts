import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, stixId, stixObject, version } from "../schema/basics.ts";
import {
  exampleDraft,
  exampleHandling,
  exampleRecord,
  exampleRelease,
} from "../schema/examples.ts";
import { handlingDraft, releaseState, reportDraft } from "../schema/records.ts";
import { maxImages, maxImageText } from "../../domain/report-images.ts";
import { reach } from "../schema/reach.ts";

/** With all the images that it may have. */
const bodyOctets = 1_048_576 + maxImages * maxImageText;

const faults = [
  new AppError("draft-invalid", {
    field: "until",
    reason: "it lies before the beginning",
    reason_ar: "يقع قبل البداية",
  }),
  new AppError("topic-unknown", { topic: "weather" }),
  new AppError("partner-unknown", { partner: "atlantis" }),
  new AppError("sources-needed"),
  new AppError("clearance-exceeded", { classification: "secret" }),
  new AppError("store-full"),
];

export function reportRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "POST",
      path: "/api/reports",
      summary: "Write a report; it goes to everyone whom the agreements allow",
      roles: may.report,
      bodyOctets,
      body: reportDraft,
      bodyExample: exampleDraft,
      answer: {
        status: 201,
        description: "Stored and signed; `audience`: the partners to whom it was released",
        schema: Type.Object({ record: stixObject, ...reach }),
        example: { record: exampleRecord.record, audience: ["damascus"], held: [] },
      },
      errors: [
        new AppError("record-not-found", { id: exampleRecord.id }),
        new AppError("busy"),
        ...faults,
      ],
      handler: ({ person, body }) => desk.submitReport(person, body),
    }),
    defineRoute({
      method: "POST",
      path: "/api/reports/audience",
      summary:
        "Who would get a report of this handling if it were written now, and why the others not",
      roles: may.report,
      body: handlingDraft,
      bodyExample: exampleHandling,
      answer: {
        status: 200,
        description:
          "Each partner with `offered`, `held` (it would go, but not at once) or `withheld`, and the clauses that decided; nothing is written",
        schema: Type.Object({ partners: Type.Array(releaseState) }),
        example: exampleRelease,
      },
      errors: faults.filter(({ code }) => code !== "store-full" && code !== "sources-needed"),
      handler: ({ person, body }) => desk.explainDraft(person, body),
    }),
    defineRoute({
      method: "POST",
      path: "/api/records/{id}/redact",
      summary: "Write a new record with what is left of another; the link to it stays at this node",
      roles: may.report,
      params: Type.Object({ id: Type.String({ ...stixId, examples: [exampleRecord.id] }) }, closed),
      bodyOctets,
      body: Type.Object(
        {
          report: reportDraft,
          why: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 2000,
              description:
                "Only from a liaison officer, and only of an own record: the label may be looser than that of the record. Stays at this node. Left out: the label is joined with it",
            }),
          ),
        },
        closed,
      ),
      bodyExample: { report: exampleDraft },
      answer: {
        status: 201,
        description: "Stored and signed; `audience`: the partners to whom it was released",
        schema: Type.Object({ record: stixObject, ...reach }),
        example: { record: exampleRecord.record, audience: ["damascus"], held: [] },
      },
      errors: [
        new AppError("record-not-found", { id: exampleRecord.id }),
        new AppError("redact-not-allowed", { id: exampleRecord.id, originator: "baghdad" }),
        new AppError("busy"),
        ...faults,
      ],
      handler: ({ person, params: { id }, body: { report, why } }) => {
        if (why !== undefined && !may.recall.some((role) => role === person.role)) {
          throw new AppError("role-missing", { role: person.role, needed: may.recall.join(", ") });
        }
        return desk.redactRecord(person, id, report, why);
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/records/{id}/versions",
      summary: "Write a new version of an own report; who may not have it loses the earlier ones",
      roles: may.report,
      params: Type.Object({ id: Type.String({ ...stixId, examples: [exampleRecord.id] }) }, closed),
      bodyOctets,
      body: Type.Object({ report: reportDraft, version }, closed),
      bodyExample: { report: exampleDraft, version: exampleRecord.modified },
      answer: {
        status: 201,
        description:
          "Stored and signed; `audience`: the partners to whom this version was released",
        schema: Type.Object({ record: stixObject, ...reach }),
        example: { record: exampleRecord.record, audience: ["damascus"], held: [] },
      },
      errors: [
        new AppError("record-not-found", { id: exampleRecord.id }),
        new AppError("record-changed", { id: exampleRecord.id }),
        ...faults,
      ],
      handler: ({ person, params: { id }, body: { report, version } }) =>
        desk.reviseReport(person, id, report, version),
    }),
  ];
}
