import { en } from "../text/en.ts";

/** The words of a vocabulary in the order of the catalogue; a test holds them to the node's own. */
const idsOf = (vocabulary: string) =>
  Object.keys(en).flatMap((key) =>
    key.startsWith(`${vocabulary}.`) ? [key.slice(vocabulary.length + 1)] : [],
  );

export const topics = idsOf("topic");
export const kinds = idsOf("kind");
export const dangers = idsOf("danger");
/** Those that have words; a caveat may be any code that partners agreed on. */
export const caveats = idsOf("caveat");
export const classifications = ["unclassified", "restricted", "confidential", "secret"] as const;
export const reliabilities = ["A", "B", "C", "D", "E", "F"] as const;
export const sourceTypes = [
  "official",
  "media",
  "human",
  "observation",
  "imagery",
  "other",
] as const;
export const credibilities = ["1", "2", "3", "4", "5", "6"] as const;
/** How soon somebody should look at it, ascending. */
export const precedences = ["routine", "priority", "immediate", "flash"] as const;
export type Precedence = (typeof precedences)[number];
export const passingOn = ["none", "coalition", "any", "originatorControl"] as const;
/** How far a record may be passed on: as its `reshare` says, or with its originator's consent alone. */
export type PassingOn = (typeof passingOn)[number];
/** How far somebody agrees with a record, from the most on. */
export const opinions = [
  "strongly-agree",
  "agree",
  "neutral",
  "disagree",
  "strongly-disagree",
] as const;
/** Metres to keep away from a protected place of which nothing else is said. */
export const usualKeepAway = 500;
