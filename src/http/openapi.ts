import type { TSchema } from "typebox";
import { AppError, problem } from "../errors.ts";
import type { Answer, Route } from "./route.ts";
import { problemSchema } from "./schema/problem.ts";

type Json = Record<string, unknown>;

/** Refusals that every route of its kind may answer with. */
function commonErrors(route: Route): AppError[] {
  const errors: AppError[] = [];
  if (route.roles !== "anyone") {
    errors.push(new AppError("not-signed-in"));
    errors.push(new AppError("role-missing", { role: "reader", needed: route.roles.join(", ") }));
  }
  if (route.roles !== "anyone" && route.method !== "GET")
    errors.push(new AppError("cross-site-request"));
  if (route.params || route.query || route.body)
    errors.push(new AppError("fields-invalid", { field: "limit" }));
  if (route.body) {
    errors.push(
      new AppError("json-malformed", { reason: "at position 17", reason_ar: "عند الموضع 17" }),
    );
    errors.push(new AppError("body-too-large", { limit: 1_048_576 }));
    errors.push(new AppError("media-type-wrong"));
  }
  if (route.upload) errors.push(new AppError("upload-type-wrong"));
  return errors;
}

/** What parameters mean that have the same name and meaning wherever nothing else is said. */
const usualMeaning: Readonly<Record<string, string>> = {
  id: "Of what is meant, as lists give it",
  limit: "How many at most",
  kind: "Only those of this kind",
  state: "Only those in this state",
  version: "An earlier version; left out: the latest",
  lang: "The language of texts",
  q: "Words to look for",
  cursor: "`next` of the page before",
  active: "true: only those that stand, false: only the others",
  overdue: "true: only those that are overdue, false: only the others",
};

/** The OpenAPI 3.1 document of these routes. Schemas with a title become components. */
export function openApi(routes: readonly Route[], version: string): Json {
  const components: Record<string, Json> = {};

  function hoist(value: unknown, top = false): unknown {
    if (Array.isArray(value)) return value.map((item) => hoist(item));
    if (typeof value !== "object" || value === null) return value;
    const { title } = value as TSchema & { title?: string };
    if (typeof title === "string" && !top) {
      components[title] ??= hoist(value, true) as Json;
      return { $ref: `#/components/schemas/${title}` };
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hoist(item)]));
  }

  function answerJson({ description, schema, example, mediaType }: Answer): Json {
    if (schema === null) return { description };
    const media = mediaType ?? "application/json";
    return { description, content: { [media]: { schema: hoist(schema), example } } };
  }

  function refusals(route: Route): Record<string, Json> {
    const byStatus = Object.groupBy(
      [...commonErrors(route), ...(route.errors ?? [])],
      ({ status }) => status,
    );
    return Object.fromEntries(
      Object.entries(byStatus).map(([status, errors]) => [
        status,
        {
          description: errors!.map(({ code }) => code).join(", "),
          content: {
            "application/problem+json": {
              schema: hoist(problemSchema),
              examples: Object.fromEntries(errors!.map((e) => [e.code, { value: problem(e) }])),
            },
          },
        },
      ]),
    );
  }

  function operation(route: Route): Json {
    const { answer, others = [] } = route;
    return {
      summary: route.summary,
      ...(route.roles === "anyone" ? { security: [] } : { "x-roles": route.roles }),
      ...((route.params || route.query) && {
        parameters: [...parameters("path", route.params), ...parameters("query", route.query)],
      }),
      ...(route.body && {
        requestBody: {
          required: "required" in route.body,
          content: {
            "application/json": { schema: hoist(route.body), example: route.bodyExample },
          },
        },
      }),
      ...(route.upload && {
        requestBody: {
          required: true,
          content: {
            [route.upload.mediaType]: {
              schema: hoist(route.upload.schema),
              example: route.upload.example,
            },
          },
        },
      }),
      responses: {
        ...Object.fromEntries([answer, ...others].map((a) => [a.status, answerJson(a)])),
        ...refusals(route),
      },
    };
  }

  function parameters(place: "path" | "query", schema: TSchema | undefined): Json[] {
    const { properties = {}, required = [] } = (schema ?? {}) as {
      properties?: Record<string, TSchema & { description?: string; examples?: unknown[] }>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, { description, examples, ...property }]) => ({
      name,
      in: place,
      required: required.includes(name),
      description: description ?? usualMeaning[name],
      schema: hoist(property),
      ...(examples && { example: examples[0] }),
    }));
  }

  const paths: Record<string, Json> = {};
  for (const route of routes)
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route);

  return {
    openapi: "3.1.0",
    info: {
      title: "Tansiq / تنسيق",
      version,
      description:
        "The API of one node, for its own people. Times are RFC 3339 in UTC. Examples tell of March 2015 and are written for Baghdad's node of the demonstration (`npm start`), as liaison officer: what is written there anew works as it stands. Replace ids and versions (`id`, `modified`) by those that the node gave, and at any other node partners, people, dates and topics too.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        cookie: {
          type: "apiKey",
          in: "cookie",
          name: "tansiq-{node}",
          description: "Set by POST /api/session. Unsafe requests need a same-origin page.",
        },
      },
    },
  };
}
