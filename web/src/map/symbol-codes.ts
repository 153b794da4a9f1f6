import type { Chart } from "../picture-state/chart.ts";

/** APP-6 symbol set and entity by topic; the first that a record bears decides. All are neutral: a symbol takes no side. */
const byTopic: readonly [topic: string, set: string, entity: string][] = [
  ["supply-route", "40", "160000"],
  ["air-activity", "01", "110100"],
  ["humanitarian", "40", "131202"],
  ["displacement", "40", "131206"],
  ["civil-protection", "40", "131200"],
  ["border", "40", "131502"],
  ["infrastructure", "20", "000000"],
  ["force-position", "10", "000000"],
  ["statement", "40", "180200"],
  ["coordination", "40", "131000"],
];

const byKind: Record<string, readonly [set: string, entity: string]> = {
  warning: ["40", "131205"],
  "joint-task": ["40", "130000"],
  "task-part": ["40", "130000"],
};

const incident = ["40", "110000"] as const;

/** Symbol identification code (APP-6, 20 digits) of a record: neutral, real, present. */
export function symbolCode(kind: string, topics: readonly string[]): string {
  const topic = byTopic.find(([name]) => topics.includes(name));
  const [set, entity] = byKind[kind] ?? topic?.slice(1) ?? incident;
  return `1004${set}0000${entity}0000`;
}

/** The code of the version at a place. */
export function symbolCodeAt({ columns, names }: Chart, place: number): string {
  const label = names.label[columns.label[place]!];
  return symbolCode(names.kind[columns.kind[place]!] ?? "", label?.topics ?? []);
}
