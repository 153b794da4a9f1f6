import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { partnerId, stixObject } from "../schema/basics.ts";
import { exampleDraft, exampleRecord } from "../schema/examples.ts";
import { reportDraft } from "../schema/records.ts";

export function reportRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "POST",
      path: "/api/reports",
      summary: "Write a report; it goes to everyone whom the agreements allow",
      roles: may.report,
      body: reportDraft,
      bodyExample: exampleDraft,
      answer: {
        status: 201,
        description: "Stored and signed; `audience`: the partners to whom it was released",
        schema: Type.Object({ record: stixObject, audience: Type.Array(partnerId) }),
        example: { record: exampleRecord.record, audience: ["damascus"] },
      },
      errors: [
        new AppError("draft-invalid", {
          field: "until",
          reason: "it lies before the beginning",
          reason_ar: "يقع قبل البداية",
        }),
        new AppError("topic-unknown", { topic: "weather" }),
        new AppError("partner-unknown", { partner: "atlantis" }),
        new AppError("store-full"),
      ],
      handler: ({ person, body }) => desk.submitReport(person, body),
    }),
  ];
}
