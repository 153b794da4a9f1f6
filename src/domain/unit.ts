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

export const readinesses = ["ready", "limited", "not-ready", "unknown"] as const;
export type Readiness = (typeof readinesses)[number];

/** How a unit stands to another: STIX relationship types. Each goes only where both units may go. */
export const unitRelations = ["part-of", "supported-by"] as const;
export type UnitRelation = (typeof unitRelations)[number];
