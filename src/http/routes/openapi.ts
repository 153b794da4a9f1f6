import Type from "typebox";
import { openApi } from "../openapi.ts";
import { defineRoute, type Route } from "../route.ts";

/** The document of the other routes, and of itself. Made once, when first asked for: no start waits for it. */
export function openApiRoute(others: readonly Route[], version: string): Route {
  let text: string | null = null;
  const route: Route = defineRoute({
    method: "GET",
    path: "/api/openapi.json",
    summary: "This document",
    roles: "anyone",
    answer: {
      status: 200,
      description: "OpenAPI 3.1",
      schema: Type.Object({ openapi: Type.String() }, { additionalProperties: true }),
      example: { openapi: "3.1.0" },
    },
    handler(_input, reply) {
      text ??= JSON.stringify(openApi([...others, route], version));
      return reply.type("application/json").send(text);
    },
  });
  return route;
}
