import type { DraftHead, ListedClash, ListedPart, ListedTask } from "../api/shapes.ts";
import { tasksApi } from "../api/tasks.ts";
import type { BoardFilter } from "../tasks/board.ts";
import { whenForgotten } from "./forget.ts";
import { onLive } from "./live.svelte.ts";
import { mayWrite } from "./session.svelte.ts";

/** Events that come together are answered once. */
const gatherMs = 300;

/** So many are asked for at once. */
const mostTasks = 50;

class JointTasks {
  /** Those that begin last first; null: not loaded. */
  list: readonly ListedTask[] | null = $state.raw(null);
  /** Of all that are listed, or of the open task and of what clashes with it. */
  parts: readonly ListedPart[] = $state.raw([]);
  clashes: readonly ListedClash[] = $state.raw([]);
  drafts: readonly DraftHead[] = $state.raw([]);
  /** There are others, which begin earlier. */
  more = $state(false);
  error: unknown = $state.raw(null);
  filter: BoardFilter = $state({ partner: null, mine: false });
}

export const jointTasks = new JointTasks();

let open: string | null = null;
let pages = 1;
let loading: Promise<void> | null = null;
let again = false;
whenForgotten(() => {
  closeTasks();
  [loading, again] = [null, false];
  jointTasks.filter = { partner: null, mine: false };
});

/** Loads what the views of tasks show, and follows what happens until it is ended. Then nothing of it stays. */
export function followTasks(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void loadTasks(), gatherMs);
  };
  const ends = [onLive("task", soon), onLive("clash", soon)];
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
    closeTasks();
  };
}

function closeTasks(): void {
  [open, pages] = [null, 1];
  const none = { list: null, parts: [], clashes: [], drafts: [], more: false, error: null };
  Object.assign(jointTasks, none);
}

/** `task`: only its parts are needed, and those of what clashes with them; null: all. */
export async function openTask(task: string | null): Promise<void> {
  open = task;
  await loadTasks();
}

export async function loadMoreTasks(): Promise<void> {
  pages++;
  await loadTasks();
}

/** Asks for all of it anew: one asking after the other, of what comes meanwhile one more. */
export async function loadTasks(): Promise<void> {
  if (loading) {
    again = true;
    return loading;
  }
  loading = (async () => {
    do {
      again = false;
      await load();
    } while (again);
  })();
  await loading;
  loading = null;
}

async function load(): Promise<void> {
  const task = open;
  try {
    const [{ tasks, more }, met, kept] = await Promise.all([
      listed(),
      task === null ? tasksApi.clashes() : tasksApi.clashesOf(task),
      mayWrite() ? tasksApi.drafts() : { drafts: [] },
    ]);
    if (task !== null && !tasks.some(({ id }) => id === task))
      tasks.push(await tasksApi.task(task));
    const near = new Set(met.clashes.flatMap(({ parts }) => parts.map((part) => part.task)));
    const wanted = tasks.filter(({ id }) => task === null || id === task || near.has(id as never));
    const parts = await partsOf(wanted.map(({ id }) => id));
    if (task !== open) return void (again = true);
    jointTasks.list = tasks;
    jointTasks.more = more;
    jointTasks.parts = parts;
    jointTasks.clashes = met.clashes;
    jointTasks.drafts = kept.drafts;
    jointTasks.error = null;
  } catch (fault) {
    if (task !== open) return void (again = true);
    jointTasks.error = fault;
  }
}

async function partsOf(tasks: readonly string[]): Promise<ListedPart[]> {
  const all: ListedPart[] = [];
  for (let at = 0; at < tasks.length; at += mostTasks)
    for (let more = true, last: string | undefined; more; last = all.at(-1)?.id) {
      const page = await tasksApi.parts(tasks.slice(at, at + mostTasks), last);
      all.push(...page.parts);
      more = page.more && page.parts.length > 0;
    }
  return all;
}

async function listed(): Promise<{ tasks: ListedTask[]; more: boolean }> {
  const all: ListedTask[] = [];
  for (let page = 0; ; page++) {
    const { tasks, more } = await tasksApi.list(all.at(-1)?.id);
    all.push(...tasks);
    if (!more || page + 1 >= pages) return { tasks: all, more };
  }
}
