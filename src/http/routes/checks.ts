import Type from "typebox";
import { unlistedIsProtected } from "../../domain/protected-place.ts";
import { AppError } from "../../errors.ts";
import type { TaskPort } from "../ports/tasks.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { bilingual } from "../schema/basics.ts";
import { checkDraft, exampleCheck, listedCheck } from "../schema/checks.ts";
import { examplePart } from "../schema/tasks.ts";
import { reach } from "../schema/reach.ts";
import { faults, partParams, unknownPart } from "./task-faults.ts";

const { id } = examplePart;

/** What partners' nodes answer to the check of a part. */
export function checkRoutes(desk: TaskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/tasks/{id}/parts/{part}/checks",
      summary:
        "What partners' nodes, or this one, say of a part: clashes, places to keep away from",
      roles: may.read,
      params: partParams,
      answer: {
        status: 200,
        description: "One for each node that answered; `note` is to be shown with it",
        schema: Type.Object({ checks: Type.Array(listedCheck), note: bilingual() }),
        example: { checks: [exampleCheck], note: unlistedIsProtected },
      },
      errors: [unknownPart],
      handler: ({ person, params }) => desk.listChecks(person, params.id, params.part),
    }),
    defineRoute({
      method: "POST",
      path: "/api/tasks/{id}/parts/{part}/check",
      summary:
        "Let a partner know whether its part clashes with anything, in place of the node's own answer",
      roles: may.planTasks,
      params: partParams,
      body: checkDraft,
      bodyExample: {
        ...{ clash: "clash" as const, version: examplePart.modified },
        remark: { en: "Another unit is on that road until noon" },
      },
      answer: {
        status: 200,
        description: "Stored and signed; it goes to who wrote the part, if an agreement lets it",
        schema: Type.Object(reach),
        example: { audience: ["damascus"], held: [] },
      },
      errors: [unknownPart, new AppError("task-changed", { id }), ...faults],
      handler: ({ person, params, body }) => desk.answerCheck(person, params.id, params.part, body),
    }),
  ];
}
