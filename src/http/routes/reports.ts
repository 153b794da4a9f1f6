import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { Credibility } from "../../domain/grade.ts";
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
      errors: [new AppError("topic-unknown", { topic: "weather" })],
      handler({ person, body: { credibility, ...draft } }) {
        return desk.submitReport(person, {
          ...draft,
          ...(credibility !== undefined && { credibility: String(credibility) as Credibility }),
        });
      },
    }),
  ];
}
