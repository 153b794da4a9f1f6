import type { StixObject } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import type { RefusalCode, Refused } from "./checked.ts";

/** Thrown inside the check of one object, where its first fault is found. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly detail: string;

  constructor(code: RefusalCode, detail: string) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

const kept = 65_536;

/** The refused object as it goes into quarantine. What is no refusal is thrown on. */
export function refused(object: unknown, error: unknown): Refused {
  const { code, detail } = asRefusal(error);
  const { id, modified, created } = (object ?? {}) as Partial<StixObject>;
  return {
    ok: false,
    code,
    detail,
    id: textOrNull(id, 128),
    version: textOrNull(modified, 32) ?? textOrNull(created, 32),
    body: JSON.stringify(object).slice(0, kept),
  };
}

const labelCodes = ["label-unknown", "label-forged", "topic-unknown"] as const;

const malformed = [
  "agreement-invalid",
  "control-record-malformed",
  "partner-malformed",
  "activity-invalid",
] as const;

function asRefusal(error: unknown): { code: RefusalCode; detail: string } {
  if (error instanceof Refusal) return error;
  if (error instanceof AppError) {
    const code = labelCodes.find((known) => known === error.code);
    if (code !== undefined) return { code, detail: Object.values(error.parts).join(" ") };
    if (malformed.some((known) => known === error.code))
      return { code: "schema-invalid", detail: error.message };
  }
  throw error;
}

function textOrNull(value: unknown, limit: number): string | null {
  return typeof value === "string" && value.length <= limit ? value : null;
}
