import { type PartState, partStateNames, taskStateNames } from "../../../domain/task.ts";
import { dateTimeGroup } from "../../../domain/time.ts";
import { type ListedTask, listTasks, visibleParts } from "../../tasks/list-tasks.ts";
import type { Facts } from "./facts.ts";
import type { SectionMaker } from "./sections.ts";
import { fill } from "./words.ts";

/** More than a report can hold. */
const most = 50;

/** Joint tasks that are on in the period, and how their parts stand. */
export const tasksSection: SectionMaker = {
  id: "tasks",
  released: false,
  async say(facts) {
    const { desk, viewer, from, until } = facts;
    const { tasks } = await listTasks(desk, viewer, { from, until, limit: most });
    return {
      lines: tasks.map((task) => lineOf(facts, task)),
      sources: tasks.flatMap(({ id }) => [
        id,
        ...visibleParts(desk, viewer, id).map((part) => part.id),
      ]),
    };
  },
};

function lineOf(
  { words, lang, text, partner }: Facts,
  { name, state, from, until, performers, parts }: ListedTask,
): string {
  const counts = Object.entries(parts) as [PartState, number][];
  const stand = counts.map(([part, count]) => `${partStateNames[part][lang]} ${count}`);
  const remarks = [
    taskStateNames[state][lang],
    performers.length > 0 &&
      fill(words.performers, { partners: performers.map(partner).join(words.list) }),
    stand.length > 0 && fill(words.parts, { counts: stand.join(words.list) }),
  ].filter((remark) => remark !== false);
  const window = `${dateTimeGroup(Date.parse(from))}–${dateTimeGroup(Date.parse(until))}`;
  return `${window} – ${text(name)} (${remarks.join(words.listOfLists)})`;
}
