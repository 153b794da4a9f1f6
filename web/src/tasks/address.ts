/** Where among the tasks a person is. It stands in the address after `tasks/`. */
export type TasksAddress = { at: "board" | "map" } | { at: "task" | "task-map"; task: string };

const task = "joint-task--[0-9a-f-]{36}";

export const tasksAddress = new RegExp(`^(map|${task}(/map)?)$`);

/** Reads what stands after `tasks/`; what is unknown is the board. */
export function readAddress(rest: string | null): TasksAddress {
  if (rest === null || !tasksAddress.test(rest)) return { at: "board" };
  const [first = "", second] = rest.split("/");
  if (first === "map") return { at: "map" };
  return { at: second === "map" ? "task-map" : "task", task: first };
}
