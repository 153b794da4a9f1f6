import Type from "typebox";
import { binds } from "../../domain/task-state.ts";
import { AppError } from "../../errors.ts";
import type { TaskPort } from "../ports/tasks.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, partnerId, stixId, version } from "../schema/basics.ts";
import { commitmentDraft, examplePartDraft, partDraft } from "../schema/task-drafts.ts";
import { examplePart, exampleTask, listedPart, partState } from "../schema/tasks.ts";
import { reach } from "../schema/reach.ts";
import {
  changeFaults,
  faults,
  note,
  partFaults,
  partParams,
  taskParams,
  unknownPart,
  unknownTask,
  writtenParts,
} from "./task-faults.ts";

const { id } = examplePart;
const unit = "unit--4b5a0c52-8d0e-4c0b-9a3e-7f1d2c3b4a59";
const written = (description: string, status: number) => ({
  ...{ status, description },
  schema: Type.Object({ part: listedPart, ...reach, note }),
  example: { part: examplePart, audience: ["damascus"], held: [], note: null },
});

/** Parts of joint tasks, and what their performers say of them. */
export function taskPartRoutes(desk: TaskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/tasks/{id}/parts",
      summary: "Parts of a joint task that this person may see, those that begin first first",
      roles: may.read,
      params: taskParams,
      query: Type.Object(
        {
          performer: Type.Optional(partnerId),
          state: Type.Optional(partState),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
          before: Type.Optional(
            Type.String({ ...stixId, description: "`id` of the last one seen" }),
          ),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "One page; `more`: there are others",
        schema: Type.Object({ parts: Type.Array(listedPart), more: Type.Boolean() }),
        example: { parts: [examplePart], more: false },
      },
      errors: [unknownTask],
      handler: ({ person, params: { id }, query }) => desk.listParts(person, id, query),
    }),
    defineRoute({
      method: "GET",
      path: "/api/parts",
      summary: "Parts of several joint tasks, those that begin first first",
      roles: may.read,
      query: Type.Object(
        {
          task: Type.Array(Type.String({ ...stixId, examples: [exampleTask.id] }), {
            minItems: 1,
            maxItems: 200,
            description: "Said once for each task; one that this person may not see has no parts",
          }),
          limit: Type.Integer({ minimum: 1, maximum: 1000, default: 500 }),
          before: Type.Optional(
            Type.String({ ...stixId, description: "`id` of the last one seen" }),
          ),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "One page; `more`: there are others",
        schema: Type.Object({ parts: Type.Array(listedPart), more: Type.Boolean() }),
        example: { parts: [examplePart], more: false },
      },
      handler: ({ person, query: { task, ...query } }) =>
        desk.listPartsOf(person, { tasks: task, ...query }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/tasks/{id}/parts",
      summary: "Add parts to a joint task, own or a partner's, all in one commit",
      roles: may.commit,
      params: taskParams,
      body: Type.Object({ parts: Type.Array(partDraft, { minItems: 1, maxItems: 1000 }) }, closed),
      bodyExample: { parts: [examplePartDraft] },
      answer: {
        status: 201,
        description: "Stored and signed, in the order given",
        schema: Type.Object({ parts: writtenParts }),
        example: { parts: [{ id, audience: ["damascus"], held: [], note: null }] },
      },
      errors: [unknownTask, new AppError("task-over", { id: exampleTask.id }), ...partFaults],
      handler: async ({ person, params: { id }, body: { parts } }) => ({
        parts: await desk.addParts(person, id, parts),
      }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/tasks/{id}/parts/{part}",
      summary: "One part: where it stands, and what its performer said",
      roles: may.read,
      params: partParams,
      answer: {
        status: 200,
        description: "As far as this node knows",
        schema: listedPart,
        example: examplePart,
      },
      errors: [unknownPart],
      handler: ({ person, params: { id, part } }) => desk.readPart(person, id, part),
    }),
    defineRoute({
      method: "POST",
      path: "/api/tasks/{id}/parts/{part}/versions",
      summary: "Change an own part: its performer is asked again",
      roles: may.commit,
      params: partParams,
      body: Type.Object({ part: partDraft, version }, closed),
      bodyExample: { part: examplePartDraft, version: examplePart.modified },
      answer: written("A new version went to whoever may have it", 201),
      errors: [unknownPart, ...changeFaults, ...partFaults],
      handler: ({ person, params, body: { part, version } }) =>
        desk.changePart(person, params.id, params.part, part, version),
    }),
    defineRoute({
      method: "POST",
      path: "/api/tasks/{id}/parts/{part}/cancel",
      summary: "Take an own part out of its task",
      roles: may.commit,
      params: partParams,
      body: Type.Object({ version }, closed),
      bodyExample: { version: examplePart.modified },
      answer: written("A new version that says so went to whoever had it", 200),
      errors: [unknownPart, ...changeFaults, new AppError("busy"), new AppError("store-full")],
      handler: ({ person, params, body: { version } }) =>
        desk.cancelPart(person, params.id, params.part, version),
    }),
    defineRoute({
      method: "POST",
      path: "/api/tasks/{id}/parts/{part}/commitment",
      summary: "Say what this partner commits to, or how far it is, of a part that it performs",
      roles: may.planTasks,
      params: partParams,
      body: commitmentDraft,
      bodyExample: {
        ...{ state: "accepted-with-conditions" as const, lang: "ar" as const },
        ...{ part: examplePart.modified, task: exampleTask.modified },
        conditions: { ar: "بعد وصول الوحدة الثانية", en: "Once the second unit has arrived" },
      },
      answer: written("Stored and signed; it goes to who wrote the part at least", 200),
      errors: [
        unknownPart,
        new AppError("commitment-not-performer", { id }),
        new AppError("task-changed", { id }),
        new AppError("commitment-state-wrong", {
          ...{ state: "done", now: "accepted", allowed: "ready, suspended" },
          ...{ state_ar: "منجز", now_ar: "مقبول", allowed_ar: "جاهز، معلّق" },
        }),
        new AppError("clash-open", {
          id,
          clashes: "One unit in two parts: “Close the road” (Damascus, task-part--…)",
          clashes_ar: "وحدة واحدة في جزأين: «إغلاق الطريق» (دمشق، task-part--…)",
        }),
        new AppError("answer-not-releasable", { id: unit, partner: "baghdad" }),
        ...faults,
      ],
      handler({ person, params, body }) {
        if (binds(body.state) && !may.commit.some((role) => role === person.role))
          throw new AppError("role-missing", { role: person.role, needed: may.commit.join(", ") });
        return desk.commitPart(person, params.id, params.part, body);
      },
    }),
  ];
}
