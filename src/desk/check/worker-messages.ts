import type { StixObject } from "../../domain/stix.ts";
import type { ErrorCode, ErrorParts } from "../../errors.ts";
import type { Accepted, CheckContext, CheckedEnvelope, Refused } from "./checked.ts";

export interface Question {
  bytes: Uint8Array;
  context: Omit<CheckContext, "partners" | "labels">;
  /** null: as in the question before. */
  changed: Pick<CheckContext, "partners" | "labels"> | null;
}

export type Answer =
  | { ok: true; objects: Packed[] }
  | { ok: false; code: ErrorCode; parts: ErrorParts; cause?: string };

/** The object itself stays behind: its text is in the row, and few ever look at it. */
export type Packed = Omit<Accepted, "object"> | Refused;

export function packed({ objects }: CheckedEnvelope): Packed[] {
  return objects.map((checked) => {
    if (!checked.ok) return checked;
    const { object: _, ...rest } = checked;
    return rest;
  });
}

export function unpacked(objects: readonly Packed[]): CheckedEnvelope {
  return { objects: objects.map((one) => (one.ok ? withObject(one) : one)) };
}

function withObject(accepted: Omit<Accepted, "object">): Accepted {
  let object: StixObject | undefined;
  return {
    ...accepted,
    get object() {
      return (object ??= JSON.parse(accepted.row.body) as StixObject);
    },
  };
}
