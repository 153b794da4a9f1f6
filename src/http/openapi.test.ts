import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { RouteOptions } from "fastify";
import { eventStream } from "./event-stream.ts";
import { fakeDesk } from "./fake-desk.ts";
import { defaultLimits } from "./limits.ts";
import { openApi } from "./openapi.ts";
import { routeTable } from "./route-table.ts";
import { validateDraft } from "../domain/report-draft.ts";
import { exampleDraft, exampleRecord } from "./schema/examples.ts";
import { exampleTask } from "./schema/tasks.ts";
import { problemSchema } from "./schema/problem.ts";
import { sessionCookie } from "./session-token.ts";
import { testApp } from "./test-app.ts";
import { compileValidator } from "./validate.ts";

interface Operation {
  summary: string;
  security?: unknown[];
  "x-roles"?: string[];
  parameters?: {
    name: string;
    in: string;
    description?: string;
    schema: object;
    example?: unknown;
  }[];
  requestBody?: { content: Record<string, { schema: object; example: unknown }> };
  responses: Record<
    string,
    {
      description: string;
      content?: Record<
        string,
        { schema: object; example?: unknown; examples?: Record<string, { value: unknown }> }
      >;
    }
  >;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

function table() {
  const desk = fakeDesk();
  const events = eventStream(desk, defaultLimits);
  events.close();
  const session = sessionCookie("baghdad", false);
  return routeTable({
    desk,
    limits: defaultLimits,
    events,
    session,
    scheme: "http",
    basemap: null,
  });
}

test("whatever checks a path, a query or a body can be compiled", () => {
  for (const { params, query, body } of table()) {
    for (const [httpPart, schema] of Object.entries({ params, querystring: query, body })) {
      if (schema) compileValidator({ schema, httpPart })({});
    }
  }
});

test("every operation, parameter and answer says what it is, and nothing is described by nothing", () => {
  const document = openApi(table(), "0") as unknown as Document;
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, { summary, parameters = [], responses }] of Object.entries(operations)) {
      assert.ok(summary, `${method} ${path}`);
      for (const { name, description } of parameters)
        assert.ok(description, `${method} ${path}: ${name}`);
      for (const [status, { description }] of Object.entries(responses))
        assert.ok(description, `${method} ${path}: ${status}`);
    }
  }
  assert.doesNotMatch(JSON.stringify(document), /"(description|summary|title)":"\s*"/);
});

test("every example of a route fits its schema", () => {
  const ajv = new Ajv2020({ strictTuples: false, discriminator: true });
  for (const route of table()) {
    const name = `${route.method} ${route.path}`;
    for (const { status, schema, example } of [route.answer, ...(route.others ?? [])]) {
      if (schema === null) continue;
      assert.notEqual(example, undefined, `${name} ${status} has no example`);
      assert.ok(ajv.validate(schema, example), `${name} ${status}: ${ajv.errorsText()}`);
    }
    if (!route.body) continue;
    assert.notEqual(route.bodyExample, undefined, `${name} has no example of its body`);
    assert.ok(
      ajv.validate(route.body, structuredClone(route.bodyExample)),
      `${name}: ${ajv.errorsText()}`,
    );
  }
});

test("the document holds every route that is served, and no other", async (t) => {
  const { app } = testApp(t);
  const served: string[] = [];
  app.addHook("onRoute", ({ method, url }: RouteOptions) => {
    // Several at once: those that are answered 405.
    if (!Array.isArray(method)) served.push(`${String(method)} ${url.replace(/:(\w+)/g, "{$1}")}`);
  });
  const document = (await app.inject("/api/openapi.json")).json<Document>();

  const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(documented.sort(), served.sort());
  assert.ok(documented.includes("POST /api/reports"));
});

test("in the document itself every answer has a schema that resolves and examples that fit it", async (t) => {
  const { app } = testApp(t);
  const document = (await app.inject("/api/openapi.json")).json<Document>();
  assert.equal(document.openapi, "3.1.0");
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema({ ...document, $id: "https://tansiq.example/openapi.json" });
  const fits = (schema: object, value: unknown, name: string) => {
    const absolute = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/', '"https://tansiq.example/openapi.json#/'),
    );
    assert.ok(ajv.validate(absolute, value), `${name}: ${ajv.errorsText()}`);
  };

  for (const [path, operations] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(operations)) {
      const name = `${method} ${path}`;
      for (const { name: parameter, schema, example } of operation.parameters ?? [])
        if (example !== undefined) fits(schema, example, `${name} ${parameter}`);
      for (const { schema, example } of Object.values(operation.requestBody?.content ?? {}))
        fits(schema, example, `${name} body`);
      for (const [status, { content }] of Object.entries(operation.responses)) {
        if (status === "204") continue;
        for (const { schema, example, examples } of Object.values(content!)) {
          const values = examples ? Object.values(examples).map(({ value }) => value) : [example];
          assert.ok(values.length > 0, `${name} ${status} has no example`);
          for (const value of values) fits(schema, value, `${name} ${status}`);
        }
      }
    }
});

test("the document says who may call a route", async (t) => {
  const { app } = testApp(t);
  const { paths } = (await app.inject("/api/openapi.json")).json<Document>();
  assert.deepEqual(paths["/api/reports"]!.post!["x-roles"], ["watch", "liaison", "admin"]);
  assert.deepEqual(paths["/api/node"]!.get!.security, []);
  assert.ok(paths["/api/reports"]!.post!.responses["403"]);
});

/** What these routes cannot do without. */
const asked: Record<string, string> = {
  "/api/places": "?q=a",
  "/api/parts": `?task=${exampleTask.id}`,
  "/api/picture/records": `?version=${exampleRecord.id}@1426060800000`,
};

test("what the app answers fits the documented schema", async (t) => {
  const { app } = testApp(t);
  const ajv = new Ajv2020({ strictTuples: false, discriminator: true });
  for (const route of table().filter(
    ({ method, answer }) => method === "GET" && answer.mediaType === undefined,
  )) {
    const { properties = {} } = (route.params ?? {}) as {
      properties?: Record<string, { examples?: string[] }>;
    };
    const url = route.path.replace(
      /\{(\w+)\}/g,
      (_, name: string) => properties[name]?.examples?.[0] ?? exampleRecord.id,
    );
    const response = await app.inject({
      url: url + (asked[route.path] ?? ""),
      headers: { authorization: "Bearer token-admin" },
    });
    assert.equal(response.statusCode, 200, route.path);
    const { schema, mediaType } = route.answer;
    const told: unknown = mediaType === undefined ? response.json() : response.payload;
    assert.ok(ajv.validate(schema!, told), `${route.path}: ${ajv.errorsText()}`);
  }
  const refused = await app.inject("/api/records");
  assert.ok(ajv.validate(problemSchema, refused.json()), ajv.errorsText());
});

test("the example of a report is one that is accepted", () => {
  validateDraft(exampleDraft, Date.parse(exampleDraft.at));
});
