import type { FastifyInstance } from "fastify";
import { decodeUtf8, parseStrict } from "../proof/strict-json.ts";

/**
 * Reads `application/json` bodies of this app strictly: one meaning for every body, bounded depth. No body
 * is `undefined`. Any other media type is refused by Fastify (415), also the ones a foreign page's form could send.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (_request: unknown, body: Buffer) =>
      body.length === 0 ? undefined : parseStrict(decodeUtf8(body)),
  );
}
