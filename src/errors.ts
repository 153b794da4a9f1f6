import { catalogue } from "./error-catalogue.ts";

export type ErrorCode = keyof typeof catalogue;
export type ErrorParts = Record<string, string | number>;

/**
 * An error that a person or a partner is told about. `parts` fill the `{placeholders}` of the
 * catalogue's messages; they must never hold a secret.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly parts: ErrorParts;

  constructor(code: ErrorCode, parts: ErrorParts = {}, cause?: unknown) {
    super(fill(catalogue[code].en, parts), cause === undefined ? undefined : { cause });
    this.name = "AppError";
    this.code = code;
    this.status = catalogue[code].status;
    this.parts = parts;
  }
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: { ar: string; en: string };
}

/** Problem details (RFC 9457) of any error; what is not an AppError becomes `internal` without its message. */
export function problem(error: unknown): Problem {
  const known = error instanceof AppError ? error : new AppError("internal");
  const { ar, en } = catalogue[known.code];
  return {
    type: `urn:tansiq:error:${known.code}`,
    title: known.code.replaceAll("-", " "),
    status: known.status,
    code: known.code,
    detail: { ar: fill(ar, known.parts), en: fill(en, known.parts) },
  };
}

function fill(message: string, parts: ErrorParts): string {
  return message.replace(/\{(\w+)\}/g, (_, name: string) => String(parts[name] ?? "?"));
}
