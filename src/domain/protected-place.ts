import type { Bilingual, Text } from "./bilingual.ts";
import type { Geometry } from "./geometry.ts";
import type { PartnerId } from "./partner.ts";

export const protectedPlaceKinds = [
  "hospital",
  "school",
  "camp",
  "shelter",
  "water-works",
  "place-of-worship",
  "cultural-property",
  "other",
] as const;
export type ProtectedPlaceKind = (typeof protectedPlaceKinds)[number];

export const protectedPlaceKindNames: Record<ProtectedPlaceKind, Bilingual> = {
  hospital: { ar: "مستشفى", en: "Hospital" },
  school: { ar: "مدرسة", en: "School" },
  camp: { ar: "مخيّم", en: "Camp" },
  shelter: { ar: "ملجأ", en: "Shelter" },
  "water-works": { ar: "منشأة مياه", en: "Water works" },
  "place-of-worship": { ar: "دار عبادة", en: "Place of worship" },
  "cultural-property": { ar: "ممتلك ثقافي", en: "Cultural property" },
  other: { ar: "موقع محميّ آخر", en: "Other protected place" },
};

/** Metres to keep away where nothing else is said. */
export const usualKeepAway = 500;

/** Cells of the grid in which partners are told of protected places, metres. */
export const keepAwayCell = 2000;

/** What a person writes about a protected place. It never leaves the node. */
export interface ProtectedPlaceDraft {
  name: Text;
  kind: ProtectedPlaceKind;
  /** Point, Polygon or MultiPolygon, [longitude, latitude] in degrees, WGS 84. */
  geometry: Geometry;
  /** Metres to keep away; left out: usualKeepAway. */
  radius?: number;
  /** The partners whose parts are checked against it for them; left out: all. Empty: only our own. */
  answerTo?: PartnerId[];
}

/** Said with every answer and on every screen that speaks of protected places. */
export const unlistedIsProtected: Bilingual = {
  ar: "كل موقع محميّ يبقى محمياً وإن لم يُذكر هنا.",
  en: "An unlisted place is still protected.",
};
