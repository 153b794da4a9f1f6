import type { Bilingual } from "../domain/bilingual.ts";
import { catalogue } from "../error-catalogue.ts";
import { AppError, problem, type ErrorCode } from "../errors.ts";

/** What is wrong with an object that came, in words for people. A code of an older version is told by its detail alone. */
export function quarantineReason({
  code,
  id,
  detail,
}: {
  code: string;
  id: string | null;
  detail: string;
}): Bilingual {
  if (!Object.hasOwn(catalogue, code)) return { ar: detail, en: detail };
  // Where a label is at fault, the detail is its id, and `id` is that of the record which bears it.
  const about = code.startsWith("label-") ? detail : (id ?? "–");
  const parts = { id: about, detail, topic: detail };
  return problem(new AppError(code as ErrorCode, parts)).detail;
}

/**
 * What can be found out only from what else is here, whose keys are known among it: which of it was at fault is told to
 * nobody else.
 */
const askingOurStore: ReadonlySet<string> = new Set<ErrorCode>([
  "signature-missing",
  "signature-wrong",
  "signature-key-retired",
  "originator-mismatch",
  "reshare-not-allowed",
  "consent-missing",
  "reference-missing",
  "commitment-by-another",
  "version-conflict",
  "version-not-by-originator",
  "own-record-unknown",
  "label-unknown",
  "signature-key-unknown",
  "agreements-unanswered",
  "signatures-too-many",
  "recalls-too-many",
  "parts-held-too-many",
  "work-too-much",
]);

/** What the sender is told. The faults that tell of what is held here have one answer; the true one stays in quarantine. */
export function reasonForSender(fault: Parameters<typeof quarantineReason>[0]): Bilingual {
  if (!askingOurStore.has(fault.code)) return quarantineReason(fault);
  return problem(new AppError("object-held")).detail;
}
