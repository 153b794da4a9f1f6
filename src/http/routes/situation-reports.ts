import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { gate } from "../gate.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { bilingual, closed, nullable, stixObject } from "../schema/basics.ts";
import { exampleRecord, exampleRelease } from "../schema/examples.ts";
import { releaseState } from "../schema/records.ts";
import { readTime } from "../schema/record-query.ts";
import {
  exampleEdit,
  exampleOrder,
  exampleSituationReport,
  situationEdit,
  situationHead,
  situationOrder,
  situationRelease,
  situationReport,
  tooLarge,
} from "../schema/situation-reports.ts";
import { reach } from "../schema/reach.ts";

const { id } = exampleSituationReport;
const params = Type.Object(
  { id: Type.String({ minLength: 1, maxLength: 64, examples: [id] }) },
  closed,
);
const unknown = new AppError("situation-report-unknown", { id });
const changed = new AppError("situation-report-changed");
const released = new AppError("situation-report-released");
const large = new AppError("situation-report-too-large", tooLarge);
const day = 24 * 3600_000;

/** Daily situation reports: made, edited, printed, and released as records. */
export function situationReportRoutes(desk: DeskPort): Route[] {
  // Each is set in a thread of its own.
  const oneByOne = gate(1, 8);
  return [
    defineRoute({
      method: "GET",
      path: "/api/situation-reports",
      summary: "Situation reports, newest first",
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
          "What this person may see; `next` goes into `before` of the page after, null on the last",
        schema: Type.Object({ reports: Type.Array(situationHead), next: nullable(Type.String()) }),
        example: { reports: [exampleSituationReport], next: null },
      },
      handler: ({ person, query }) => desk.listSituationReports(person, query),
    }),
    defineRoute({
      method: "POST",
      path: "/api/situation-reports",
      summary: "Make a draft of what this node knows of a period",
      roles: may.keepWatch,
      body: situationOrder,
      bodyExample: exampleOrder,
      answer: {
        status: 201,
        description: "The draft, version 1",
        schema: situationReport,
        example: exampleSituationReport,
      },
      errors: [
        large,
        new AppError("clearance-exceeded", { classification: "secret" }),
        new AppError("partner-unknown", { partner: "atlantis" }),
      ],
      handler({ person, body: { lang, from, until, classification, caveats, releasableTo } }) {
        const end = until === undefined ? desk.now() : readTime("until", until);
        return desk.makeSituationReport(person, {
          ...{ lang, until: end, releasableTo: releasableTo ?? [] },
          from: from === undefined ? end - day : readTime("from", from),
          label: { classification, caveats: [...(caveats ?? [])].sort() },
        });
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/situation-reports/{id}",
      summary: "One situation report, its latest version or an earlier one",
      roles: may.read,
      params,
      query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }, closed),
      answer: {
        status: 200,
        description: "All its sections",
        schema: situationReport,
        example: exampleSituationReport,
      },
      errors: [unknown],
      handler: ({ person, params: { id }, query: { version } }) =>
        desk.readSituationReport(person, id, version),
    }),
    defineRoute({
      method: "POST",
      path: "/api/situation-reports/{id}",
      summary: "Save a draft with one's own words, as its next version",
      roles: may.keepWatch,
      params,
      body: situationEdit,
      bodyExample: exampleEdit,
      answer: {
        status: 200,
        description: "The next version; the one before is kept",
        schema: situationReport,
        example: { ...exampleSituationReport, version: 2 },
      },
      errors: [unknown, changed, released],
      handler: ({ person, params: { id }, body }) => desk.saveSituationReport(person, id, body),
    }),
    defineRoute({
      method: "GET",
      path: "/api/situation-reports/{id}/audience",
      summary: "Who would get it if it were released now, and why the others not",
      roles: may.keepWatch,
      params,
      answer: {
        status: 200,
        description:
          "Of the latest version, each partner with `offered`, `held` (it would go, but not at once) or `withheld`, and the clauses that decided; nothing is written",
        schema: Type.Object({ partners: Type.Array(releaseState) }),
        example: exampleRelease,
      },
      errors: [unknown, released, large, new AppError("situation-report-source-gone")],
      handler: ({ person, params: { id } }) => desk.situationReportAhead(person, id),
    }),
    defineRoute({
      method: "POST",
      path: "/api/situation-reports/{id}/release",
      summary: "Make it a record: a report that goes only where all that it rests on may go",
      roles: may.keepWatch,
      params,
      body: situationRelease,
      bodyExample: { version: 1 },
      answer: {
        status: 201,
        description:
          "Stored and signed; `audience`: the partners to whom it was released; `note`: what is to be known where it goes to nobody",
        schema: Type.Object({
          record: stixObject,
          ...reach,
          note: nullable(bilingual()),
        }),
        example: { record: exampleRecord.record, audience: ["damascus"], held: [], note: null },
      },
      errors: [
        unknown,
        changed,
        released,
        large,
        new AppError("situation-report-source-gone"),
        new AppError("busy"),
      ],
      handler: ({ person, params: { id }, body }) => desk.releaseSituationReport(person, id, body),
    }),
    defineRoute({
      method: "GET",
      path: "/api/situation-reports/{id}.html",
      summary: "One situation report as a page to be printed",
      roles: may.read,
      params,
      answer: {
        status: 200,
        description: "Marked at the top and the bottom; for this node's own people",
        mediaType: "text/html",
        schema: Type.String(),
        example: "<!doctype html>",
      },
      errors: [unknown],
      async handler({ person, params: { id } }, reply) {
        const { html, policy } = await desk.situationReportHtml(person, id);
        void reply.header("content-security-policy", policy);
        return reply.type("text/html; charset=utf-8").send(html);
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/situation-reports/{id}.pdf",
      summary: "One situation report as PDF",
      roles: may.read,
      params,
      answer: {
        status: 200,
        description: "Marked at the top and the bottom of each page; for this node's own people",
        mediaType: "application/pdf",
        schema: Type.String({ description: "PDF, with its fonts" }),
        example: "%PDF-1.7",
      },
      errors: [unknown, new AppError("busy")],
      async handler({ person, params: { id } }, reply) {
        const pdf = await oneByOne(() => desk.situationReportPdf(person, id));
        void reply.header("content-disposition", `inline; filename="situation-report-${id}.pdf"`);
        return reply.type("application/pdf").send(Buffer.from(pdf));
      },
    }),
  ];
}
