import { request } from "./request.ts";
import type {
  DraftHead,
  HistoryLine,
  ListedCheck,
  ListedClash,
  ListedPart,
  ListedTask,
  PartWritten,
  TaskWritten,
  Text,
} from "./shapes.ts";

const post = <T>(path: string, body: object) => request<T>(path, { method: "POST", body });

/** The calls of joint tasks, one line each. `version`: `modified` of what the person had read. */
export const tasksApi = {
  list: (before?: string) =>
    request<{ tasks: ListedTask[]; more: boolean }>(
      `/tasks?limit=50${before === undefined ? "" : `&before=${before}`}`,
    ),
  task: (task: string) => request<ListedTask>(`/tasks/${task}`),
  parts: (task: string) =>
    request<{ parts: ListedPart[]; more: boolean }>(`/tasks/${task}/parts?limit=500`),
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
  commit: (task: string, part: string, body: object) =>
    post<PartWritten>(`/tasks/${task}/parts/${part}/commitment`, body),

  drafts: () => request<{ drafts: DraftHead[] }>("/tasks/drafts"),
  state: (task: string, state: string, version: string) =>
    post<TaskWritten>(`/tasks/${task}/state`, { state, version }),
};
