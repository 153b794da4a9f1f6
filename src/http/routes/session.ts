import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import type { Person } from "../../desk/people.ts";
import { gate } from "../gate.ts";
import type { Limits } from "../limits.ts";
import { checkSameOrigin } from "../origin.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, describes, time } from "../schema/basics.ts";
import { classification } from "../schema/records.ts";
import { examplePerson } from "../schema/examples.ts";
import type { SessionCookie } from "../session-token.ts";
import { signInLimit } from "../sign-in-limit.ts";

const person = describes<Person>(
  Type.Object(
    {
      name: Type.String(),
      role: Type.Enum([...may.read]),
      clearance: Type.Object({
        upTo: classification,
        caveats: Type.Union([Type.Array(Type.String()), Type.Literal("all")], {
          description: "Caveats that the person may see",
        }),
      }),
    },
    { title: "Person" },
  ),
);

export function sessionRoutes(
  desk: DeskPort,
  limits: Limits,
  cookie: SessionCookie,
  scheme: "http" | "https",
): Route[] {
  const limit = signInLimit(limits, () => desk.now());
  const passwordGate = gate(limits.signInParallel, limits.signInWaiting);

  return [
    defineRoute({
      method: "POST",
      path: "/api/session",
      summary: "Sign in",
      roles: "anyone",
      body: Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 64 }),
          password: Type.String({ minLength: 1, maxLength: 256 }),
        },
        closed,
      ),
      bodyExample: { name: "watch", password: "correct horse battery staple" },
      answer: {
        status: 200,
        description: "Signed in; the token is also set as a cookie",
        schema: Type.Object({ token: Type.String(), person, expires: time }, { title: "Session" }),
        example: {
          token: "q5Zr0…",
          person: examplePerson,
          expires: "2015-03-11T21:20:00.000Z",
        },
      },
      errors: [
        new AppError("sign-in-failed"),
        new AppError("sign-in-limited", { seconds: 240 }),
        new AppError("cross-site-request"),
        new AppError("busy"),
      ],
      async handler({ body: { name, password }, http }, reply) {
        checkSameOrigin(http.headers, scheme, "allow");
        limit.attempt(name, http.ip);
        const session = await passwordGate(() => desk.signIn(name, password));
        limit.succeeded(name, http.ip);
        cookie.set(reply, session.token, session.expires);
        return session;
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/session",
      summary: "Who is signed in",
      roles: may.read,
      answer: {
        status: 200,
        description: "The person of this session, and until when it lasts",
        schema: Type.Object({ person, expires: time }),
        example: { person: examplePerson, expires: "2015-03-11T21:20:00.000Z" },
      },
      handler({ person, http }) {
        const expires = desk.sessionExpires(http.sessionToken!);
        // It may have ended between admission and here.
        if (expires === null) throw new AppError("not-signed-in");
        return { person, expires };
      },
    }),
    defineRoute({
      method: "DELETE",
      path: "/api/session",
      summary: "Sign out",
      roles: may.read,
      answer: { status: 204, description: "The session has ended", schema: null },
      async handler({ http }, reply) {
        await desk.signOut(http.sessionToken!);
        cookie.clear(reply);
        return reply.code(204).send();
      },
    }),
  ];
}
