import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { testApp } from "./test-app.ts";

function withPage(t: TestContext) {
  const webDir = mkdtempSync(join(tmpdir(), "tansiq-page-"));
  t.after(() => rmSync(webDir, { recursive: true }));
  mkdirSync(join(webDir, "assets"));
  writeFileSync(join(webDir, "index.html"), "<!doctype html><title>تنسيق</title>");
  writeFileSync(join(webDir, ".hidden"), "secret");
  writeFileSync(join(webDir, "mark.svg"), "<svg/>");
  writeFileSync(join(webDir, "assets", "main-Ab12.js"), "export {}");
  return { app: testApp(t, { webDir }).app, webDir };
}

for (const path of ["/", "/?lang=ar", "/index.html"])
  test(`${path} is the page, asked for anew each time`, async (t) => {
    const response = await withPage(t).app.inject(path);
    assert.equal(response.statusCode, 200);
    assert.match(response.body, /<title>تنسيق/);
    assert.match(String(response.headers["content-type"]), /^text\/html/);
    assert.equal(response.headers["cache-control"], "no-cache");
  });

test("hashed files are kept for ever, others are not", async (t) => {
  const { app } = withPage(t);
  const script = await app.inject("/assets/main-Ab12.js");
  assert.match(String(script.headers["content-type"]), /javascript/);
  assert.equal(script.headers["cache-control"], "public, max-age=31536000, immutable");
  assert.equal((await app.inject("/mark.svg")).headers["cache-control"], "no-cache");
});

for (const path of [
  "/assets/gone-Ab12.js",
  "/api/nothing",
  "/api",
  "/exchange/nothing",
  "/taxii2/nothing",
  "/health/more",
  "/records",
  "/apiary",
  "/.hidden",
  "/assets/../.hidden",
  "/../index.html.bak",
  "/..%2f..%2fetc%2fpasswd",
])
  test(`${path} is answered 404 as a problem`, async (t) => {
    const response = await withPage(t).app.inject(path);
    assert.equal(response.statusCode, 404, response.body);
    assert.equal(response.json().code, "not-found");
  });

test("a file that the build compressed goes out compressed to who takes it", async (t) => {
  const { app, webDir } = withPage(t);
  writeFileSync(join(webDir, "assets", "main-Ab12.js.br"), "compressed");
  const url = "/assets/main-Ab12.js";
  const small = await app.inject({ url, headers: { "accept-encoding": "gzip, br" } });
  assert.equal(small.body, "compressed");
  assert.equal(small.headers["content-encoding"], "br");
  assert.match(String(small.headers["content-type"]), /javascript/);
  assert.match(String(small.headers["cache-control"]), /immutable/);
  assert.equal((await app.inject(url)).body, "export {}");
});

test("a page that is built anew is served without a restart", async (t) => {
  const { app, webDir } = withPage(t);
  writeFileSync(join(webDir, "assets", "main-Cd34.js"), "export {}");
  assert.equal((await app.inject("/assets/main-Cd34.js")).statusCode, 200);
});

test("a page path answers nothing but GET and HEAD", async (t) => {
  const { app } = withPage(t);
  assert.equal((await app.inject({ method: "POST", url: "/" })).statusCode, 404);
  assert.equal((await app.inject({ method: "HEAD", url: "/" })).statusCode, 200);
});

test("without a built page there is nothing at /", async (t) => {
  assert.equal((await testApp(t).app.inject("/")).statusCode, 404);
});
