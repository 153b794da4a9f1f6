import type { Server } from "node:http";

/** Octets of one TAXII POST: some 10,000 records. */
export const maxContentLength = 10 * 1024 * 1024;

/** Bounds a server before it listens: open sockets, and the time and size of what a client sends. */
export function boundServer(server: Server, maxConnections = 1_000): void {
  server.maxConnections = maxConnections;
  server.maxHeadersCount = 100;
  server.headersTimeout = 15_000;
  // A whole request: 10 MiB over a satellite line of 512 kbit/s take 160 s.
  server.requestTimeout = 300_000;
  // Longer than partners' clients keep an idle connection, so that they never write into a closing one.
  server.keepAliveTimeout = 75_000;
}

/** Fastify's `https` option: TLS 1.2 or later; node:tls never takes early data (0-RTT). PEM texts. */
export function tlsOptions(
  key: string,
  cert: string,
): {
  key: string;
  cert: string;
  minVersion: "TLSv1.2";
  handshakeTimeout: number;
} {
  return { key, cert, minVersion: "TLSv1.2", handshakeTimeout: 10_000 };
}
