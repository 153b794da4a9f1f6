import assert from "node:assert/strict";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { AppError } from "../errors.ts";
import { exampleBundle } from "./schema/examples.ts";
import { as, testApp } from "./test-app.ts";

const octets = { "content-type": "application/octet-stream" };

test("a bundle comes as a file with a name, in the pieces in which it is written", async (t) => {
  const { app, desk } = testApp(t);
  const payload = { partner: "damascus" };
  const answer = await app.inject({
    ...{ method: "POST", url: "/api/bundles", headers: as("liaison"), payload },
  });
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers["content-type"], "application/octet-stream");
  assert.match(String(answer.headers["content-disposition"]), /"bundle-for-damascus\.tansiq"/);
  assert.equal(answer.payload, "tansiq-bundle/1\nsealed");
  assert.deepEqual(desk.calls[0]!.slice(2), ["damascus"]);
});

test("what is refused is refused before a byte of the file is sent", async (t) => {
  const { app, desk } = testApp(t);
  desk.writeBundle = async function* () {
    yield* [];
    throw new AppError("partner-unknown", { partner: "cairo" });
  };
  const payload = { partner: "cairo" };
  const answer = await app.inject({
    ...{ method: "POST", url: "/api/bundles", headers: as("admin"), payload },
  });
  assert.equal(answer.statusCode, 400);
  assert.equal(answer.json().code, "partner-unknown");
  assert.match(String(answer.headers["content-type"]), /^application\/problem\+json/);
});

test("a file is read as it comes, whatever bytes it holds, and by nobody below a liaison officer", async (t) => {
  const { app, desk } = testApp(t);
  const payload = Buffer.from([0, 1, 2, 0xff, 0x7b]);
  const post = (role: string) =>
    app.inject({
      ...{ method: "POST", url: "/api/bundles/read", headers: { ...as(role), ...octets }, payload },
    });
  for (const role of ["reader", "watch"]) assert.equal((await post(role)).statusCode, 403);
  assert.equal(desk.calls.length, 0);
  for (const role of ["liaison", "admin"])
    assert.deepEqual((await post(role)).json(), exampleBundle);
  assert.deepEqual(
    desk.calls.map(([verb, , size]) => `${verb} ${String(size)}`),
    [...["readBundle 5", "readBundle 5"]],
  );
});

test("files go where they belong, and nothing else goes there", async (t) => {
  const { app, desk } = testApp(t);
  const headers = as("admin");
  const json = await app.inject({
    ...{ method: "POST", url: "/api/bundles/read", headers, payload: { partner: "damascus" } },
  });
  const none = await app.inject({ method: "POST", url: "/api/bundles/read", headers });
  const file = await app.inject({
    ...{ method: "POST", url: "/api/reports", headers: { ...headers, ...octets }, payload: "{}" },
  });
  for (const answer of [json, none, file]) assert.equal(answer.statusCode, 415);
  assert.deepEqual(
    [json, none, file].map((answer) => answer.json().code),
    ["upload-type-wrong", "upload-type-wrong", "media-type-wrong"],
  );
  assert.deepEqual(desk.calls, []);
});

test("who uploads too much, or what is none, is told so over a real connection while still sending", async (t) => {
  const { app, desk } = testApp(t, { limits: { uploadBytes: 100_000 } });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const read = desk.readBundle;
  const upload = (bytes: number) =>
    new Promise<{ status?: number; code: string }>((resolve, reject) => {
      const options = { port, host: "127.0.0.1", method: "POST", path: "/api/bundles/read" };
      const call = request({ ...options, headers: { ...as("admin"), ...octets } }, (answer) => {
        let text = "";
        answer.on("data", (piece: Buffer) => (text += piece.toString()));
        answer.on("end", () => {
          const { code } = JSON.parse(text) as { code: string };
          resolve({ code, ...(answer.statusCode && { status: answer.statusCode }) });
        });
      });
      call.on("error", reject);
      for (let sent = 0; sent < bytes; sent += 50_000) call.write(Buffer.alloc(50_000));
      call.end();
    });
  assert.deepEqual(await upload(2_000_000), { status: 413, code: "bundle-too-large" });
  desk.readBundle = async (_person, bytes) => {
    for await (const _ of bytes) throw new AppError("bundle-not-ours");
    return exampleBundle;
  };
  assert.deepEqual(await upload(2_000_000), { status: 422, code: "bundle-not-ours" });
  desk.readBundle = read;
  assert.equal((await upload(100_000)).status, 200);
});
