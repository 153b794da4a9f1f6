import { createHash, X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { buildConnector } from "undici";

import { AppError } from "../../errors.ts";

/** SHA-256 of a certificate (PEM or DER), 64 lower-case hex digits: the pin that stands on a partner card. */
export function certificatePin(certificate: string | Uint8Array): string {
  return sha256(new X509Certificate(certificate).raw);
}

/**
 * Opens connections to a server that has exactly the pinned certificate; names, dates and authorities do not matter.
 * With another certificate the connection is closed before a byte of any request was written:
 * AppError partner-certificate-changed. `pin` null: plain http, no TLS at all.
 */
export function pinnedConnector(pin: string | null, timeoutMs: number): buildConnector.connector {
  const connect = buildConnector({
    timeout: timeoutMs,
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    minVersion: "TLSv1.2",
    // A resumed session shows no certificate of its own.
    maxCachedSessions: 0,
  });
  return (options, callback) => {
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      if (pin === null || pinOf(socket) === pin) return callback(null, socket);
      socket.destroy();
      callback(new AppError("partner-certificate-changed"), null);
    });
  };
}

function pinOf(socket: Socket): string | null {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return certificate === undefined ? null : sha256(certificate.raw);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
