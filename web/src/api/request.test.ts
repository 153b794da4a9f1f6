import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { ApiError } from "./problem.ts";
import { dropAnswers, request, whenSignedOut } from "./request.ts";

/** A node whose answers the tests give themselves; addresses are resolved as a page does it. */
const waiting: ServerResponse[] = [];
const node = createServer((_, response) => void waiting.push(response));
const { fetch } = globalThis;

before(async () => {
  node.listen(0, "127.0.0.1");
  await once(node, "listening");
  const origin = `http://127.0.0.1:${(node.address() as AddressInfo).port}`;
  globalThis.fetch = (address, init) => fetch(new URL(String(address), origin), init);
});
after(() => {
  globalThis.fetch = fetch;
  node.closeAllConnections();
  node.close();
});

async function asked(): Promise<ServerResponse> {
  while (waiting.length === 0) await once(node, "request");
  return waiting.shift()!;
}

const json = { "content-type": "application/json" };

/** Sends the head and the beginning of a body, and waits until it has come. */
async function half(response: ServerResponse): Promise<void> {
  response.writeHead(200, json);
  response.write('{"whole":');
  await new Promise((done) => setTimeout(done, 50));
}

test("a body that is cut off is no answer: who aborted it is told so, and otherwise the node is away", async () => {
  const stop = new AbortController();
  const aborted = request("/a", { signal: stop.signal });
  await half(await asked());
  stop.abort();
  await assert.rejects(aborted, { name: "AbortError" });
  const broken = request("/b");
  const response = await asked();
  await half(response);
  response.destroy();
  await assert.rejects(
    broken,
    (error) => error instanceof ApiError && error.problem.code === "offline",
  );
});

test("an answer without a body is undefined", async () => {
  const answer = request("/a");
  (await asked()).writeHead(204).end();
  assert.equal(await answer, undefined);
});

test("nothing that was asked for who has left is answered: no content, no fault, and no end of the session of who is there now", async () => {
  const seen: unknown[] = [];
  whenSignedOut(() => seen.push("signed out"));
  const ask = (path: string) => {
    const see = (what: unknown) => seen.push(what);
    void request(path).then(see, see);
    return asked();
  };
  const content = await ask("/content");
  const begun = await ask("/begun");
  await half(begun);
  const over = await ask("/over");
  const session = await ask("/session");
  dropAnswers();
  content.writeHead(200, json).end('"theirs"');
  begun.end("1}");
  over.writeHead(401, json).end("{}");
  await once(over, "close");
  session.writeHead(200, json).end('"over"');
  const mine = request("/content");
  (await asked()).writeHead(200, json).end('"mine"');
  assert.equal(await mine, "mine");
  assert.deepEqual(seen, ["over"]);
});

test("who leaves because the session is over is not told of it by the answer that said so", async () => {
  const seen: unknown[] = [];
  const over = Promise.withResolvers<void>();
  whenSignedOut(() => {
    dropAnswers();
    over.resolve();
  });
  const see = (what: unknown) => seen.push(what);
  void request("/over").then(see, see);
  (await asked()).writeHead(401, json).end("{}");
  await over.promise;
  const mine = request("/content");
  (await asked()).writeHead(200, json).end('"mine"');
  assert.equal(await mine, "mine");
  assert.deepEqual(seen, []);
});
