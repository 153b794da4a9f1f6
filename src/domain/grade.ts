import type { Bilingual } from "./bilingual.ts";

/** Reliability of the source (STANAG 2511). F is "cannot be judged", not "worst": never sort or average. */
export const reliabilities = {
  A: { ar: "موثوق به تماماً", en: "Completely reliable" },
  B: { ar: "موثوق به عادةً", en: "Usually reliable" },
  C: { ar: "موثوق به إلى حدّ ما", en: "Fairly reliable" },
  D: { ar: "غير موثوق به عادةً", en: "Not usually reliable" },
  E: { ar: "غير موثوق به", en: "Unreliable" },
  F: { ar: "لا يمكن الحكم على موثوقيته", en: "Reliability cannot be judged" },
} as const satisfies Record<string, Bilingual>;

/** Credibility of the information (STANAG 2511). 6 is "cannot be judged", not "worst". */
export const credibilities = {
  "1": { ar: "مؤكدة من مصادر أخرى مستقلة", en: "Confirmed by other, independent sources" },
  "2": { ar: "صحيحة على الأرجح", en: "Probably true" },
  "3": { ar: "ربما صحيحة", en: "Possibly true" },
  "4": { ar: "مشكوك فيها", en: "Doubtful" },
  "5": { ar: "مستبعدة", en: "Improbable" },
  "6": { ar: "لا يمكن الحكم على صحتها", en: "Truth cannot be judged" },
} as const satisfies Record<string, Bilingual>;

export type Reliability = keyof typeof reliabilities;
export type Credibility = keyof typeof credibilities;

/** Where nobody graded. */
export const ungraded = { reliability: "F", credibility: "6" } as const;

const confidences: Record<Credibility, number | undefined> = {
  "1": 90,
  "2": 70,
  "3": 50,
  "4": 30,
  "5": 10,
  "6": undefined,
};

/** STIX `confidence` 0–100 of a credibility (STIX 2.1 appendix A, Admiralty scale); undefined for 6: then it is left out. */
export function confidenceOf(credibility: Credibility): number | undefined {
  return confidences[credibility];
}
