import type { FastifyReply, FastifyRequest } from "fastify";

import type { PartnerId } from "../../domain/partner.ts";
import type { ServerDesk } from "./desk-port.ts";
import type { Target } from "./path.ts";

/** One request of a partner that logged in. */
export interface Call {
  desk: ServerDesk;
  partner: PartnerId;
  /** Octets that a POST may have. */
  maxContentLength: number;
  request: FastifyRequest;
  reply: FastifyReply;
}

export interface CallAt<At extends Target["at"]> extends Call {
  target: Extract<Target, { at: At }>;
}

/** What follows the question mark, as sent. */
export function queryOf({ request }: Call): string {
  const mark = request.url.indexOf("?");
  return mark < 0 ? "" : request.url.slice(mark + 1);
}
