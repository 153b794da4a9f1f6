import Type from "typebox";
import { unlistedIsProtected } from "../../domain/protected-place.ts";
import { AppError } from "../../errors.ts";
import type { TaskPort } from "../ports/tasks.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { bilingual, closed, stixId, text, time } from "../schema/basics.ts";
import { original } from "../schema/handling.ts";
import { clashId, exampleClash, examplePart, listedClash } from "../schema/tasks.ts";
import { reach } from "../schema/reach.ts";
import { faults, taskParams, unknownTask } from "./task-faults.ts";

const uuid = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
const params = Type.Object({ id: Type.String({ pattern: uuid, examples: [clashId] }) }, closed);
const unknown = new AppError("clash-not-found", { id: clashId });
const query = Type.Object(
  {
    state: Type.Optional(Type.Enum(["open", "accepted"])),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    before: Type.Optional(Type.String({ pattern: uuid, description: "`id` of the last one seen" })),
  },
  closed,
);
const list = {
  status: 200,
  description:
    "Those that begin first first; `more`: there are others. Solved ones are gone, and those whose time is over stand in the list of their task alone (in a demonstration, which tells of what is past, everywhere). `note` is to be shown with them",
  schema: Type.Object({
    clashes: Type.Array(listedClash),
    more: Type.Boolean(),
    note: bilingual(),
  }),
  example: { clashes: [exampleClash], more: false, note: unlistedIsProtected },
};

/** What cannot both be as it is. */
export function clashRoutes(desk: TaskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/clashes",
      summary: "Clashes of parts of joint tasks that this node knows of",
      roles: may.read,
      query,
      answer: list,
      handler: ({ person, query }) => desk.listClashes(person, query),
    }),
    defineRoute({
      method: "GET",
      path: "/api/tasks/{id}/clashes",
      summary: "Clashes of the parts of one joint task, with each other and with others",
      roles: may.read,
      params: taskParams,
      query,
      answer: list,
      errors: [unknownTask],
      handler: ({ person, params: { id }, query }) =>
        desk.listClashes(person, { ...query, task: id }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/clashes/{id}",
      summary: "One clash",
      roles: may.read,
      params,
      answer: {
        status: 200,
        description: "As it stands",
        schema: listedClash,
        example: exampleClash,
      },
      errors: [unknown],
      handler: ({ person, params: { id } }) => desk.readClash(person, id),
    }),
    defineRoute({
      method: "POST",
      path: "/api/clashes/{id}/acceptance",
      summary: "Accept a clash for this partner, between exactly the versions that were read",
      roles: may.commit,
      params,
      body: Type.Object(
        {
          reason: text(2000),
          lang: original,
          versions: Type.Record(stixId, time, {
            maxProperties: 2,
            description: "`modified` of each part of it, by its id",
          }),
          alone: Type.Optional(
            Type.Boolean({
              description:
                "Without the word of those `unheard`, once this partner accepted it already. Takes two people, one after the other",
            }),
          ),
        },
        closed,
      ),
      bodyExample: {
        reason: {
          ar: "تتناوب الوحدتان على المعبر",
          en: "The two units take turns at the crossing",
        },
        lang: "ar",
        versions: Object.fromEntries(exampleClash.parts.map((part) => [part.id, part.modified])),
      },
      answer: {
        status: 200,
        description:
          "Stored and signed. It goes where both parts may go, which may be to nobody; where others cannot know what clashes it stays here",
        schema: Type.Object({ clash: listedClash, ...reach }),
        example: { clash: exampleClash, audience: ["damascus"], held: [] },
      },
      errors: [
        unknown,
        new AppError("clash-not-ours", { id: clashId }),
        new AppError("task-changed", { id: examplePart.id }),
        new AppError("acceptance-waits", { id: clashId }),
        ...faults,
      ],
      handler: ({ person, params: { id }, body }) => desk.acceptClash(person, id, body),
    }),
  ];
}
