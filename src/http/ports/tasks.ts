import type { Reach } from "../../desk/submit-report.ts";
import type { AcceptanceDraft } from "../../desk/tasks/accept-clash.ts";
import type { CommitmentDraft } from "../../desk/tasks/commit-part.ts";
import type { ClashQuery, ListedClash } from "../../desk/tasks/list-clashes.ts";
import type { ListedPart, PartQuery, PartsQuery } from "../../desk/tasks/list-parts.ts";
import type { ListedTask, TaskQuery } from "../../desk/tasks/list-tasks.ts";
import type { FrameDraft, PartDraft } from "../../desk/tasks/task-draft.ts";
import type { DraftHead, DraftRead, ListedDraft } from "../../desk/tasks/task-drafts.ts";
import type { HistoryLine } from "../../desk/tasks/task-history.ts";
import type { TaskAudience } from "../../desk/tasks/task-audience.ts";
import type { ListedNote, NoteDraft } from "../../desk/tasks/task-notes.ts";
import type { WrittenPart } from "../../desk/tasks/write-parts.ts";
import type { ProposedTask, TaskDraft } from "../../desk/tasks/write-task.ts";
import type { Person } from "../../desk/people.ts";
import type { CheckDraft } from "../../desk/tasks/check-answer.ts";
import type { ListedCheck } from "../../desk/tasks/list-checks.ts";
import type { Bilingual, Lang } from "../../domain/bilingual.ts";
import type { StixId } from "../../domain/stix.ts";
import type { TaskState } from "../../domain/task.ts";

type Later<T> = T | Promise<T>;

/** A task with the partners to whom what was just written of it goes. */
export interface TaskWritten extends Reach {
  task: ListedTask;
}

export interface PartWritten extends Reach {
  part: ListedPart;
  /** What the person has to know of what was written. */
  note: Bilingual | null;
}

/** What the API needs for joint tasks. `version`: RFC 3339, UTC, what the person had read. */
export interface TaskPort {
  listTasks(person: Person, query: TaskQuery): Promise<{ tasks: ListedTask[]; more: boolean }>;
  readTask(person: Person, id: StixId): Promise<ListedTask>;
  proposeTask(person: Person, draft: TaskDraft): Promise<ProposedTask>;
  taskAudience(person: Person, draft: TaskDraft): Promise<TaskAudience>;
  changeTask(person: Person, id: StixId, draft: FrameDraft, version: string): Promise<TaskWritten>;
  stateTask(person: Person, id: StixId, state: TaskState, version: string): Promise<TaskWritten>;
  taskHistory(
    person: Person,
    id: StixId,
    query: { limit: number; cursor?: string },
  ): Promise<{ lines: HistoryLine[]; next: string | null }>;
  /** iCalendar. */
  taskCalendar(
    person: Person,
    lang: Lang,
    asked: { task: StixId } | { from?: number; until?: number },
  ): Promise<string>;
  /** `part` left out: on the whole task. */
  listNotes(person: Person, task: StixId, part?: StixId): Promise<ListedNote[]>;
  writeNote(
    person: Person,
    task: StixId,
    note: NoteDraft & { part?: StixId },
  ): Promise<{ id: StixId } & Reach>;

  listDrafts(person: Person): Later<DraftHead[]>;
  readDraft(person: Person, id: StixId): Later<ListedDraft>;
  /** `instead` left out: a new one. */
  saveDraft(person: Person, draft: TaskDraft, instead?: DraftRead): Promise<ListedDraft>;
  deleteDraft(person: Person, id: StixId): Promise<void>;
  proposeDraft(person: Person, read: DraftRead): Promise<ProposedTask>;

  listParts(
    person: Person,
    task: StixId,
    query: PartQuery,
  ): Promise<{ parts: ListedPart[]; more: boolean }>;
  listPartsOf(person: Person, query: PartsQuery): Promise<{ parts: ListedPart[]; more: boolean }>;
  readPart(person: Person, task: StixId, part: StixId): Promise<ListedPart>;
  addParts(person: Person, task: StixId, drafts: PartDraft[]): Promise<WrittenPart[]>;
  changePart(
    person: Person,
    task: StixId,
    part: StixId,
    draft: PartDraft,
    version: string,
  ): Promise<PartWritten>;
  cancelPart(person: Person, task: StixId, part: StixId, version: string): Promise<PartWritten>;
  commitPart(
    person: Person,
    task: StixId,
    part: StixId,
    draft: CommitmentDraft,
  ): Promise<PartWritten>;

  /** What partners' nodes and this one say of a part; `note` is to be shown with it. */
  listChecks(
    person: Person,
    task: StixId,
    part: StixId,
  ): Promise<{ checks: ListedCheck[]; note: Bilingual }>;
  answerCheck(person: Person, task: StixId, part: StixId, draft: CheckDraft): Promise<Reach>;

  listClashes(
    person: Person,
    query: ClashQuery,
  ): Promise<{ clashes: ListedClash[]; more: boolean; note: Bilingual }>;
  readClash(person: Person, id: string): Promise<ListedClash>;
  acceptClash(
    person: Person,
    id: string,
    draft: AcceptanceDraft,
  ): Promise<{ clash: ListedClash } & Reach>;
}
