/** Where among the tasks a person is. It stands in the address after `tasks/`. */
export type TasksAddress =
  | { at: "board" | "map" | "new" }
  | { at: "task" | "task-map" | "draft" | "change" | "add"; task: string }
  | { at: "change-part"; task: string; part: string };

const uuid = "[0-9a-f-]{36}";
const ofTask = new RegExp(
  `^(joint-task--${uuid})(?:/(map|draft|change|add|change/(task-part--${uuid})))?$`,
);

export const tasksAddress = new RegExp(`^(?:map|new|${ofTask.source.slice(1, -1)})$`);

/** Reads what stands after `tasks/`; what is unknown is the board. */
export function readAddress(rest: string | null): TasksAddress {
  if (rest === "map" || rest === "new") return { at: rest };
  const [, task, way, part] = ofTask.exec(rest ?? "") ?? [];
  if (task === undefined) return { at: "board" };
  if (part !== undefined) return { at: "change-part", task, part };
  if (way === "draft" || way === "change" || way === "add") return { at: way, task };
  return { at: way === "map" ? "task-map" : "task", task };
}
