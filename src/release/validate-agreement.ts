import { dutyToWarnGrant, type AgreementForm } from "../domain/agreement.ts";
import { geometryFault } from "../domain/geometry-fault.ts";
import { positionsOf } from "../domain/geometry.ts";
import { isControlKind, isKind } from "../domain/kinds.ts";
import { classifications } from "../domain/label.ts";
import { partnerIdPattern, type PartnerId } from "../domain/partner.ts";
import { parseStixTime } from "../domain/time.ts";
import { isTopic } from "../domain/topics.ts";
import {
  checkBilingual,
  checkMember,
  checkName,
  checkNames,
  fault,
  fieldsOf,
  listOf,
  within,
  type Fields,
  type Vocabulary,
} from "./checks.ts";

export const mostParties = 200;
export const mostClauses = 500;
export const mostPowers = 100;
/** Of one grant's area: its exact test grows with the square. */
export const mostPositions = 2000;
const mostWords = 50;
const mostHoldMinutes = 525_600;

const agreementId = /^agreement--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const clauseId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const partnerId = new RegExp(partnerIdPattern);
const caveatText = /^[A-Za-z0-9][A-Za-z0-9 _-]{0,63}$/;

const topicWords: Vocabulary = {
  isKnown: isTopic,
  why: { ar: "ليس موضوعاً معروفاً", en: "is not a known topic" },
};
const kindWords: Vocabulary = {
  isKnown: (name) => isKind(name) && !isControlKind(name),
  why: { ar: "ليس نوعاً يُمرَّر بأذون التمرير", en: "is not a kind that grants can release" },
};
const caveatWords: Vocabulary = {
  isKnown: (name) => caveatText.test(name),
  why: { ar: "ليس قيد تداول صالحاً", en: "is not a well-formed caveat" },
};

/**
 * Checks an agreement that a person wrote or a file holds, and gives it back typed. `partners`: those that this node
 * knows; left out, any well-formed name passes. Clauses that are sound but never match are not faults here but
 * conflicts. Throws AppError `agreement-invalid` with the field (a path like `grants[0].topics[1]`) and the reason.
 */
export function validateAgreement(value: unknown, partners?: readonly PartnerId[]): AgreementForm {
  const required = ["id", "title", "purpose", "parties", "from", "until", "grants", "redLines"];
  const form = fieldsOf(value, "", required, ["coalition"]);
  const partnerWords = partnersKnown(partners);
  if (typeof form["id"] !== "string" || !agreementId.test(form["id"])) {
    fault("id", "it must be agreement-- and a UUID", "يجب أن يكون agreement-- ثم UUID");
  }
  checkBilingual(form["title"], "title", 300);
  checkBilingual(form["purpose"], "purpose", 5000);
  checkTime(form["from"], "from");
  if (form["until"] !== null) checkTime(form["until"], "until");
  checkNames(form["parties"], "parties", partnerWords, mostParties);
  if ((form["parties"] as unknown[]).length < 2) {
    fault("parties", "an agreement needs two parties", "يحتاج الاتفاق إلى طرفين على الأقل");
  }
  const ids = new Set<string>();
  const each = (list: unknown, field: string, check: (clause: unknown, at: string) => Fields) => {
    listOf(list, field, field === "coalition.powers" ? mostPowers : mostClauses).forEach(
      (clause, index) => {
        const at = `${field}[${index}]`;
        checkId(check(clause, at)["id"], within(at, "id"), ids);
      },
    );
  };
  each(form["grants"], "grants", (clause, at) => checkGrant(clause, at, partnerWords));
  each(form["redLines"], "redLines", (clause, at) => checkRedLine(clause, at, partnerWords));
  if (ids.size > mostClauses) {
    fault("grants", `more than ${mostClauses} clauses`, `أكثر من ${mostClauses} بنداً`);
  }
  if (form["coalition"] !== undefined) {
    const coalition = fieldsOf(
      form["coalition"],
      "coalition",
      ["id", "lead", "powers"],
      ["dutyToWarn"],
    );
    if (!["boolean", "undefined"].includes(typeof coalition["dutyToWarn"]))
      fault("coalition.dutyToWarn", "it is neither true nor false", "القيمة true أو false");
    checkName(coalition["id"], "coalition.id", wellFormed);
    checkName(coalition["lead"], "coalition.lead", partnerWords);
    each(coalition["powers"], "coalition.powers", (power, at) => {
      const fields = fieldsOf(power, at, ["id"], ["origin", "to", "kinds", "topics"]);
      checkScope(fields, at, partnerWords);
      return fields;
    });
  }
  return form as unknown as AgreementForm;
}

function checkGrant(value: unknown, field: string, partnerWords: Vocabulary): Fields {
  const grant = fieldsOf(
    value,
    field,
    ["id"],
    [
      "from",
      "to",
      "kinds",
      "topics",
      "upTo",
      "caveats",
      "within",
      "backfillFrom",
      "hold",
      "reshare",
    ],
  );
  checkScope(grant, field, partnerWords);
  ifGiven(grant, "upTo", field, (part, at) => checkMember(part, at, classifications));
  ifGiven(grant, "caveats", field, (part, at) => checkNames(part, at, caveatWords, mostWords));
  ifGiven(grant, "within", field, checkArea);
  if (grant["backfillFrom"] !== null) ifGiven(grant, "backfillFrom", field, checkTime);
  ifGiven(grant, "hold", field, checkHold);
  ifGiven(grant, "reshare", field, (part, at) => checkMember(part, at, ["none", "parties", "any"]));
  return grant;
}

function checkRedLine(value: unknown, field: string, partnerWords: Vocabulary): Fields {
  const optional = ["origin", "to", "kinds", "topics", "atLeast"];
  const redLine = fieldsOf(value, field, ["id", "by", "reason"], optional);
  checkName(redLine["by"], within(field, "by"), partnerWords);
  checkScope(redLine, field, partnerWords);
  ifGiven(redLine, "atLeast", field, (part, at) => checkMember(part, at, classifications));
  checkBilingual(redLine["reason"], within(field, "reason"), 2000);
  return redLine;
}

/** Whom and what a clause of any sort names. */
function checkScope(clause: Fields, field: string, partnerWords: Vocabulary): void {
  for (const key of ["from", "origin", "to"]) {
    ifGiven(clause, key, field, (part, at) => checkNames(part, at, partnerWords, mostParties));
  }
  ifGiven(clause, "kinds", field, (part, at) => checkNames(part, at, kindWords, mostWords));
  ifGiven(clause, "topics", field, (part, at) => checkNames(part, at, topicWords, mostWords));
}

function checkArea(value: unknown, field: string): void {
  const area = fieldsOf(value, field, ["type", "coordinates"]);
  checkMember(area["type"], within(field, "type"), ["Polygon", "MultiPolygon"]);
  const wrong = geometryFault(value);
  if (wrong !== null) fault(field, wrong.en, wrong.ar);
  if ([...positionsOf(area["coordinates"])].length > mostPositions) {
    fault(
      field,
      `it has more than ${mostPositions} positions; simplify it`,
      `فيه أكثر من ${mostPositions} نقطة؛ بسّطه`,
    );
  }
}

function checkHold(value: unknown, field: string): void {
  if (typeof value === "string") return checkMember(value, field, ["none", "second-person"]);
  const { minutes } = fieldsOf(value, field, ["minutes"]);
  if (!Number.isInteger(minutes) || Number(minutes) < 1 || Number(minutes) > mostHoldMinutes) {
    fault(
      within(field, "minutes"),
      `it must be a whole number from 1 to ${mostHoldMinutes}`,
      `يجب أن يكون عدداً صحيحاً من 1 إلى ${mostHoldMinutes}`,
    );
  }
}

function checkTime(value: unknown, field: string): void {
  if (typeof value === "string" && parseStixTime(value) !== null) return;
  fault(field, "write it like 2015-03-11T00:00:00Z", "اكتبه هكذا 2015-03-11T00:00:00Z");
}

function checkId(value: unknown, field: string, seen: Set<string>): void {
  if (typeof value !== "string" || !clauseId.test(value)) {
    return fault(
      field,
      "it must be 1 to 64 Latin letters, digits, dots, hyphens or underscores",
      "يجب أن يكون من حرف إلى 64 حرفاً لاتينياً أو رقماً",
    );
  }
  if (value === dutyToWarnGrant.id) {
    fault(field, `"${value}" is what the duty to warn is called`, `«${value}» اسم بند واجب الإنذار`);
  }
  if (seen.has(value)) {
    fault(field, `two clauses are called "${value}"`, `بندان يحملان الاسم «${value}»`);
  }
  seen.add(value);
}

function ifGiven(
  fields: Fields,
  key: string,
  field: string,
  check: (part: unknown, at: string) => void,
): void {
  if (fields[key] !== undefined) check(fields[key], within(field, key));
}

const wellFormed: Vocabulary = {
  isKnown: (name) => partnerId.test(name),
  why: { ar: "ليس اسماً صالحاً", en: "is not a well-formed name" },
};

function partnersKnown(partners: readonly PartnerId[] | undefined): Vocabulary {
  if (!partners) return wellFormed;
  return {
    isKnown: (name) => partners.includes(name),
    why: { ar: "جهة غير معروفة لدينا", en: "is not a partner that this node knows" },
  };
}
