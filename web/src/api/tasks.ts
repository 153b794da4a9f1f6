import { request } from "./request.ts";
import type {
  DraftHead,
  HistoryLine,
  Lang,
  ListedCheck,
  ListedClash,
  ListedNote,
  ListedPart,
  ListedDraft,
  ListedTask,
  ListedUnit,
  PartDraft,
  PartWritten,
  ProposedTask,
  TaskAudience,
  TaskDraft,
  TaskWritten,
  Text,
  WrittenPart,
} from "./shapes.ts";

const post = <T>(path: string, body: object) => request<T>(path, { method: "POST", body });

/** The calls of joint tasks, one line each. `version`: `modified` of what the person had read. */
export const tasksApi = {
  list: (before?: string) =>
    request<{ tasks: ListedTask[]; more: boolean }>(
      `/tasks?limit=50${before === undefined ? "" : `&before=${before}`}`,
    ),
  task: (task: string) => request<ListedTask>(`/tasks/${task}`),
  /** At least one task. */
  parts: (tasks: readonly string[], before?: string) =>
    request<{ parts: ListedPart[]; more: boolean }>(
      `/parts?${new URLSearchParams([
        ...tasks.map((task) => ["task", task]),
        ["limit", "1000"],
        ...(before === undefined ? [] : [["before", before]]),
      ])}`,
    ),
  clashes: () => request<{ clashes: ListedClash[]; more: boolean }>("/clashes?limit=200"),
  clashesOf: (task: string) =>
    request<{ clashes: ListedClash[]; more: boolean }>(`/tasks/${task}/clashes?limit=200`),
  acceptClash: (id: string, body: object) => post<object>(`/clashes/${id}/acceptance`, body),
  checks: (task: string, part: string) =>
    request<{ checks: ListedCheck[]; note: Text }>(`/tasks/${task}/parts/${part}/checks`),
  history: (task: string, cursor: string | null) =>
    request<{ lines: HistoryLine[]; next: string | null }>(
      `/tasks/${task}/history?limit=50${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
    ),
  /** `part` left out: on the whole task. */
  notes: (task: string, part?: string) =>
    request<{ notes: ListedNote[] }>(
      `/tasks/${task}/notes${part === undefined ? "" : `?part=${part}`}`,
    ),
  writeNote: (task: string, body: { content: Text; lang: Lang; part?: string }) =>
    post<{ id: string; audience: string[] }>(`/tasks/${task}/notes`, body),
  commit: (task: string, part: string, body: object) =>
    post<PartWritten>(`/tasks/${task}/parts/${part}/commitment`, body),

  propose: ({ id, modified }: DraftHead) =>
    post<ProposedTask>(`/tasks/drafts/${id}/propose`, { version: modified }),
  change: (task: string, body: { task: TaskDraft; version: string }) =>
    post<TaskWritten>(`/tasks/${task}/versions`, body),
  changePart: (task: string, part: string, body: { part: PartDraft; version: string }) =>
    post<PartWritten>(`/tasks/${task}/parts/${part}/versions`, body),
  addParts: (task: string, parts: PartDraft[]) =>
    post<{ parts: WrittenPart[] }>(`/tasks/${task}/parts`, { parts }),
  cancelPart: (task: string, part: string, version: string) =>
    post<PartWritten>(`/tasks/${task}/parts/${part}/cancel`, { version }),
  /** Of a task with its parts as they would be written. */
  audience: (draft: TaskDraft, signal: AbortSignal) =>
    request<TaskAudience>("/tasks/audience", { method: "POST", body: draft, signal }),
  units: (partner: string) =>
    request<{ units: ListedUnit[] }>(`/units?limit=200&partner=${encodeURIComponent(partner)}`),

  draft: (id: string) => request<ListedDraft>(`/tasks/drafts/${id}`),
  /** `instead` null: a new one. */
  saveDraft: (instead: DraftHead | null, draft: TaskDraft) =>
    instead
      ? post<ListedDraft>(`/tasks/drafts/${instead.id}`, { draft, version: instead.modified })
      : post<ListedDraft>("/tasks/drafts", draft),
  deleteDraft: (id: string) => request<void>(`/tasks/drafts/${id}`, { method: "DELETE" }),
  drafts: () => request<{ drafts: DraftHead[] }>("/tasks/drafts"),
  state: (task: string, state: string, version: string) =>
    post<TaskWritten>(`/tasks/${task}/state`, { state, version }),
};
