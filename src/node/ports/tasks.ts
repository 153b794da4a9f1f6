import { answerCheck } from "../../desk/tasks/check-answer.ts";
import { listChecks } from "../../desk/tasks/list-checks.ts";
import type { Desk } from "../../desk/desk.ts";
import type { Person } from "../../desk/people.ts";
import { acceptAlone } from "../../desk/tasks/accept-alone.ts";
import { acceptClash } from "../../desk/tasks/accept-clash.ts";
import { commitPart } from "../../desk/tasks/commit-part.ts";
import { noSuchUnit } from "../../desk/tasks/must-own-unit.ts";
import { commitmentOf, frameOf, partOf, taskOf } from "../../desk/tasks/joint-task.ts";
import { listClashes, readClash } from "../../desk/tasks/list-clashes.ts";
import { listParts, listPartsOf, readPart } from "../../desk/tasks/list-parts.ts";
import { listTasks, readTask } from "../../desk/tasks/list-tasks.ts";
import { taskAudience } from "../../desk/tasks/task-audience.ts";
import { taskCalendar } from "../../desk/tasks/task-calendar.ts";
import {
  deleteDraft,
  listDrafts,
  proposeDraft,
  readDraft,
  saveDraft,
} from "../../desk/tasks/task-drafts.ts";
import type { PartDraft } from "../../desk/tasks/task-draft.ts";
import { suspendedNote } from "../../desk/tasks/suspended-note.ts";
import { taskHistory } from "../../desk/tasks/task-history.ts";
import { listNotes, writeNote } from "../../desk/tasks/task-notes.ts";
import {
  addParts,
  cancelPart,
  changePart,
  inPart,
  noSuchPart,
} from "../../desk/tasks/write-parts.ts";
import { changeTask, proposeTask, stateTask, type TaskDraft } from "../../desk/tasks/write-task.ts";
import { sees } from "../../desk/viewer.ts";
import type { StixId } from "../../domain/stix.ts";
import { unlistedIsProtected } from "../../domain/protected-place.ts";
import { AppError } from "../../errors.ts";
import type { ListedClash } from "../../desk/tasks/list-clashes.ts";
import { may } from "../../http/roles.ts";
import type { TaskPort } from "../../http/ports/tasks.ts";
import { mustClear, viewerOf } from "./viewer.ts";

export function taskPort(desk: Desk): TaskPort {
  function mustSeeAll(person: Person, ids: Iterable<StixId>): void {
    for (const id of ids) {
      const record = desk.live.get(id);
      if (!record || !sees(desk, viewerOf(person), record))
        throw new AppError("record-not-found", { id });
    }
  }

  /** A part by an address that names its task. */
  function mustSeePart(person: Person, task: StixId, part: StixId): void {
    mustSeeAll(person, [task, part]);
    const found = partOf(desk.live, part);
    if (!frameOf(desk.live, task) || !found || taskOf(found) !== task)
      throw new AppError("record-not-found", { id: part });
  }

  /** Whether a name stands for something that is here and that this person may not see. */
  function isHidden(person: Person, id: StixId): boolean {
    const record = desk.live.get(id);
    return record !== undefined && !sees(desk, viewerOf(person), record);
  }

  /** Nobody writes what that person could not read, or names what that person may not see. */
  function mayWrite(person: Person, draft: PartDraft): void {
    mustClear(person, draft);
    const hidden = (draft.dependsOn ?? []).find((name) => isHidden(person, name as StixId));
    if (hidden !== undefined) noSuchPart(hidden);
    if (draft.unit !== undefined && isHidden(person, draft.unit)) noSuchUnit(draft.unit);
  }

  function mayWriteAll(person: Person, drafts: readonly PartDraft[]): void {
    drafts.forEach((draft, index) => inPart(index, () => mayWrite(person, draft)));
  }

  function mayPropose(person: Person, { parts = [], ...frame }: TaskDraft): void {
    mustClear(person, frame);
    mayWriteAll(person, parts);
  }

  const shownTask = (person: Person, id: StixId) => readTask(desk, viewerOf(person), id);
  const shownPart = (person: Person, id: StixId) => readPart(desk, viewerOf(person), id);

  return {
    listTasks: (person, query) => listTasks(desk, viewerOf(person), query),
    readTask: shownTask,
    async proposeTask(person, draft) {
      mayPropose(person, draft);
      return proposeTask(desk, draft, person.name);
    },
    async taskAudience(person, draft) {
      mayPropose(person, draft);
      return taskAudience(desk, draft);
    },
    async changeTask(person, id, draft, version) {
      mustSeeAll(person, [id]);
      mustClear(person, draft);
      const { audience, held } = await changeTask(desk, id, draft, version, person.name);
      return { task: await shownTask(person, id), audience, held };
    },
    async stateTask(person, id, state, version) {
      mustSeeAll(person, [id]);
      const { audience, held } = await stateTask(desk, id, state, version, person.name);
      return { task: await shownTask(person, id), audience, held };
    },
    taskHistory: (person, id, query) => taskHistory(desk, viewerOf(person), id, query),
    taskCalendar: (person, lang, asked) => taskCalendar(desk, viewerOf(person), lang, asked),
    async listNotes(person, task, part) {
      if (part !== undefined) mustSeePart(person, task, part);
      return listNotes(desk, viewerOf(person), part ?? task);
    },
    async writeNote(person, task, { part, ...note }) {
      if (part === undefined) mustSeeAll(person, [task]);
      else mustSeePart(person, task, part);
      if (note.handling) mustClear(person, note.handling);
      const { record, audience, held } = await writeNote(desk, part ?? task, note, person.name);
      return { id: record.id, audience, held };
    },

    listDrafts: (person) => listDrafts(desk, viewerOf(person)),
    readDraft: (person, id) => readDraft(desk, viewerOf(person), id),
    async saveDraft(person, draft, instead) {
      mayPropose(person, draft);
      return saveDraft(desk, viewerOf(person), draft, person.name, instead);
    },
    deleteDraft: (person, id) => deleteDraft(desk, viewerOf(person), id),
    proposeDraft: (person, read) => proposeDraft(desk, viewerOf(person), read, person.name),

    listParts: (person, task, query) => listParts(desk, viewerOf(person), task, query),
    listPartsOf: (person, query) => listPartsOf(desk, viewerOf(person), query),
    async readPart(person, task, part) {
      mustSeePart(person, task, part);
      return shownPart(person, part);
    },
    async addParts(person, task, drafts) {
      mustSeeAll(person, [task]);
      mayWriteAll(person, drafts);
      return addParts(desk, task, drafts, person.name);
    },
    async changePart(person, task, part, draft, version) {
      mustSeePart(person, task, part);
      mayWrite(person, draft);
      const { audience, held, note } = await changePart(
        desk,
        viewerOf(person),
        part,
        draft,
        version,
        person.name,
      );
      return { part: await shownPart(person, part), audience, held, note };
    },
    async cancelPart(person, task, part, version) {
      mustSeePart(person, task, part);
      const { audience, held } = await cancelPart(desk, part, version, person.name);
      return { part: await shownPart(person, part), audience, held, note: null };
    },
    async commitPart(person, task, part, draft) {
      mustSeePart(person, task, part);
      if (draft.handling) mustClear(person, draft.handling);
      if (draft.unit !== undefined && isHidden(person, draft.unit)) noSuchUnit(draft.unit);
      // What a refusal tells of the state would tell what was said, and nobody writes over what that person could not read.
      const said = commitmentOf(desk.live, partOf(desk.live, part)!);
      if (said) mustSeeAll(person, [said.id]);
      const { audience, held } = await commitPart(desk, part, draft, viewerOf(person));
      const shown = await shownPart(person, part);
      const note = await suspendedNote(desk, viewerOf(person), draft.state, shown);
      return { part: shown, audience, held, note };
    },

    async listChecks(person, task, part) {
      mustSeePart(person, task, part);
      return listChecks(desk, viewerOf(person), part);
    },
    async answerCheck(person, task, part, draft) {
      mustSeePart(person, task, part);
      const { audience, held } = await answerCheck(desk, part, draft, person.name);
      return { audience, held };
    },

    async listClashes(person, query) {
      if (query.task !== undefined) mustSeeAll(person, [query.task]);
      const { clashes, more } = await listClashes(desk, viewerOf(person), query);
      return {
        clashes: clashes.map((clash) => shownTo(person, clash)),
        ...{ more, note: unlistedIsProtected },
      };
    },
    readClash: async (person, id) => shownTo(person, await readClash(desk, viewerOf(person), id)),
    async acceptClash(person, id, draft) {
      await readClash(desk, viewerOf(person), id);
      const accept = draft.alone ? acceptAlone : acceptClash;
      const { audience, held } = await accept(desk, id, draft, person.name);
      return { clash: await readClash(desk, viewerOf(person), id), audience, held };
    },
  };
}

/** Where an own protected place is, is for those who may read them. */
function shownTo({ role }: Person, clash: ListedClash): ListedClash {
  if (clash.place === null || may.readProtected.some((one) => one === role)) return clash;
  return { ...clash, place: null, position: null, metres: null };
}
