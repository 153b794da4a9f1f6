import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../errors.ts";
import type { DeskPort } from "./desk-port.ts";
import type { Person } from "../desk/people.ts";
import { checkSameOrigin } from "./origin.ts";
import type { Route } from "./route.ts";
import { presentedToken } from "./session-token.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who is signed in; null on routes for anyone. */
    person: Person | null;
    /** The session's token, where `person` is set. */
    sessionToken: string | null;
  }
}

/**
 * Who asks, and may that person? Runs before the body is read.
 * AppError not-signed-in, role-missing, cross-site-request.
 */
export async function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  context: { desk: DeskPort; cookieName: string; scheme: "http" | "https" },
): Promise<void> {
  if (route.roles === "anyone") return;
  const presented = presentedToken(request, context.cookieName);
  const person = presented && (await context.desk.session(presented.token));
  if (!presented || !person) {
    void reply.header("www-authenticate", "Bearer");
    throw new AppError("not-signed-in");
  }
  if (presented.by === "cookie" && route.method !== "GET")
    checkSameOrigin(request.headers, context.scheme, "refuse");
  if (!route.roles.includes(person.role))
    throw new AppError("role-missing", { role: person.role, needed: route.roles.join(", ") });
  request.person = person;
  request.sessionToken = presented.token;
}
