import type { IncomingHttpHeaders } from "node:http";
import { AppError } from "../errors.ts";

/**
 * Over plain HTTP on loopback nothing else proves that the browser meant this node: a foreign name that
 * resolves to 127.0.0.1 must not be served (DNS rebinding). AppError host-unknown.
 */
export function checkHost(host: string | undefined, known: ReadonlySet<string>): void {
  if (host === undefined || !known.has(host.replace(/:\d+$/, "").toLowerCase()))
    throw new AppError("host-unknown");
}

/**
 * For what a browser may send by itself (a cookie): the page must be this node's own. Cookies do not tell
 * ports apart, so another node on the same machine is a foreign origin too. AppError cross-site-request.
 */
export function checkSameOrigin(
  headers: IncomingHttpHeaders,
  scheme: "http" | "https",
  whenUnsaid: "allow" | "refuse",
): void {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  if (site === undefined && origin === undefined && whenUnsaid === "allow") return;
  const same = site === undefined ? origin === `${scheme}://${host}` : site === "same-origin";
  if (!same) throw new AppError("cross-site-request");
}
