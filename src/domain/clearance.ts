import { AppError } from "../errors.ts";
import { type Classification, classifications, type Label } from "./label.ts";

/** How far a person may see: the highest classification, and the caveats that a label may bear. */
export interface Clearance {
  upTo: Classification;
  /** Sorted, unique. "all": whatever caveat a label bears, and what has no label that can be read. */
  caveats: readonly string[] | "all";
}

/** Of whom nothing was said. */
export const lowestClearance: Clearance = { upTo: "unclassified", caveats: [] };

/** Sees all that there is. */
export const fullClearance: Clearance = { upTo: "secret", caveats: "all" };

const mostCaveats = 50;
const caveatPattern = /^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,63}$/u;

/** Whether a person with this clearance may see what bears this label; what bears none needs the full one. */
export function clears(
  { upTo, caveats }: Clearance,
  label: Pick<Label, "classification" | "caveats"> | undefined,
): boolean {
  if (!label) return isFull({ upTo, caveats });
  const rank = classifications.indexOf(label.classification);
  if (rank < 0 || rank > classifications.indexOf(upTo)) return false;
  return caveats === "all" || label.caveats.every((caveat) => caveats.includes(caveat));
}

/** Whether nobody with `other` sees anything that this one does not. */
export function covers({ upTo, caveats }: Clearance, other: Clearance): boolean {
  if (classifications.indexOf(other.upTo) > classifications.indexOf(upTo)) return false;
  if (caveats === "all") return true;
  return other.caveats !== "all" && other.caveats.every((caveat) => caveats.includes(caveat));
}

export function isFull({ upTo, caveats }: Clearance): boolean {
  return caveats === "all" && upTo === classifications.at(-1);
}

/**
 * The clearance of words: a classification, and caveats separated by commas, or "all". Left out: the lowest, and no
 * caveat. Errors: person-invalid.
 */
export function readClearance(upTo: string = lowestClearance.upTo, caveats = ""): Clearance {
  if (!(classifications as readonly string[]).includes(upTo)) {
    throw new AppError("person-invalid", {
      reason: `the clearance is one of ${classifications.join(", ")}`,
      reason_ar: `درجة الاطلاع هي إحدى: ${classifications.join("، ")}`,
    });
  }
  const named = caveats.split(",").flatMap((caveat) => caveat.trim() || []);
  if (named.length > mostCaveats || !named.every((caveat) => caveatPattern.test(caveat))) {
    throw new AppError("person-invalid", {
      reason: "caveats are names separated by commas, or all",
      reason_ar: "القيود أسماء تفصل بينها فواصل، أو all",
    });
  }
  return {
    upTo: upTo as Classification,
    caveats: caveats.trim() === "all" ? "all" : [...new Set(named)].sort(),
  };
}
