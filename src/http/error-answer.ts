import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { AppError, problem } from "../errors.ts";
import { faultsOf, type ParameterFault } from "./validate.ts";

/** Answers any error as problem details (RFC 9457); what is not for the outside is logged and told as `internal`. */
export function answerError(
  error: FastifyError | AppError,
  request: FastifyRequest,
  reply: FastifyReply,
  bodyBytes: number,
): FastifyReply {
  const parameters =
    "validation" in error && error.validation
      ? faultsOf(error.validation, error.validationContext)
      : undefined;
  const known = parameters
    ? new AppError("fields-invalid", { field: parameters.map(nameOf).join(", ") })
    : asAppError(error, bodyBytes);
  if (known.status >= 500)
    request.log.error({ err: error, url: request.routeOptions.url }, known.code);
  if (known.code === "sign-in-limited")
    void reply.header("retry-after", String(known.parts["seconds"]));
  return reply
    .code(known.status)
    .type("application/problem+json")
    .send({ ...problem(known), ...(parameters && { parameters }) });
}

/** A field as people write it: `position.1`; the whole body where it is not even an object. */
function nameOf({ in: place, at }: ParameterFault): string {
  if (place !== "body") return at;
  return at === "" ? "body" : at.slice(1).replaceAll("/", ".");
}

function asAppError(error: FastifyError | AppError, bodyBytes: number): AppError {
  if (error instanceof AppError) return error;
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE")
    return new AppError("body-too-large", { limit: bodyBytes }, error);
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new AppError("media-type-wrong");
  if (error.statusCode !== undefined && error.statusCode < 500)
    return new AppError(
      "request-invalid",
      { reason: error.code, reason_ar: `تعذّرت قراءته (${error.code})` },
      error,
    );
  return new AppError("internal", {}, error);
}
