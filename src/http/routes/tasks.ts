import Type from "typebox";
import { taskStates } from "../../domain/task.ts";
import { AppError } from "../../errors.ts";
import type { TaskPort } from "../ports/tasks.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { exampleRelease } from "../schema/examples.ts";
import { closed, nullable, partnerId, stixId, time, version } from "../schema/basics.ts";
import { releaseState } from "../schema/records.ts";
import { readTime } from "../schema/record-query.ts";
import {
  exampleFrameDraft,
  examplePartDraft,
  frameDraft,
  noteDraft,
  taskDraft,
} from "../schema/task-drafts.ts";
import {
  exampleHistory,
  exampleNote,
  examplePart,
  exampleTask,
  historyLine,
  lang,
  listedNote,
  listedTask,
} from "../schema/tasks.ts";
import { reach } from "../schema/reach.ts";
import {
  changeFaults,
  faults,
  note,
  partFaults,
  taskParams as params,
  unknownTask,
  writtenParts,
} from "./task-faults.ts";

const during = {
  from: Type.Optional(Type.String({ ...time, description: "On at this time or later" })),
  until: Type.Optional(Type.String({ ...time, description: "On before this time" })),
};
const example = { task: exampleTask, audience: ["damascus"], held: [] };
const written = (description: string, status: number) => ({
  ...{ status, description, example },
  schema: Type.Object({ task: listedTask, ...reach }),
});
export const proposed = {
  status: 201,
  description: "Stored and signed, whole and all parts in one commit, each to whom it may go",
  schema: Type.Object({ id: stixId, ...reach, note, parts: writtenParts }),
  example: {
    ...{ id: exampleTask.id, audience: ["damascus"], held: [], note: null },
    parts: [{ id: examplePart.id, audience: ["damascus"], held: [], note: null }],
  },
};
const calendar = {
  status: 200,
  mediaType: "text/calendar",
  schema: Type.String(),
  example: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tansiq//AR\r\nEND:VCALENDAR\r\n",
};
const language = { lang: Type.Unsafe<"ar" | "en">({ ...lang, default: "ar" }) };

/** Joint tasks as a whole. */
export function taskRoutes(desk: TaskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/tasks",
      summary: "Joint tasks, those that begin last first",
      roles: may.read,
      query: Type.Object(
        {
          state: Type.Optional(Type.Enum([...taskStates])),
          partner: Type.Optional(
            Type.String({ ...partnerId, description: "Proposed it, or performs a part of it" }),
          ),
          ...during,
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          before: Type.Optional(
            Type.String({ ...stixId, description: "`id` of the last one seen" }),
          ),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "One page; `more`: there are others",
        schema: Type.Object({ tasks: Type.Array(listedTask), more: Type.Boolean() }),
        example: { tasks: [exampleTask], more: false },
      },
      handler: ({ person, query: { from, until, ...query } }) =>
        desk.listTasks(person, { ...query, ...readDuring({ from, until }) }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/tasks.ics",
      summary: "Joint tasks with their parts as an iCalendar (RFC 5545), at most 200",
      roles: may.read,
      query: Type.Object({ ...during, ...language }, closed),
      answer: { ...calendar, description: "As far as this person may see them" },
      handler: async ({ person, query: { lang, ...query } }, reply) =>
        reply
          .type("text/calendar; charset=utf-8")
          .send(await desk.taskCalendar(person, lang, readDuring(query))),
    }),
    defineRoute({
      method: "GET",
      path: "/api/tasks/{id}.ics",
      summary: "One joint task with its parts as an iCalendar (RFC 5545)",
      roles: may.read,
      params,
      query: Type.Object(language, closed),
      answer: { ...calendar, description: "As far as this person may see it" },
      errors: [unknownTask],
      handler: async ({ person, params: { id }, query: { lang } }, reply) =>
        reply
          .type("text/calendar; charset=utf-8")
          .send(await desk.taskCalendar(person, lang, { task: id })),
    }),
    defineRoute({
      method: "POST",
      path: "/api/tasks",
      summary: "Propose a joint task with its parts",
      roles: may.commit,
      body: taskDraft,
      bodyExample: { ...exampleFrameDraft, parts: [examplePartDraft] },
      answer: proposed,
      errors: [unknownTask, ...partFaults],
      handler: ({ person, body }) => desk.proposeTask(person, body),
    }),
    defineRoute({
      method: "POST",
      path: "/api/tasks/audience",
      summary:
        "Who would get a joint task and its parts if it were proposed now, and why the others not",
      roles: may.planTasks,
      body: taskDraft,
      bodyExample: { ...exampleFrameDraft, parts: [examplePartDraft] },
      answer: {
        status: 200,
        description:
          "For the task and each part the partners with the clauses that decided; null: not sound yet; nothing is written",
        schema: Type.Object({
          task: nullable(Type.Array(releaseState)),
          parts: Type.Array(nullable(Type.Array(releaseState))),
        }),
        example: { task: exampleRelease.partners, parts: [exampleRelease.partners] },
      },
      errors: [unknownTask, new AppError("clearance-exceeded", { classification: "secret" })],
      handler: ({ person, body }) => desk.taskAudience(person, body),
    }),
    defineRoute({
      method: "GET",
      path: "/api/tasks/{id}",
      summary: "One joint task: its frame, and how its parts stand",
      roles: may.read,
      params,
      answer: {
        status: 200,
        description: "As far as this person may see it",
        schema: listedTask,
        example: exampleTask,
      },
      errors: [unknownTask],
      handler: ({ person, params: { id } }) => desk.readTask(person, id),
    }),
    defineRoute({
      method: "POST",
      path: "/api/tasks/{id}/versions",
      summary: "Change the frame of an own task: everybody who accepted a part is asked again",
      roles: may.commit,
      params,
      body: Type.Object({ task: frameDraft, version }, closed),
      bodyExample: { task: exampleFrameDraft, version: exampleTask.modified },
      answer: written("A new version went to whoever may have it", 201),
      errors: [unknownTask, ...changeFaults, ...faults],
      handler: ({ person, params: { id }, body: { task, version } }) =>
        desk.changeTask(person, id, task, version),
    }),
    defineRoute({
      method: "POST",
      path: "/api/tasks/{id}/state",
      summary: "Say of an own task as a whole: suspended, proposed anew, done, cancelled",
      roles: may.commit,
      params,
      body: Type.Object({ state: Type.Enum([...taskStates]), version }, closed),
      bodyExample: { state: "cancelled", version: exampleTask.modified },
      answer: written("A new version went to whoever may have it", 200),
      errors: [unknownTask, ...changeFaults, new AppError("busy"), new AppError("store-full")],
      handler: ({ person, params: { id }, body: { state, version } }) =>
        desk.stateTask(person, id, state, version),
    }),
    defineRoute({
      method: "GET",
      path: "/api/tasks/{id}/history",
      summary: "Who decided what, when: every signed version of the task, its parts, what was said",
      roles: may.read,
      params,
      query: Type.Object(
        {
          limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
          cursor: Type.Optional(Type.String({ maxLength: 64 })),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "Newest first; `next` is the cursor of the page after, null on the last",
        schema: Type.Object({ lines: Type.Array(historyLine), next: nullable(Type.String()) }),
        example: { lines: [exampleHistory], next: null },
      },
      errors: [unknownTask, new AppError("cursor-unknown")],
      handler: ({ person, params: { id }, query }) => desk.taskHistory(person, id, query),
    }),
    defineRoute({
      method: "GET",
      path: "/api/tasks/{id}/notes",
      summary: "What partners wrote about a task, or about a part of it",
      roles: may.read,
      params,
      query: Type.Object(
        {
          part: Type.Optional(Type.String({ ...stixId, description: "Left out: on the whole" })),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "Newest first",
        schema: Type.Object({ notes: Type.Array(listedNote) }),
        example: { notes: [exampleNote] },
      },
      errors: [unknownTask],
      handler: async ({ person, params: { id }, query: { part } }) => ({
        notes: await desk.listNotes(person, id, part),
      }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/tasks/{id}/notes",
      summary: "Write a note on a task, or on a part of it: whoever made that gets it",
      roles: may.report,
      params,
      body: noteDraft,
      bodyExample: { content: exampleNote.content, lang: "ar", part: examplePart.id },
      answer: {
        status: 201,
        description: "Stored and signed",
        schema: Type.Object({ id: stixId, ...reach }),
        example: { id: exampleNote.id, audience: ["baghdad"], held: [] },
      },
      errors: [unknownTask, ...faults],
      handler: ({ person, params: { id }, body }) => desk.writeNote(person, id, body),
    }),
  ];
}

function readDuring({ from, until }: { from?: string | undefined; until?: string | undefined }) {
  return {
    ...(from !== undefined && { from: readTime("from", from) }),
    ...(until !== undefined && { until: readTime("until", until) }),
  };
}
