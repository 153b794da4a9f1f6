import { asText, type Bilingual, type Lang, type Text } from "./bilingual.ts";
import type { Geometry } from "./geometry.ts";

export const dangers = [
  "flood",
  "fire",
  "contamination",
  "explosive-hazard",
  "building-collapse",
  "armed-clash",
  "shelling",
  "air-activity",
  "epidemic",
  "other",
] as const;
export type Danger = (typeof dangers)[number];

export const dangerNames: Record<Danger, Bilingual> = {
  flood: { ar: "فيضان", en: "Flood" },
  fire: { ar: "حريق", en: "Fire" },
  contamination: { ar: "تلوّث", en: "Contamination" },
  "explosive-hazard": { ar: "خطر متفجرات", en: "Explosive hazard" },
  "building-collapse": { ar: "انهيار مبنى", en: "Building collapse" },
  "armed-clash": { ar: "اشتباك مسلّح", en: "Armed clash" },
  shelling: { ar: "قصف", en: "Shelling" },
  "air-activity": { ar: "نشاط جوي", en: "Air activity" },
  epidemic: { ar: "وباء", en: "Epidemic" },
  other: { ar: "خطر آخر", en: "Other danger" },
};

export const maxWarningText = 1000;

/** What a person writes to warn of imminent danger to civilians. Short and of one form, so that it can carry nothing else. */
export interface WarningDraft {
  danger: Danger;
  /** What happens. */
  headline: Text;
  /** What to do. */
  instructions?: Text;
  /** Language of the original; required where a text is in both. */
  lang?: Lang;
  geometry: Geometry;
  /** From when, and until when if that is known. RFC 3339, UTC. */
  from: string;
  until?: string;
}

/** Both languages stand in the warning itself, since it goes where nothing that refers to it goes. */
export function warningProperties({ danger, headline, instructions, geometry }: WarningDraft) {
  return {
    danger,
    headline: asText(headline),
    ...(instructions && { instructions: asText(instructions) }),
    geometry,
  };
}
