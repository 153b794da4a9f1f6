import type { IncomingMessage } from "node:http";

import { AppError } from "../../errors.ts";

/**
 * The whole body, at most `limit` bytes, in memory of its own (so that it can be handed to another
 * thread). AppError body-too-large without keeping the rest: node:http reads it away after the answer, so that
 * a client that is still sending gets to see the answer; the server's request time-out bounds that.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = (): AppError => new AppError("body-too-large", { limit });
  if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (settle: () => void): void => {
      request.off("data", onData).off("end", onEnd).off("error", onFault).off("close", onFault);
      settle();
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > limit) finish(() => reject(tooLarge()));
      else chunks.push(chunk);
    };
    const onEnd = (): void => finish(() => resolve(joined(chunks, length)));
    const onFault = (): void => {
      finish(() =>
        reject(
          new AppError("request-invalid", {
            reason: "the body broke off",
            reason_ar: "انقطع محتواه",
          }),
        ),
      );
    };
    request.on("data", onData).on("end", onEnd).on("error", onFault).on("close", onFault);
  });
}

function joined(chunks: readonly Buffer[], length: number): Buffer {
  const whole = Buffer.allocUnsafeSlow(length);
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(whole, at);
  return whole;
}
