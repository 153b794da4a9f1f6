import type { Bilingual } from "./bilingual.ts";

export const unitKinds = [
  "army",
  "police",
  "border-guard",
  "volunteers",
  "tribal",
  "civil-protection",
  "medical",
  "humanitarian",
  "other",
] as const;
export type UnitKind = (typeof unitKinds)[number];

export const unitKindNames: Record<UnitKind, Bilingual> = {
  army: { ar: "جيش", en: "Army" },
  police: { ar: "شرطة", en: "Police" },
  "border-guard": { ar: "حرس حدود", en: "Border guard" },
  volunteers: { ar: "متطوّعون", en: "Volunteers" },
  tribal: { ar: "قوة عشائرية", en: "Tribal force" },
  "civil-protection": { ar: "دفاع مدني", en: "Civil protection" },
  medical: { ar: "فريق طبي", en: "Medical team" },
  humanitarian: { ar: "فريق إغاثة", en: "Relief team" },
  other: { ar: "غير ذلك", en: "Other" },
};

export const readinesses = ["ready", "limited", "not-ready", "unknown"] as const;
export type Readiness = (typeof readinesses)[number];

export const readinessNames: Record<Readiness, Bilingual> = {
  ready: { ar: "جاهزة", en: "Ready" },
  limited: { ar: "جاهزة جزئياً", en: "Ready in part" },
  "not-ready": { ar: "غير جاهزة", en: "Not ready" },
  unknown: { ar: "غير معروفة", en: "Unknown" },
};

/** How a unit stands to another: STIX relationship types. Each goes only where both units may go. */
export const unitRelations = ["part-of", "supported-by"] as const;
export type UnitRelation = (typeof unitRelations)[number];

export const unitRelationNames: Record<UnitRelation, Bilingual> = {
  "part-of": { ar: "تتبع", en: "Belongs to" },
  "supported-by": { ar: "تساندها", en: "Supported by" },
};

/** Said wherever units are shown. */
export const withoutPrejudice: Bilingual = {
  ar: "دون مساس بالوضع القانوني لأي جهة",
  en: "Without prejudice to the status of any party",
};
