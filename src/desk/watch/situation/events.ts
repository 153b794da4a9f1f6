import type { Text } from "../../../domain/bilingual.ts";
import { extensionOf } from "../../../domain/extensions.ts";
import type { ControlChange } from "../../../domain/control-change.ts";
import { type Classification, classificationNames } from "../../../domain/label.ts";
import { type SourceType, sourceTypeNames } from "../../../domain/report-draft.ts";
import { dateTimeGroup } from "../../../domain/time.ts";
import type { Facts } from "./facts.ts";
import type { SectionMaker } from "./sections.ts";
import { fill } from "./words.ts";

/** What happened, by time, each with its grade and where it is from. */
export const eventsSection: SectionMaker = {
  id: "events",
  released: true,
  say: (facts) => ({
    lines: facts.records
      .filter((record) => controlOf(record) === undefined && !isWork(record))
      .map((record) => eventLine(facts, record, facts.text(record.name))),
  }),
};

/** Joint tasks and their parts have a section of their own. */
function isWork({ kind }: Record): boolean {
  return kind === "joint-task" || kind === "task-part";
}

type Record = Facts["records"][number];

/** Time, what happened, and in brackets how far it is to be believed and read. */
export function eventLine(facts: Facts, record: Record, what: string): string {
  const { words, lang, partner, text, late } = facts;
  const { grade, label, originator } = record;
  const said = recordOf(record);
  const place = said.place && controlOf(record) === undefined ? text(said.place) : null;
  const source = said.source?.type;
  const remarks = [
    grade === null ? null : fill(words.grade, { grade }),
    source === undefined ? null : sourceTypeNames[source][lang],
    fill(words.from, { partner: partner(originator) }),
    label && classificationNames[label.classification as Classification][lang],
    late.has(record.id) ? words.late : null,
    overSince(facts, record),
  ].filter((remark) => remark !== null);
  const named = place && !what.includes(place) ? `${what} – ${place}` : what;
  return `${timeOf(record)} – ${named} (${remarks.join(words.list)})`;
}

/** Of a warning whose danger is over by now. */
function overSince({ desk, words }: Facts, { kind, record }: Record): string | null {
  const stop = kind === "warning" ? record["stop_time"] : undefined;
  const over = typeof stop === "string" ? Date.parse(stop) : Infinity;
  return over <= desk.clock() ? fill(words.dangerOver, { at: dateTimeGroup(over) }) : null;
}

/** As exactly as it is known. */
function timeOf(record: Record): string {
  return record.at === null
    ? ""
    : dateTimeGroup(Date.parse(record.at), recordOf(record).precision ?? "instant");
}

export function controlOf(record: Record) {
  return recordOf(record).control;
}

/** What our extension says of a record; every field was checked when it came in. */
export function recordOf({ record }: Record): Particulars {
  return (extensionOf(record, "record") ?? {}) as Particulars;
}

interface Particulars {
  place?: Text;
  precision?: "day" | "month" | "year";
  source?: { type?: SourceType };
  control?: ControlChange;
}
