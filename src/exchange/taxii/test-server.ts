import type { TestContext } from "node:test";

import Fastify, { type FastifyInstance } from "fastify";
import { Agent, request } from "undici";

import { systemTimers, type Timers } from "../timers.ts";
import { registerTaxii } from "./server.ts";
import { type TestDesk, testDesk } from "./test-desk.ts";

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The parsed body; its shape is what the tests are about. */
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any;
}

export interface TestServer {
  app: FastifyInstance;
  desk: TestDesk;
  url: string;
  /** As partner damascus, unless other headers are given. */
  send(method: string, path: string, headers?: object, body?: string | Buffer): Promise<Answer>;
  get(path: string, headers?: object): Promise<Answer>;
}

export const outboxPath = "/exchange/collections/outbox/objects/";
export const inboxPath = "/exchange/collections/inbox/objects/";
export const damascus = basic("damascus", "token-of-damascus");
export const washington = basic("washington", "token-of-washington");
export const taxii = "application/taxii+json;version=2.1";

/** Baghdad's server on a free port, with the partners damascus and washington; closed after the test. */
export async function testServer(
  t: TestContext,
  options: { timers?: Timers; maxContentLength?: number } = {},
): Promise<TestServer> {
  const desk = testDesk("baghdad", {
    damascus: "token-of-damascus",
    washington: "token-of-washington",
  });
  const app = Fastify();
  registerTaxii(app, desk, { timers: systemTimers, maxContentLength: 100_000, ...options });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  const agent = new Agent();
  t.after(() => Promise.all([agent.destroy(), app.close()]));
  const send: TestServer["send"] = async (method, path, headers = {}, body) => {
    const all = { authorization: damascus, accept: taxii, ...headers };
    const answer = await request(url + path, {
      dispatcher: agent,
      method,
      headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
      body: body ?? null,
    });
    const text = await answer.body.text();
    const json = text === "" ? undefined : JSON.parse(text);
    return { status: answer.statusCode, headers: answer.headers, text, json };
  };
  return { app, desk, url, send, get: (path, headers) => send("GET", path, headers) };
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

export function envelope(...objects: object[]): string {
  return JSON.stringify({ objects });
}
