import { AppError, type ErrorCode, type ErrorParts } from "../../errors.ts";

/** An error as it crosses between threads: AppErrors keep code and parts, others their text. */
export type Failure = { code: ErrorCode; parts: ErrorParts } | { text: string };

/** Primary result codes of SQLite. */
const full = 13;
const damaged = [11, 26];
/** Busy, out of memory, read-only, input/output, cannot open, locking protocol: the machine, not the question. */
const broken = [5, 7, 8, 10, 14, 15];

/** What an error of `node:sqlite` means to the caller; any other error comes back as it is. */
export function asAppError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const { code, errcode } = error as Error & { code?: string; errcode?: number };
  if (code !== "ERR_SQLITE_ERROR" || errcode === undefined) return error;
  const primary = errcode & 0xff;
  if (primary === full) return new AppError("store-full", {}, error);
  if (damaged.includes(primary)) return new AppError("store-corrupt", {}, error);
  if (!broken.includes(primary)) return error;
  return new AppError("store-broken", { reason: `${error.message} (${errcode})` }, error);
}

export function toFailure(error: unknown): Failure {
  const known = asAppError(error);
  if (known instanceof AppError) return { code: known.code, parts: known.parts };
  return { text: known instanceof Error ? (known.stack ?? known.message) : String(known) };
}

export function fromFailure(failure: Failure): Error {
  return "code" in failure
    ? new AppError(failure.code, failure.parts)
    : new Error(`store thread: ${failure.text}`);
}
