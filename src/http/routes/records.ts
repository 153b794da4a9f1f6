import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import {
  closed,
  nullable,
  partnerId,
  stixId,
  textOrString,
  time,
  version,
} from "../schema/basics.ts";
import { exampleDraft, exampleRecord, exampleRelease, exampleWords } from "../schema/examples.ts";
import { readRecordQuery, readTime, recordQuery } from "../schema/record-query.ts";
import {
  listedRecord,
  listedWords,
  recordSources,
  releaseState,
  reportDraft,
} from "../schema/records.ts";
import { asText } from "../../domain/bilingual.ts";

const params = Type.Object(
  { id: Type.String({ ...stixId, examples: [exampleRecord.id] }) },
  closed,
);
const exampleImage = "artifact--6e3a0c52-9c35-4d0e-8c5c-2f5a0f3a1c77";
const notFound = new AppError("record-not-found", { id: exampleRecord.id });
const notOwn = new AppError("record-not-own", { id: exampleRecord.id, originator: "baghdad" });
const recalled = new AppError("record-recalled", { id: exampleRecord.id });

export function recordRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/records",
      summary: "Records of the picture, newest first",
      roles: may.read,
      query: recordQuery,
      answer: {
        status: 200,
        description: "One page; `next` is the cursor of the page after, null on the last",
        schema: Type.Object({
          records: Type.Array(listedRecord),
          next: nullable(Type.String()),
        }),
        example: { records: [exampleRecord], next: null },
      },
      errors: [new AppError("cursor-unknown")],
      handler: ({ person, query }) => desk.searchRecords(person, readRecordQuery(query)),
    }),
    defineRoute({
      method: "GET",
      path: "/api/records-words",
      summary: "Kinds, topics and originators by which GET /api/records finds something",
      roles: may.read,
      answer: {
        status: 200,
        description: "Only what records of the picture bear now",
        schema: listedWords,
        example: exampleWords,
      },
      handler: ({ person }) => desk.listWords(person),
    }),
    defineRoute({
      method: "GET",
      path: "/api/records/{id}",
      summary: "One record: its latest version, or the one asked for",
      roles: may.read,
      params,
      query: Type.Object({ modified: Type.Optional(time) }, closed),
      answer: {
        status: 200,
        description: "The record",
        schema: listedRecord,
        example: exampleRecord,
      },
      errors: [notFound, recalled],
      handler: ({ person, params: { id }, query: { modified } }) =>
        modified === undefined
          ? desk.readRecord(person, id)
          : desk.readRecord(person, id, readTime("modified", modified)),
    }),
    defineRoute({
      method: "GET",
      path: "/api/records/{id}/versions",
      summary: "All versions that this node has, newest first",
      roles: may.read,
      params,
      answer: {
        status: 200,
        description: "The versions",
        schema: Type.Object({ versions: Type.Array(listedRecord) }),
        example: { versions: [exampleRecord] },
      },
      errors: [notFound, recalled],
      handler: async ({ person, params: { id } }) => ({
        versions: await desk.readVersions(person, id),
      }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/records/{id}/sources",
      summary: "What a record was derived from at this node, and what of that was taken back",
      roles: may.read,
      params,
      answer: {
        status: 200,
        description: "Its sources; none for what was derived from nothing here",
        schema: recordSources,
        example: {
          redacted: false,
          why: null,
          sources: [{ id: exampleRecord.id, record: exampleRecord, recalled: null }],
        },
      },
      errors: [notFound],
      handler: ({ person, params: { id } }) => desk.readSources(person, id),
    }),
    defineRoute({
      method: "GET",
      path: "/api/records/{id}/release",
      summary: "To whom this node gives the record, its own or another's, to whom not, and why",
      roles: may.explain,
      params,
      answer: {
        status: 200,
        description: "Each partner with its state and the clauses that decided",
        schema: Type.Object({ partners: Type.Array(releaseState) }),
        example: exampleRelease,
      },
      errors: [notFound],
      handler: ({ person, params: { id } }) => desk.explainRecord(person, id),
    }),
    defineRoute({
      method: "GET",
      path: "/api/records/{id}/source",
      summary: "The named sources behind this own record, which never leave the node",
      roles: may.readSource,
      params,
      answer: {
        status: 200,
        description:
          "As they were written in the report, `confirmedBy`: independent ones by which it is confirmed; null where none was named",
        schema: Type.Object({
          source: nullable(Type.String()),
          confirmedBy: nullable(Type.String()),
        }),
        example: { source: "Border post 3", confirmedBy: null },
      },
      errors: [notFound, notOwn, recalled],
      handler: ({ person, params: { id } }) => desk.readSource(person, id),
    }),
    defineRoute({
      method: "GET",
      path: "/api/records/{id}/images/{image}",
      summary: "One image that a version of the record shows, without metadata",
      roles: may.read,
      params: Type.Object(
        {
          id: Type.String({ ...stixId, examples: [exampleRecord.id] }),
          image: Type.String({ ...stixId, examples: [exampleImage] }),
        },
        closed,
      ),
      answer: {
        status: 200,
        description:
          "The image: `image/jpeg`, `image/png` or `image/webp`, as its octets were checked to be. To be shown, not opened by itself",
        mediaType: "image/*",
        schema: Type.String(),
        example: "…",
      },
      errors: [notFound, recalled],
      async handler({ person, params: { id, image } }, reply) {
        const { type, bytes } = await desk.readImage(person, id, image);
        return reply
          .type(type)
          .header("content-disposition", `attachment; filename="image.${type.slice(6)}"`)
          .header("content-security-policy", "default-src 'none'; sandbox")
          .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/records/{id}/draft",
      summary: "An own report as a person would write it: what a new version is made from",
      roles: may.readSource,
      params,
      answer: {
        status: 200,
        description: "With its named sources and listed recipients, which never leave the node",
        schema: Type.Object({ report: reportDraft, version }),
        example: { report: exampleDraft, version: exampleRecord.modified },
      },
      errors: [notFound, notOwn, recalled],
      handler: ({ person, params: { id } }) => desk.readReportDraft(person, id) as never,
    }),
    defineRoute({
      method: "POST",
      path: "/api/records/{id}/recall",
      summary: "Take an own record back from some partners, or from all",
      roles: may.recall,
      params,
      body: Type.Object(
        {
          reason: textOrString(2000),
          from: Type.Optional(
            Type.Array(partnerId, { minItems: 1, maxItems: 200, description: "Left out: all" }),
          ),
        },
        closed,
      ),
      bodyExample: { reason: "The place was wrong", from: ["damascus"] },
      answer: {
        status: 200,
        description: "The partners that had it and are told to take it back",
        schema: Type.Object({ recalledFrom: Type.Array(partnerId) }),
        example: { recalledFrom: ["damascus"] },
      },
      errors: [
        notFound,
        notOwn,
        new AppError("partner-unknown", { partner: "atlantis" }),
        new AppError("warning-not-recalled", { id: exampleRecord.id }),
      ],
      handler: ({ person, params: { id }, body: { reason, from } }) =>
        desk.recallRecord(person, id, { reason: asText(reason), ...(from && { from }) }),
    }),
  ];
}
