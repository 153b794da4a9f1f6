import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

import { tlsOptions } from "./server-limits.ts";
import { taxii } from "./test-server.ts";

/** A partner's node that behaves as the test says; closed after the test. */
export interface TestPartner {
  url: string;
  /** Method and path of every request, in the order of arrival. */
  seen: string[];
  /** Decides every answer; may be changed while the server runs. */
  answer: RequestListener;
  /** Ends the server and all connections to it. */
  close(): Promise<void>;
}

export async function testPartner(
  t: TestContext,
  answer: RequestListener,
  { certificate, port = 0 }: { certificate?: { key: string; cert: string }; port?: number } = {},
): Promise<TestPartner> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    partner.seen.push(`${request.method} ${request.url}`);
    partner.answer(request, response);
  };
  const server =
    certificate === undefined
      ? createServer(listener)
      : createTlsServer(tlsOptions(certificate.key, certificate.cert), listener);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const scheme = certificate === undefined ? "http" : "https";
  const partner: TestPartner = {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: [],
    answer,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  t.after(() => partner.close());
  return partner;
}

/** Answers with a TAXII resource, after the request was read. */
export function answering(status: number, value: unknown, headers: object = {}): RequestListener {
  return (request, response) => {
    request.resume().on("end", () => {
      const body = typeof value === "string" ? value : JSON.stringify(value);
      response.writeHead(status, { "content-type": taxii, ...headers }).end(body);
    });
  };
}
