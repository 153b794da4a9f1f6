import assert from "node:assert/strict";
import { test } from "node:test";
import { as, testApp } from "./test-app.ts";

for (const [method, url, allow] of [
  ["DELETE", "/api/reports", "POST"],
  ["POST", "/api/records", "GET"],
  ["PUT", "/api/session", "POST, GET, DELETE"],
  ["PATCH", "/api/records/incident--8d8e8f10-4f6c-4c1e-9d2b-5a7f0c1e2d3a", "GET"],
  ["OPTIONS", "/api/events", "GET"],
  ["HEAD", "/health", "GET"],
] as const) {
  test(`${method} ${url} is refused as a method, with those that are allowed`, async (t) => {
    const { app } = testApp(t);
    for (const headers of [as("admin"), {}, { "content-type": "text/plain" }]) {
      const response = await app.inject({ method, url, headers, payload: "no body for this" });
      assert.equal(response.statusCode, 405, response.body);
      assert.deepEqual(
        response.headers["allow"]?.toString().split(", ").sort(),
        allow.split(", ").sort(),
      );
      assert.match(String(response.headers["content-type"]), /^application\/problem\+json/);
      if (method === "HEAD") continue;
      const { code, detail } = response.json<{
        code: string;
        detail: { ar: string; en: string };
      }>();
      assert.equal(code, "method-wrong");
      assert.match(detail.ar, /[\u0600-\u06FF]{3}/);
      assert.match(detail.en, /GET|POST/);
    }
  });
}

test("an address that is none stays 404 for every method", async (t) => {
  const { app } = testApp(t);
  for (const method of ["GET", "POST", "DELETE"] as const) {
    assert.equal((await app.inject({ method, url: "/api/nothing" })).statusCode, 404);
  }
});
