import type { Bilingual } from "../domain/bilingual.ts";
import type { Position } from "../domain/geometry.ts";
import { tansiqNamespace, uuid5 } from "../domain/uuid.ts";
import type { Activity, Window } from "./activity.ts";

export const clashKinds = [
  "space-time",
  "boundary",
  "shared-use",
  "unit-twice",
  "protected-place",
] as const;
export type ClashKind = (typeof clashKinds)[number];

export const clashKindNames: Record<ClashKind, Bilingual> = {
  "space-time": { ar: "تداخل في المكان والزمان", en: "Overlap in space and time" },
  boundary: { ar: "تجاوز حدّ", en: "A boundary is crossed" },
  "shared-use": {
    ar: "طريق أو معبر يستعمله أكثر من جزء في وقت واحد",
    en: "A road or crossing used by several parts at once",
  },
  "unit-twice": { ar: "وحدة واحدة في جزأين", en: "One unit in two parts" },
  "protected-place": { ar: "قرب موقع محميّ", en: "Near a protected place" },
};

/** Two things that cannot both be as they are. */
export interface Clash {
  /** Follows from kind, `between` and the words of `about`: the same clash has the same id at every look and every node. */
  id: string;
  kind: ClashKind;
  /** Sorted. An activity and an activity, a boundary or a protected place; one activity twice: with more than can be compared. */
  between: readonly [string, string];
  /** The unit, or the resource as the first of `between` names it, that both have; null in the other kinds. */
  about: string | null;
  /** While it lasts. Where minutes of separation are agreed, each side reaches half of them beyond its window. */
  when: Window;
  /** [longitude, latitude] half-way between them where they come nearest, or in both; null where it is not about space. */
  where: Position | null;
  /** Least distance in whole metres between what they occupy, their radii taken off; 0: they overlap. null like `where`. */
  metres: number | null;
  /** false: it is too much or too entangled to be compared. Whether it clashes nobody can say who does not look. */
  compared: boolean;
}

/** Stands for all that may clash with an activity beyond what was looked at: with more than can be compared. */
export function crowdClash({ id, window }: Activity): Clash {
  return clashOf("space-time", [id, id], { when: window, compared: false });
}

export function isCrowd({ between: [one, other] }: Clash): boolean {
  return one === other;
}

/** Gives a clash its id and sorts whom it is between. `key`: the same however people write what it is about. */
export function clashOf(
  kind: ClashKind,
  [one, other]: readonly [string, string],
  rest: Pick<Clash, "when"> & Partial<Pick<Clash, "about" | "where" | "metres" | "compared">>,
  key: string | null = null,
): Clash {
  const between = one < other ? ([one, other] as const) : ([other, one] as const);
  const { when, about = null, where = null, metres = null, compared = true } = rest;
  const id = uuid5(tansiqNamespace, JSON.stringify(["clash", kind, ...between, key]));
  return { id, kind, between, about, when, where, metres, compared };
}
