import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed } from "../schema/basics.ts";
import {
  clearance,
  exampleListed,
  exampleNewPassword,
  listedPerson,
  newPassword,
  role,
} from "../schema/people.ts";

const name = Type.String({
  description: "The name to sign in with; capital letters make no difference",
  minLength: 1,
  maxLength: 64,
  examples: [exampleListed.name],
});
const params = Type.Object({ name }, closed);
const unknown = new AppError("person-unknown", { name: exampleListed.name });
const above = new AppError("clearance-above-own");
const { disabled } = exampleListed;
const mayOf = () => ({
  role: exampleListed.role,
  clearance: { upTo: "confidential" as const, caveats: [] as string[] },
});

/** Who may sign in at this node, and see how much. */
export function peopleRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/people",
      summary: "Everybody who may sign in, and see how much",
      roles: may.administer,
      answer: {
        status: 200,
        description: "By name; those who may not sign in for now too",
        schema: Type.Object({ people: Type.Array(listedPerson) }),
        example: { people: [exampleListed] },
      },
      handler: async () => ({ people: await desk.listPeople() }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/people",
      summary: "Add a person, with a password made at random",
      roles: may.administer,
      body: Type.Object({ name, role, clearance }, closed),
      bodyExample: { name: exampleListed.name, ...mayOf() },
      answer: {
        status: 201,
        description: "The password is told this once",
        schema: newPassword,
        example: exampleNewPassword,
      },
      errors: [
        new AppError("person-exists", { name: exampleListed.name }),
        new AppError("person-invalid", { reason: "name", reason_ar: "الاسم" }),
        above,
      ],
      async handler({ person, body }, reply) {
        return reply.code(201).send(await desk.addPerson(person, body));
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/people/{name}",
      summary: "Change what a person may; whoever may not sign in any more is signed out at once",
      roles: may.administer,
      params,
      body: Type.Partial(Type.Object({ role, clearance, disabled: Type.Boolean() }), {
        ...closed,
        minProperties: 1,
        description: "What is left out stays as it is",
      }),
      bodyExample: { ...mayOf(), disabled },
      answer: {
        status: 200,
        description: "As it stands now",
        schema: listedPerson,
        example: exampleListed,
      },
      errors: [unknown, above, new AppError("last-admin")],
      handler: ({ person, params, body }) => desk.changePerson(person, params.name, body),
    }),
    defineRoute({
      method: "POST",
      path: "/api/people/{name}/password",
      summary: "Give a person a new password, made at random, and end that person's sessions",
      roles: may.administer,
      params,
      answer: {
        status: 200,
        description: "The password is told this once",
        schema: newPassword,
        example: exampleNewPassword,
      },
      errors: [unknown, above],
      handler: ({ person, params }) => desk.newPassword(person, params.name),
    }),
    defineRoute({
      method: "DELETE",
      path: "/api/people/{name}/sessions",
      summary: "Sign a person out everywhere; the password stays good",
      roles: may.administer,
      params,
      answer: { status: 204, description: "All sessions of that person have ended", schema: null },
      errors: [unknown],
      async handler({ person, params }, reply) {
        await desk.endSessions(person, params.name);
        return reply.code(204).send();
      },
    }),
  ];
}
