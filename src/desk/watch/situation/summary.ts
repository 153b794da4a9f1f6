import { type Classification, classificationNames } from "../../../domain/label.ts";
import { type Kind, kindNames } from "../../../domain/kinds.ts";
import { dateTimeGroup } from "../../../domain/time.ts";
import { type Topic, topicNames } from "../../../domain/topics.ts";
import type { Facts } from "./facts.ts";
import type { SectionMaker } from "./sections.ts";
import { fill } from "./words.ts";

/** How many of what, by whom, about what. */
export const summarySection: SectionMaker = {
  id: "summary",
  released: true,
  say(facts) {
    const { lang, words, records, late, from, until, partner } = facts;
    const period = { from: dateTimeGroup(from), until: dateTimeGroup(until) };
    const lines = [fill(words.period, period)];
    const kinds = counted(facts, (record) => [kindNames[record.kind as Kind][lang]]);
    if (records.length === 0) return { lines: [...lines, words.noRecords] };
    const topics = counted(facts, ({ label }) =>
      (label?.topics ?? []).map((topic) => topicNames[topic as Topic]?.[lang] ?? topic),
    );
    const classes = counted(facts, ({ label }) =>
      label ? [classificationNames[label.classification as Classification][lang]] : [],
    );
    lines.push(
      fill(words.records, { count: records.length, kinds }),
      fill(words.byOriginator, { counts: counted(facts, (one) => [partner(one.originator)]) }),
      fill(words.byClassification, { counts: classes }),
    );
    if (topics !== "") lines.push(fill(words.byTopic, { counts: topics }));
    if (late.size > 0) lines.push(fill(words.lateCount, { count: late.size }));
    return { lines };
  },
};

/** "Border 4, Control 2": the most frequent first. */
function counted(
  { records, words }: Facts,
  namesOf: (record: Facts["records"][number]) => string[],
): string {
  const counts = new Map<string, number>();
  for (const name of records.flatMap(namesOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const most = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return most.map(([name, count]) => `${name} ${count}`).join(words.list);
}
