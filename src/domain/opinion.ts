/** The values of a STIX opinion (2.1, 4.12): how far somebody agrees with what a record says. */
export const opinionValues = [
  "strongly-disagree",
  "disagree",
  "neutral",
  "agree",
  "strongly-agree",
] as const;
export type OpinionValue = (typeof opinionValues)[number];
