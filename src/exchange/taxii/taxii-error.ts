import type { FastifyReply } from "fastify";

import { AppError, problem } from "../../errors.ts";
import { taxiiMediaType } from "./media-type.ts";

/** A TAXII error message (section 3.6.1). */
export interface TaxiiError {
  title: string;
  description: string;
  error_code: string;
  http_status: string;
  details: { ar: string };
}

/** Any error as a TAXII error message; what is not an AppError tells nothing of itself. */
export function taxiiError(error: unknown): TaxiiError {
  const { title, status, code, detail } = problem(known(error));
  const http_status = String(status);
  return {
    title,
    description: detail.en,
    error_code: code,
    http_status,
    details: { ar: detail.ar },
  };
}

/** Answers with a TAXII error. `WWW-Authenticate` and the like are set by whoever threw. */
export function sendTaxiiError(reply: FastifyReply, error: unknown): FastifyReply {
  const body = taxiiError(error);
  const status = Number(body.http_status);
  if (status >= 500) reply.log.error({ err: error }, "TAXII request failed");
  return sendJson(reply.code(status), body);
}

/** Sends a TAXII resource. As bytes: a text would get a charset, which the media type does not have. */
export function sendJson(reply: FastifyReply, value: object): FastifyReply {
  return reply.type(taxiiMediaType).send(Buffer.from(JSON.stringify(value)));
}

/** Fastify's own errors in the words of the catalogue. */
function known(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (status === 415) return new AppError("taxii-media-type-wrong");
  if (status === 404 || status === 414) return new AppError("not-found");
  if (typeof status === "number" && status >= 400 && status < 500) {
    return new AppError("request-invalid", { reason: "HTTP", reason_ar: "HTTP" });
  }
  return error;
}
