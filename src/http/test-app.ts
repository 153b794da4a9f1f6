import type { TestContext } from "node:test";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { buildApp, type AppOptions } from "./app.ts";
import { fakeDesk, type FakeDesk } from "./fake-desk.ts";

/** An app over a fake desk, closed when the test ends. */
export function testApp(
  t: TestContext,
  options: Partial<AppOptions> = {},
): { app: FastifyInstance; desk: FakeDesk } {
  const desk = fakeDesk();
  const app = buildApp({ desk, webDir: null, log: pino({ level: "silent" }), ...options });
  t.after(() => app.close());
  return { app, desk };
}

export const as = (role: string) => ({ authorization: `Bearer token-${role}` });
