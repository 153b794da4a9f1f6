import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { TaskPort } from "../ports/tasks.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { version } from "../schema/basics.ts";
import { exampleFrameDraft, examplePartDraft, taskDraft } from "../schema/task-drafts.ts";
import {
  exampleDraftHead,
  exampleDraftShown,
  exampleTask,
  headOfDraft,
  listedDraft,
} from "../schema/tasks.ts";
import { partFaults, taskParams as params } from "./task-faults.ts";
import { proposed } from "./tasks.ts";

const unknown = new AppError("draft-not-found", { id: exampleTask.id });
const changed = new AppError("draft-changed");
/** Nobody writes over, or proposes, what they have not seen. */
const asRead = Type.Object({ version }, { additionalProperties: false });
const newDraft = Type.Object({ draft: taskDraft, version }, { additionalProperties: false });
const bodyExample = { ...exampleFrameDraft, parts: [examplePartDraft] };
const shown = {
  description: "Kept at this node alone, with what its parts would clash with",
  schema: listedDraft,
  example: exampleDraftShown,
};

/** Joint tasks in the making. */
const tooHigh = new AppError("clearance-exceeded", { classification: "secret" });

export function taskDraftRoutes(desk: TaskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/tasks/drafts",
      summary: "Joint tasks in the making, which no partner sees",
      roles: may.planTasks,
      answer: {
        status: 200,
        description: "The last one saved first, compared with nothing",
        schema: Type.Object({ drafts: Type.Array(headOfDraft) }),
        example: { drafts: [exampleDraftHead] },
      },
      handler: async ({ person }) => ({ drafts: await desk.listDrafts(person) }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/tasks/drafts",
      summary: "Keep a draft of a joint task; the answer says what it lacks and clashes with",
      roles: may.planTasks,
      body: taskDraft,
      bodyExample,
      answer: { ...shown, status: 201 },
      errors: [
        new AppError("drafts-too-many", { limit: 200 }),
        new AppError("record-not-found", { id: exampleTask.id }),
        tooHigh,
      ],
      handler: ({ person, body }) => desk.saveDraft(person, body),
    }),
    defineRoute({
      method: "GET",
      path: "/api/tasks/drafts/{id}",
      summary: "One draft, checked for clashes anew",
      roles: may.planTasks,
      params,
      answer: { ...shown, status: 200 },
      errors: [unknown],
      handler: ({ person, params: { id } }) => desk.readDraft(person, id),
    }),
    defineRoute({
      method: "POST",
      path: "/api/tasks/drafts/{id}",
      summary: "Put another draft in the place of this one",
      roles: may.planTasks,
      params,
      body: newDraft,
      bodyExample: { draft: bodyExample, version: exampleDraftHead.modified },
      answer: { ...shown, status: 200 },
      errors: [unknown, changed, tooHigh],
      handler: ({ person, params: { id }, body: { draft, version: modified } }) =>
        desk.saveDraft(person, draft, { id, modified }),
    }),
    defineRoute({
      method: "DELETE",
      path: "/api/tasks/drafts/{id}",
      summary: "Throw a draft away",
      roles: may.planTasks,
      params,
      answer: { status: 204, description: "It is gone", schema: null },
      errors: [unknown],
      async handler({ person, params: { id } }, reply) {
        await desk.deleteDraft(person, id);
        return reply.code(204).send();
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/tasks/drafts/{id}/propose",
      summary: "Propose what a draft says; the draft is gone",
      roles: may.commit,
      params,
      body: asRead,
      bodyExample: { version: exampleDraftHead.modified },
      answer: proposed,
      errors: [unknown, changed, ...partFaults],
      handler: ({ person, params: { id }, body: { version: modified } }) =>
        desk.proposeDraft(person, { id, modified }),
    }),
  ];
}
