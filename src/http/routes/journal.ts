import Type from "typebox";
import { journalKinds } from "../../domain/journal.ts";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, nullable, partnerId, stixId, time } from "../schema/basics.ts";
import { exampleRecord } from "../schema/examples.ts";
import { entryDraft, exampleEntry, listedEntry, readLabel, reference } from "../schema/journal.ts";
import { readTime } from "../schema/record-query.ts";

const search = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        maxLength: 200,
        description: "Words, Arabic or English",
        examples: ["الطريق"],
      }),
    ),
    record: Type.Optional(Type.String({ ...stixId, description: "Linked by the entry" })),
    partner: Type.Optional(Type.String({ ...partnerId, description: "Named by the entry" })),
    person: Type.Optional(Type.String({ maxLength: 64, description: "Who wrote it" })),
    kind: Type.Optional(Type.Enum([...journalKinds])),
    from: Type.Optional(Type.String({ ...time, description: "At this time or later" })),
    to: Type.Optional(Type.String({ ...time, description: "Before this time" })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    before: Type.Optional(Type.String({ ...reference, description: "`next` of the page before" })),
  },
  closed,
);

/** The journal of the watch. */
export function journalRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/journal",
      summary: "The journal of the watch, newest first",
      roles: may.read,
      query: search,
      answer: {
        status: 200,
        description:
          "One page of what this person may see; `next` goes into `before` of the page after, null on the last. Words are looked for in the newest 20,000 entries that hold them",
        schema: Type.Object({ entries: Type.Array(listedEntry), next: nullable(reference) }),
        example: { entries: [exampleEntry], next: null },
      },
      errors: [new AppError("cursor-unknown")],
      handler: ({ person, query: { from, to, ...rest } }) =>
        desk.searchJournal(person, {
          ...rest,
          ...(from !== undefined && { from: readTime("from", from) }),
          ...(to !== undefined && { until: readTime("to", to) }),
        }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/journal",
      summary:
        "Write an entry, or a correction of an earlier one; nothing in the journal is changed",
      roles: may.keepWatch,
      body: entryDraft,
      bodyExample: {
        text: { ar: "اتصلنا بنقطة الحدود 3: الطريق ما زال مقطوعاً." },
        classification: "restricted",
        partners: ["damascus"],
      },
      answer: {
        status: 201,
        description: "It is on disk, under this number",
        schema: listedEntry,
        example: exampleEntry,
      },
      errors: [
        new AppError("journal-entry-unknown", { reference: "restricted-18" }),
        new AppError("record-not-found", { id: exampleRecord.id }),
        new AppError("partner-unknown", { partner: "atlantis" }),
        new AppError("clearance-exceeded", { classification: "secret" }),
      ],
      handler({ person, body: { corrects, text, ...rest } }) {
        if (corrects === undefined) {
          const { records = [], partners = [] } = rest;
          return desk.writeEntry(person, { text, label: readLabel(rest), records, partners });
        }
        if (Object.keys(rest).length === 0) return desk.correctEntry(person, corrects, text);
        throw new AppError("request-invalid", {
          reason: "a correction has the label and the links of what it corrects: leave them out",
          reason_ar: "للتصحيح وسمُ القيد الذي يصحّحه وإحالاته: احذف هذه الحقول",
        });
      },
    }),
  ];
}
