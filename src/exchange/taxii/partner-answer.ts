import type { Dispatcher } from "undici";

import { AppError } from "../../errors.ts";
import { isTaxiiContent } from "./media-type.ts";

/** The whole body; AppError partner-answer-wrong above `limit` bytes. */
export async function boundedBody(
  body: Dispatcher.ResponseData["body"],
  limit: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += (chunk as Buffer).length;
    // Leaving the loop destroys the body, and with it the connection.
    if (length > limit)
      throw new AppError("partner-answer-wrong", { reason: `over ${limit} bytes` });
    chunks.push(chunk as Buffer);
  }
  const whole = Buffer.allocUnsafeSlow(length);
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(whole, at);
  return whole;
}

/** What a status other than the one hoped for means for the link. */
export function refusal(status: number, isTaxii: boolean): AppError {
  if (status === 401 || status === 403) return new AppError("partner-login-refused", { status });
  // Only a TAXII server speaks about the content: a proxy in between may answer 400 to anything.
  if (isTaxii && [400, 413, 422].includes(status)) {
    return new AppError("partner-refused-objects", { status });
  }
  if (status >= 400) return new AppError("partner-failing", { status });
  return new AppError("partner-answer-wrong", { reason: `status ${status}` });
}

export function isTaxiiAnswer(headers: Dispatcher.ResponseData["headers"]): boolean {
  const type = headers["content-type"];
  return typeof type === "string" && isTaxiiContent(type);
}

/** A fault of network or time as AppError; an AppError stays what it is. No address, no secret in it. */
export function linkFault(error: unknown): AppError {
  let cause = error;
  for (let depth = 0; depth < 4 && cause instanceof Error; depth++) {
    if (cause instanceof AppError) return cause;
    if (typeof (cause as { code?: unknown }).code === "string") break;
    cause = cause.cause;
  }
  const code = (cause as { code?: unknown } | null)?.code;
  const reason = typeof code === "string" ? code : "no answer";
  if (reason === "UND_ERR_RES_EXCEEDED_MAX_SIZE") {
    return new AppError("partner-answer-wrong", { reason: "too large" }, error);
  }
  return new AppError("partner-unreachable", { reason }, error);
}
