import type { Bilingual } from "./bilingual.ts";

/** What a record is about. The vocabulary is closed: a record with an unknown topic is not accepted. */
export const topics = [
  "border",
  "supply-route",
  "control",
  "force-position",
  "civil-protection",
  "humanitarian",
  "statement",
  "infrastructure",
  "displacement",
  "air-activity",
  "coordination",
] as const;
export type Topic = (typeof topics)[number];

export const topicNames: Record<Topic, Bilingual> = {
  border: { ar: "الحدود", en: "Border" },
  "supply-route": { ar: "طرق الإمداد", en: "Supply routes" },
  control: { ar: "السيطرة على البلدات", en: "Control of settlements" },
  "force-position": { ar: "مواضع القوات", en: "Force positions" },
  "civil-protection": { ar: "حماية المدنيين", en: "Civil protection" },
  humanitarian: { ar: "الشأن الإنساني", en: "Humanitarian" },
  statement: { ar: "تصريحات", en: "Statements" },
  infrastructure: { ar: "البنية التحتية", en: "Infrastructure" },
  displacement: { ar: "النزوح", en: "Displacement" },
  "air-activity": { ar: "النشاط الجوي", en: "Air activity" },
  coordination: { ar: "التنسيق", en: "Coordination" },
};

export function isTopic(text: string): text is Topic {
  return Object.hasOwn(topicNames, text);
}
