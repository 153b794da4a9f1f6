import { type Classification, classifications, type Label } from "./label.ts";

/** How far a text that never leaves the node may be read by its people. */
export type LocalLabel = Pick<Label, "classification" | "caveats">;

/** An entry as a person writes it; what a person says was wrong in one; a handover of the watch; what the node itself did. */
export const journalKinds = ["entry", "correction", "handover", "system"] as const;
export type JournalKind = (typeof journalKinds)[number];

export const maxEntryLength = 10_000;
export const maxEntryLinks = 20;

/** Names an entry at its node: numbered among those of its label, so that no number tells of what is above a clearance. */
export interface Reference {
  label: LocalLabel;
  number: number;
}

/** The series in which entries under this label are numbered, e.g. "restricted" or "secret,EYES"; caveats sorted. */
export function seriesOf({ classification, caveats }: LocalLabel): string {
  const escaped = caveats.map((caveat) => caveat.replaceAll("%", "%25").replaceAll(",", "%2C"));
  return [classification, ...escaped].join(",");
}

export function labelOfSeries(series: string): LocalLabel {
  const [classification, ...escaped] = series.split(",");
  const caveats = escaped.map((caveat) => caveat.replaceAll("%2C", ",").replaceAll("%25", "%"));
  return { classification: classification as Classification, caveats };
}

/** E.g. "restricted-17". */
export function referenceText({ label, number }: Reference): string {
  return `${seriesOf(label)}-${number}`;
}

/** null where the text is none. */
export function readReference(text: string): Reference | null {
  const [, series, number] = /^(.+)-([1-9]\d{0,14})$/.exec(text) ?? [];
  if (series === undefined) return null;
  const label = labelOfSeries(series);
  const known = (classifications as readonly string[]).includes(label.classification);
  return known ? { label, number: Number(number) } : null;
}

/** As high as each of these. */
export function joinLocal(labels: readonly LocalLabel[]): LocalLabel {
  const ranks = labels.map(({ classification }) => classifications.indexOf(classification));
  return {
    classification: classifications[Math.max(0, ...ranks)]!,
    caveats: [...new Set(labels.flatMap(({ caveats }) => caveats))].sort(),
  };
}
