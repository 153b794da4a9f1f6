import { AppError } from "../errors.ts";
import type { AgreementForm } from "./agreement.ts";
import { geometryFault } from "./geometry-fault.ts";
import { isContentKind } from "./kinds.ts";
import { parseStixTime } from "./time.ts";
import { isTopic } from "./topics.ts";

/**
 * Refuses a form that cannot mean what it says, whatever its shape: AppError `agreement-invalid` with the field and the
 * reason in both languages. Clauses that are merely without effect are let through: the preview reports them.
 */
export function checkAgreement(form: AgreementForm): void {
  const { parties, coalition, grants, redLines } = form;
  if (parties.length < 2 || new Set(parties).size !== parties.length)
    fault("parties", "at least two different parties", "طرفان مختلفان على الأقل");
  if (coalition && !parties.includes(coalition.lead))
    fault("coalition.lead", "the lead must be a party", "يجب أن تكون الجهة القائدة طرفاً");
  const from = checkTime("from", form.from);
  if (form.until !== null && checkTime("until", form.until) <= from)
    fault("until", "it must lie after the beginning", "يجب أن يقع بعد البداية");

  const powers = coalition?.powers ?? [];
  const ids = new Set<string>();
  for (const clause of [...grants, ...redLines, ...powers]) {
    if (ids.has(clause.id)) fault(clause.id, "two clauses have this id", "معرّف مكرّر لبندين");
    ids.add(clause.id);
    for (const [name, list] of Object.entries(clause))
      if (name !== "caveats" && Array.isArray(list) && list.length === 0)
        fault(
          `${clause.id}.${name}`,
          "an empty list; leave it out for any",
          "قائمة فارغة؛ احذفها لتعني الكل",
        );
    const strange = clause.topics?.find((topic) => !isTopic(topic));
    if (strange !== undefined) throw new AppError("topic-unknown", { topic: strange });
    const kind = clause.kinds?.find((kind) => !isContentKind(kind));
    if (kind !== undefined)
      fault(
        `${clause.id}.kinds`,
        `"${kind.slice(0, 64)}" is not a kind of record`,
        "نوع معلومة غير معروف",
      );
  }
  for (const grant of grants) {
    const wrong = grant.within === undefined ? null : geometryFault(grant.within);
    if (wrong !== null) fault(`${grant.id}.within`, wrong.en, wrong.ar);
    if (grant.backfillFrom !== undefined && grant.backfillFrom !== null)
      checkTime(`${grant.id}.backfillFrom`, grant.backfillFrom);
  }
  for (const { id, by } of redLines)
    if (!parties.includes(by))
      fault(`${id}.by`, "who draws a red line must be a party", "واضع الخط الأحمر يجب أن يكون طرفاً");
}

function checkTime(field: string, text: string): number {
  const time = parseStixTime(text);
  return (
    time ?? fault(field, "write it like 2015-03-11T00:00:00Z", "اكتبه هكذا 2015-03-11T00:00:00Z")
  );
}

function fault(field: string, reason: string, reasonAr: string): never {
  throw new AppError("agreement-invalid", { field, reason, reason_ar: reasonAr });
}
