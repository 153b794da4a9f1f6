import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleDraft } from "./schema/examples.ts";
import { as, testApp } from "./test-app.ts";

const right = { name: "watch", password: "right" };
const wrong = { name: "watch", password: "wrong" };
const cookie = { "tansiq-baghdad": "token-watch" };

function signIn(app: ReturnType<typeof testApp>["app"], payload: object, headers = {}) {
  return app.inject({ method: "POST", url: "/api/session", payload, headers });
}

test("signing in gives a token and a cookie that scripts and other sites cannot use", async (t) => {
  const { app } = testApp(t);
  const response = await signIn(app, right);
  assert.equal(response.statusCode, 200);
  assert.equal(response.json().token, "token-new");
  assert.equal(response.json().person.name, "watch");
  const [set] = response.cookies;
  assert.ok(set);
  const { name, value, httpOnly, sameSite, path, secure } = set;
  assert.deepEqual(
    { name, value, httpOnly, sameSite, path, secure },
    {
      name: "tansiq-baghdad",
      value: "token-new",
      httpOnly: true,
      sameSite: "Strict",
      path: "/",
      secure: undefined,
    },
  );
});

test("a session says whose it is and until when", async (t) => {
  const { app } = testApp(t);
  const answer = await app.inject({ url: "/api/session", headers: as("watch") });
  assert.equal(answer.json().person.name, "watch");
  assert.equal(answer.json().expires, "2030-03-11T21:20:00.000Z");
});

test("signing out ends the session for token and cookie alike", async (t) => {
  const { app } = testApp(t);
  const out = await app.inject({ method: "DELETE", url: "/api/session", headers: as("watch") });
  assert.equal(out.statusCode, 204);
  assert.equal(out.cookies[0]!.value, "");
  assert.equal((await app.inject({ url: "/api/session", headers: as("watch") })).statusCode, 401);
  assert.equal((await app.inject({ url: "/api/session", cookies: cookie })).statusCode, 401);
});

test("a malformed Authorization header is not made good by a cookie", async (t) => {
  const { app } = testApp(t);
  const headers = { authorization: "Basic dG9rZW4td2F0Y2g=" };
  assert.equal(
    (await app.inject({ url: "/api/session", headers, cookies: cookie })).statusCode,
    401,
  );
});

const origins: [headers: Record<string, string>, status: number][] = [
  [{}, 403],
  [{ "sec-fetch-site": "same-origin" }, 201],
  [{ "sec-fetch-site": "same-site" }, 403],
  [{ "sec-fetch-site": "cross-site" }, 403],
  [{ origin: "http://localhost:80" }, 201],
  [{ origin: "http://localhost:8702" }, 403],
  [{ origin: "https://localhost:80" }, 403],
  [{ origin: "null" }, 403],
  [{ origin: "http://localhost:80", "sec-fetch-site": "cross-site" }, 403],
];
for (const [headers, status] of origins)
  test(`a report sent with the cookie and ${JSON.stringify(headers)} is answered ${status}`, async (t) => {
    const { app, desk } = testApp(t);
    const request = { method: "POST", url: "/api/reports", payload: exampleDraft } as const;
    const response = await app.inject({ ...request, headers, cookies: cookie });
    assert.equal(response.statusCode, status);
    assert.equal(desk.calls.length, status === 201 ? 1 : 0);
    const bearer = await app.inject({ ...request, headers: { ...headers, ...as("watch") } });
    assert.equal(bearer.statusCode, 201);
  });

test("a foreign page cannot sign a browser in", async (t) => {
  const { app, desk } = testApp(t);
  const response = await signIn(app, right, { origin: "http://evil.example" });
  assert.equal(response.statusCode, 403);
  assert.deepEqual(desk.calls, []);
});

test("the eleventh wrong password within the window is not looked at", async (t) => {
  const { app, desk } = testApp(t);
  for (let attempt = 0; attempt < 10; attempt++)
    assert.equal((await signIn(app, wrong)).statusCode, 401);
  const limited = await signIn(app, right);
  assert.equal(limited.statusCode, 429);
  assert.equal(limited.json().code, "sign-in-limited");
  assert.equal(limited.headers["retry-after"], "300");
  assert.equal(desk.calls.length, 10);

  assert.equal((await signIn(app, { ...right, name: "liaison" })).statusCode, 200);
  const elsewhere = { method: "POST", url: "/api/session", payload: right } as const;
  assert.equal((await app.inject({ ...elsewhere, remoteAddress: "10.0.0.9" })).statusCode, 200);

  desk.time += 300_000;
  assert.equal((await signIn(app, right)).statusCode, 200);
});

test("knowing the password forgets the slips before it", async (t) => {
  const { app } = testApp(t);
  for (let round = 0; round < 3; round++) {
    for (let slip = 0; slip < 9; slip++) await signIn(app, wrong);
    assert.equal((await signIn(app, right)).statusCode, 200);
  }
});

test("passwords are checked a few at a time; too many waiting are turned away", async (t) => {
  const { app, desk } = testApp(t, { limits: { signInParallel: 2, signInWaiting: 3 } });
  const signInNow = desk.signIn;
  let running = 0;
  let most = 0;
  desk.signIn = async (name, password) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return signInNow(name, password);
  };
  const names = Array.from({ length: 8 }, (_, index) => `person-${index}`);
  const answers = await Promise.all(names.map((name) => signIn(app, { ...right, name })));
  const statuses = answers.map(({ statusCode }) => statusCode).sort();
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 503, 503, 503]);
  assert.equal(most, 2);
});

test("under HTTPS the cookie is bound to it, and the origin is the secure one", async (t) => {
  const { app } = testApp(t, { https: {} });
  const [set] = (await signIn(app, right)).cookies;
  assert.equal(set!.name, "__Host-tansiq-baghdad");
  assert.equal(set!.secure, true);
  const report = (origin: string) =>
    app.inject({
      method: "POST",
      url: "/api/reports",
      payload: exampleDraft,
      headers: { origin, host: "baghdad.example" },
      cookies: { "__Host-tansiq-baghdad": "token-watch" },
    });
  assert.equal((await report("https://baghdad.example")).statusCode, 201);
  assert.equal((await report("http://baghdad.example")).statusCode, 403);
});
