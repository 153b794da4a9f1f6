import type { DraftHead, ListedPart, ListedTask } from "../api/shapes.ts";

export const columns = ["draft", "proposed", "committed", "under-way", "done", "off"] as const;
export type Column = (typeof columns)[number];

/** What is on the board: a task in the making, a part, or a task of which no part is here. */
export type Card =
  | { kind: "draft"; id: string; draft: DraftHead }
  | { kind: "part"; id: string; task: ListedTask; part: ListedPart }
  | { kind: "task"; id: string; task: ListedTask };

export interface BoardFilter {
  /** Performs the part, or proposed the task. null: all. */
  partner: string | null;
  /** Only what this partner performs. */
  mine: boolean;
}

export interface OnBoard {
  drafts: readonly DraftHead[];
  tasks: readonly ListedTask[];
  parts: readonly ListedPart[];
}

const columnOf: Record<ListedPart["state"], Column> = {
  proposed: "proposed",
  accepted: "committed",
  "accepted-with-conditions": "committed",
  ready: "committed",
  "under-way": "under-way",
  done: "done",
  declined: "off",
  suspended: "off",
  aborted: "off",
  cancelled: "off",
};
const columnOfTask: Record<ListedTask["state"], Column> = {
  ...{ proposed: "proposed", suspended: "off", done: "done", cancelled: "off" },
};

/**
 * Cards by column, those that begin first first. A draft is nobody's but ours: it stands there unless another partner is asked for.
 * `self`: this partner.
 */
export function boardOf(
  { drafts, tasks, parts }: OnBoard,
  { partner, mine }: BoardFilter,
  self: string,
): Record<Column, Card[]> {
  const board = Object.fromEntries(columns.map((column) => [column, [] as Card[]])) as Record<
    Column,
    Card[]
  >;
  if (partner === null || partner === self)
    for (const draft of drafts) board.draft.push({ kind: "draft", id: draft.id, draft });
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const isWanted = (who: string | null) => partner === null || who === partner;
  const inOrder = [...parts].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  for (const part of inOrder) {
    const task = byId.get(part.task);
    if (!task || !isWanted(part.performer) || (mine && part.performer !== self)) continue;
    board[columnOf[part.state]].push({ kind: "part", id: part.id, task, part });
  }
  const withParts = new Set(parts.map(({ task }) => task));
  for (const task of tasks)
    if (!withParts.has(task.id) && isWanted(task.originator) && !(mine && !task.own))
      board[columnOfTask[task.state]].push({ kind: "task", id: task.id, task });
  return board;
}

/** Whether anything stands on it. */
export function isBare(board: Record<Column, readonly Card[]>): boolean {
  return columns.every((column) => board[column].length === 0);
}

/** From which card to which an arrow key leads: within the column, or to the same height of the next one that has any. */
export function neighbour(
  board: Record<Column, readonly Card[]>,
  id: string,
  move: "up" | "down" | "before" | "after",
): string | null {
  const at = columns.findIndex((column) => board[column].some((card) => card.id === id));
  if (at < 0) return null;
  const column = board[columns[at]!];
  const nth = column.findIndex((card) => card.id === id);
  if (move === "up" || move === "down") return column[nth + (move === "up" ? -1 : 1)]?.id ?? null;
  const step = move === "before" ? -1 : 1;
  for (let next = at + step; next >= 0 && next < columns.length; next += step) {
    const cards = board[columns[next]!];
    if (cards.length > 0) return cards[Math.min(nth, cards.length - 1)]!.id;
  }
  return null;
}
