import {
  type PartState,
  partStateNames,
  type TaskState,
  taskStateNames,
} from "../../../domain/task.ts";
import { standingOf } from "../../../domain/task-state.ts";
import { dateTimeGroup } from "../../../domain/time.ts";
import type { LiveRecord } from "../../live-records.ts";
import {
  commitmentOf,
  commitmentSaid,
  frameOf,
  frameSaid,
  partSaid,
  performerOf,
} from "../../tasks/joint-task.ts";
import { type ListedTask, listTasks, visibleParts } from "../../tasks/list-tasks.ts";
import { sees } from "../../viewer.ts";
import type { Facts } from "./facts.ts";
import { linesOf, lookedThrough } from "./lines.ts";
import type { SectionMaker } from "./sections.ts";
import { fill } from "./words.ts";

/** A task with those parts and words of performers of which the report may tell: nothing else is told, or follows from it. */
interface Told {
  task: ListedTask;
  frame: LiveRecord;
  parts: { part: LiveRecord; commitment: LiveRecord | undefined }[];
}

/** Joint tasks that are on in the period, and how their parts stand. */
export const tasksSection: SectionMaker = {
  id: "tasks",
  released: false,
  async say(facts) {
    const { desk, viewer, from, until } = facts;
    const { tasks } = await listTasks(desk, viewer, { from, until, limit: lookedThrough });
    const told: Told[] = [];
    for (const task of tasks) {
      const [frame] = await facts.mayTell([frameOf(desk.live, task.id)!]);
      if (frame) told.push({ task, frame, parts: await partsOf(facts, task) });
    }
    return {
      lines: linesOf(facts, told, (one) => lineOf(facts, one)),
      sources: told.flatMap(({ frame, parts }) => [
        frame.id,
        ...parts.flatMap(({ part, commitment }) =>
          commitment ? [part.id, commitment.id] : part.id,
        ),
      ]),
    };
  },
};

async function partsOf(facts: Facts, { id }: ListedTask): Promise<Told["parts"]> {
  const { desk, viewer } = facts;
  const parts = await facts.mayTell(visibleParts(desk, viewer, id));
  const said = parts.flatMap((part) => commitmentOf(desk.live, part) ?? []);
  const heard = await facts.mayTell(said.filter((commitment) => sees(desk, viewer, commitment)));
  return parts.map((part) => ({
    part,
    commitment: heard.find(({ object }) => object["part_ref"] === part.id),
  }));
}

function lineOf(facts: Facts, { task, frame, parts }: Told): string {
  const { words, lang, text, partner } = facts;
  const counts = new Map<PartState, number>();
  for (const { part, commitment } of parts) {
    const said = commitment ? commitmentSaid(commitment) : null;
    // Whatever blocks it, own places among that, is told by nothing that the report rests on.
    const { state } = standingOf(frameSaid(frame), partSaid(part), said, false);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const stand = [...counts].map(([part, count]) => `${partStateNames[part][lang]} ${count}`);
  const performers = [...new Set(parts.map(({ part }) => performerOf(part)))].sort();
  const remarks = [
    taskStateNames[frame.object["task_state"] as TaskState][lang],
    performers.length > 0 &&
      fill(words.performers, { partners: performers.map(partner).join(words.list) }),
    stand.length > 0 && fill(words.parts, { counts: stand.join(words.list) }),
  ].filter((remark) => remark !== false);
  const window = `${dateTimeGroup(Date.parse(task.from))}–${dateTimeGroup(Date.parse(task.until))}`;
  return `${window} – ${text(task.name)} (${remarks.join(words.listOfLists)})`;
}
