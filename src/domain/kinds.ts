import type { Bilingual } from "./bilingual.ts";

/** STIX types that say something by themselves; grants and red lines name these. */
export const contentKinds = [
  "incident",
  "report",
  "note",
  "opinion",
  "grouping",
  "control-area",
  "route",
  "unit",
  "request",
  "request-answer",
  "joint-task",
  "task-part",
  "commitment",
  "check-answer",
  "clash-acceptance",
  "warning",
] as const;
export type ContentKind = (typeof contentKinds)[number];

/** STIX types that only go where a record that needs them goes: a clause's `kinds` does not limit them. */
export const supportKinds = [
  "location",
  "identity",
  "artifact",
  "relationship",
  "language-content",
  "marking-definition",
  "extension-definition",
] as const;
export type SupportKind = (typeof supportKinds)[number];

/** Types that go to the parties or holders concerned and to nobody else, outside grants and red lines. */
export const controlKinds = [
  "agreement",
  "agreement-signature",
  "receipt",
  "consent",
  "recall-notice",
] as const;
export type ControlKind = (typeof controlKinds)[number];

/** Everything that a node accepts. What is not here is refused: weapons, calls for fire and targets have no kind. */
export type Kind = ContentKind | SupportKind | ControlKind;

export const kindNames: Record<Kind, Bilingual> = {
  incident: { ar: "حادث", en: "Incident" },
  report: { ar: "تقرير", en: "Report" },
  note: { ar: "ملاحظة", en: "Note" },
  opinion: { ar: "رأي", en: "Opinion" },
  grouping: { ar: "مجموعة", en: "Grouping" },
  "control-area": { ar: "منطقة سيطرة", en: "Control area" },
  route: { ar: "طريق", en: "Route" },
  unit: { ar: "وحدة", en: "Unit" },
  request: { ar: "طلب أو عرض", en: "Request or offer" },
  "request-answer": { ar: "جواب على طلب", en: "Answer to a request" },
  "joint-task": { ar: "مهمة مشتركة", en: "Joint task" },
  "task-part": { ar: "جزء من مهمة مشتركة", en: "Part of a joint task" },
  commitment: { ar: "التزام", en: "Commitment" },
  "check-answer": { ar: "جواب تحقّق من التعارض", en: "Answer to a check" },
  "clash-acceptance": { ar: "قبول تعارض", en: "Acceptance of a clash" },
  warning: { ar: "إنذار للمدنيين", en: "Warning to civilians" },
  location: { ar: "مكان", en: "Place" },
  identity: { ar: "هوية", en: "Identity" },
  artifact: { ar: "صورة مرفقة", en: "Attached image" },
  relationship: { ar: "علاقة", en: "Relationship" },
  "language-content": { ar: "نص مترجم", en: "Translation" },
  "marking-definition": { ar: "وسم التداول", en: "Label" },
  "extension-definition": { ar: "تعريف امتداد", en: "Extension definition" },
  agreement: { ar: "اتفاق تبادل معلومات", en: "Agreement" },
  "agreement-signature": { ar: "توقيع على اتفاق", en: "Signature on an agreement" },
  receipt: { ar: "إيصال استلام موقّع", en: "Receipt" },
  consent: { ar: "موافقة المُنشئ", en: "Originator's consent" },
  "recall-notice": { ar: "إشعار سحب معلومة", en: "Recall notice" },
};

export function isContentKind(kind: string): kind is ContentKind {
  return (contentKinds as readonly string[]).includes(kind);
}

export function isSupportKind(kind: string): kind is SupportKind {
  return (supportKinds as readonly string[]).includes(kind);
}

export function isControlKind(kind: string): kind is ControlKind {
  return (controlKinds as readonly string[]).includes(kind);
}

export function isKind(kind: string): kind is Kind {
  return Object.hasOwn(kindNames, kind);
}

const carriedKinds = ["location", "identity", "artifact", "marking-definition"] as const;

/** Long, and refers to nothing but its label and who made it: decided without being read. */
export function isSelfContained(kind: string): boolean {
  return kind === "artifact";
}

/** Kinds that never go by themselves, only ahead of a record that refers to them. */
export function isCarried(kind: string): boolean {
  return (carriedKinds as readonly string[]).includes(kind);
}
