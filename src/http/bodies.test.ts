import assert from "node:assert/strict";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { FastifyInstance } from "fastify";
import { maxImageText } from "../domain/report-images.ts";
import { exampleAgreement, exampleDraft, exampleRecord } from "./schema/examples.ts";
import { as, testApp } from "./test-app.ts";

function post(app: FastifyInstance, payload: string | Buffer, contentType = "application/json") {
  const headers = { ...as("watch"), "content-type": contentType };
  return app.inject({ method: "POST", url: "/api/reports", headers, payload });
}

const whole = JSON.stringify(exampleDraft);
const faulty: [name: string, body: string | Buffer, status: number, code: string][] = [
  ["malformed JSON", whole.slice(0, -1), 400, "json-malformed"],
  ["a duplicate key", `{"kind":"report",${whole.slice(1)}`, 400, "json-duplicate-key"],
  ["a key __proto__", `{"__proto__":{},${whole.slice(1)}`, 400, "json-key-forbidden"],
  ["a number beyond 2^53", `{"n":9007199254740993,${whole.slice(1)}`, 400, "json-number-unsafe"],
  ["100 levels", `${"[".repeat(100)}${"]".repeat(100)}`, 400, "json-too-deep"],
  ["what is not UTF-8", Buffer.from([0x22, 0xc3, 0x28, 0x22]), 400, "json-malformed"],
  ["an unknown field", `{"colour":"red",${whole.slice(1)}`, 400, "fields-invalid"],
  ["no body", "", 400, "fields-invalid"],
  ["a list", "[]", 400, "fields-invalid"],
  ["null", "null", 400, "fields-invalid"],
];
for (const [name, body, status, code] of faulty)
  test(`a report with ${name} is answered ${status} ${code}`, async (t) => {
    const { app, desk } = testApp(t);
    const response = await post(app, body);
    assert.equal(response.statusCode, status);
    assert.match(String(response.headers["content-type"]), /^application\/problem\+json/);
    const told = response.json();
    assert.equal(told.code, code);
    assert.match(told.detail.ar, /\p{Script=Arabic}/u);
    assert.ok(told.detail.en.length > 0);
    assert.deepEqual(desk.calls, []);
  });

test("a wrong field is named, with what was expected, in both languages", async (t) => {
  const { app } = testApp(t);
  const told = (await post(app, JSON.stringify({ ...exampleDraft, position: [41, 200] }))).json();
  assert.deepEqual(told.parameters, [
    {
      in: "body",
      at: "/position/1",
      detail: { ar: "أكبر قيمة مقبولة 90.", en: "The greatest accepted value is 90." },
    },
  ]);
  const name = (await post(app, JSON.stringify({ ...exampleDraft, name: 7 }))).json();
  assert.deepEqual(
    name.parameters.map(({ at }: { at: string }) => at),
    ["/name"],
  );
});

test("a missing or unknown field is named, in a body or a query", async (t) => {
  const { app } = testApp(t);
  const { name: _, ...nameless } = exampleDraft;
  const query = await app.inject({ url: "/api/records?colour=red", headers: as("watch") });
  const told = [
    (await post(app, JSON.stringify(nameless))).json(),
    (await post(app, "")).json(),
    (await post(app, "[]")).json(),
    (await post(app, JSON.stringify({ ...exampleDraft, speaker: { name: "x", rank: 1 } }))).json(),
    query.json(),
  ];
  assert.deepEqual(
    told.map(({ code }) => code),
    told.map(() => "fields-invalid"),
  );
  const at = told.map(({ parameters }) => parameters[0].at);
  assert.deepEqual(at, ["/name", "/kind", "", "/speaker/rank", "colour"]);
  const named = ["name", "kind", "body", "speaker.rank", "colour"];
  for (const [index, field] of named.entries()) {
    assert.ok(told[index].detail.en.includes(`: ${field}.`), told[index].detail.en);
  }
});

test("of alternatives, the one that is meant is told; or all that would do", async (t) => {
  const { app } = testApp(t);
  const asked = async (url: string, payload: object) => {
    const answer = await app.inject({ method: "POST", url, headers: as("liaison"), payload });
    return (answer.json().parameters as { at: string; detail: { en: string; ar: string } }[])[0]!;
  };
  const held = { kind: "held", id: exampleRecord.id, partner: "damascus", approve: true };
  const missing = await asked("/api/waiting", held);
  assert.equal(missing.at, "/version");
  assert.match(missing.detail.en, /"version" is missing/);
  const unknown = await asked("/api/waiting", { ...held, version: "1", reason: "so" });
  assert.equal(unknown.at, "/reason");
  const { id: _, ...form } = exampleAgreement.form;
  const grants = [{ ...form.grants[0], hold: "24h" }];
  const hold = await asked("/api/agreements/preview", { ...form, grants });
  assert.equal(hold.at, "/grants/0/hold");
  assert.match(hold.detail.en, /one of: .*second-person.* or: .*object/);
  assert.match(hold.detail.ar, /second-person.*أو.*JSON/);
});

test("nothing in a body is coerced", async (t) => {
  const { app, desk } = testApp(t);
  const response = await post(app, JSON.stringify({ ...exampleDraft, position: ["41", "34"] }));
  assert.equal(response.statusCode, 400);
  assert.deepEqual(desk.calls, []);
});

test("a credibility may be written as a number", async (t) => {
  const { app, desk } = testApp(t);
  assert.equal(
    (await post(app, JSON.stringify({ ...exampleDraft, credibility: 2 }))).statusCode,
    201,
  );
  const [verb, , draft] = desk.calls[0]!;
  assert.deepEqual([verb, draft], ["submitReport", { ...exampleDraft, credibility: 2 }]);
});

for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/taxii+json"])
  test(`a body of type ${type} is answered 415`, async (t) => {
    const { app, desk } = testApp(t);
    const response = await post(app, whole, type);
    assert.equal(response.statusCode, 415);
    assert.equal(response.json().code, "media-type-wrong");
    assert.deepEqual(desk.calls, []);
  });

test("a reason in one string is kept under its own language", async (t) => {
  const { app, desk } = testApp(t);
  const recall = (reason: unknown) =>
    app.inject({
      method: "POST",
      url: `/api/records/${exampleRecord.id}/recall`,
      headers: as("liaison"),
      payload: { reason },
    });
  for (const reason of ["المكان خطأ", "Wrong place", { ar: "خطأ", en: "Wrong" }])
    assert.equal((await recall(reason)).statusCode, 200);
  assert.deepEqual(
    desk.calls.map(([, , , order]) => (order as { reason: object }).reason),
    [{ ar: "المكان خطأ" }, { en: "Wrong place" }, { ar: "خطأ", en: "Wrong" }],
  );
});

/** Sends a body of so many bytes, declared or in chunks, and resolves with the answer. */
function sendLarge(port: number, bytes: number, declared: boolean): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const length = declared ? { "content-length": bytes } : {};
    const sent = request(
      {
        port,
        method: "POST",
        path: "/api/reports/audience",
        headers: { ...as("watch"), "content-type": "application/json", ...length },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part) => (text += part));
        response.on("end", () => resolve([response.statusCode!, text]));
      },
    );
    sent.on("error", reject);
    const chunk = Buffer.alloc(65_536, 0x20);
    let left = bytes;
    const pump = () => {
      while (left > 0) {
        left -= chunk.length;
        if (!sent.write(chunk)) return void sent.once("drain", pump);
      }
      sent.end();
    };
    pump();
  });
}

for (const declared of [true, false])
  test(`a body of 50 MB, ${declared ? "declared" : "in chunks"}, is answered 413, and the node goes on`, async (t) => {
    const { app, desk } = testApp(t);
    await app.listen({ port: 0, host: "127.0.0.1" });
    const { port } = app.server.address() as AddressInfo;
    const [status, text] = await sendLarge(port, 50 * 1024 * 1024, declared);
    assert.equal(status, 413);
    assert.equal(JSON.parse(text).code, "body-too-large");
    assert.deepEqual(desk.calls, []);
    assert.equal((await app.inject("/health")).statusCode, 200);
  });

test("a report may be as long as all of its images, and no other body", async (t) => {
  const { app, desk } = testApp(t);
  const post = (url: string, payload: object) =>
    app.inject({ method: "POST", url, headers: as("watch"), payload });
  const images = Array.from({ length: 4 }, () => ({ content: "A".repeat(maxImageText) }));
  const draft = { ...exampleDraft, images };
  assert.equal((await post("/api/reports", draft)).statusCode, 201);
  const next = { report: draft, version: exampleRecord.modified };
  assert.equal((await post(`/api/records/${exampleRecord.id}/versions`, next)).statusCode, 201);
  assert.equal(desk.calls.length, 2);
  const long = { ...draft, description: "x".repeat(1_048_576) };
  const refused = await post("/api/reports", long);
  assert.deepEqual([refused.statusCode, refused.json().code], [413, "body-too-large"]);
  assert.match(refused.json().detail.en, /6640992/);
  assert.equal((await post("/api/reports/audience", draft)).statusCode, 413);
});

test("an image is sent as what it is, to be shown and not to be opened", async (t) => {
  const { app } = testApp(t);
  const url = `/api/records/${exampleRecord.id}/images/artifact--6e3a0c52-9c35-4d0e-8c5c-2f5a0f3a1c77`;
  const { statusCode, headers, body } = await app.inject({ url, headers: as("reader") });
  assert.deepEqual([statusCode, body], [200, "image"]);
  assert.equal(headers["content-type"], "image/png");
  assert.equal(headers["content-disposition"], 'attachment; filename="image.png"');
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.equal(headers["content-security-policy"], "default-src 'none'; sandbox");
  assert.equal(headers["cache-control"], "no-store");
});
