import { addPlace } from "../desk/protected/write-places.ts";
import { answerRequest, type AnswerDraft } from "../desk/requests/answer-request.ts";
import { writeRequest, type RequestDraft } from "../desk/requests/write-request.ts";
import { commitPart, type CommitmentDraft } from "../desk/tasks/commit-part.ts";
import { frameOf, partOf, taskOf } from "../desk/tasks/joint-task.ts";
import { proposeTask, type TaskDraft } from "../desk/tasks/write-task.ts";
import { writeUnit, type UnitDraft } from "../desk/units/write-unit.ts";
import type { ProtectedPlaceDraft } from "../domain/protected-place.ts";
import { stixTime } from "../domain/time.ts";
import { AppError } from "../errors.ts";
import { jsonArgument, textArgument } from "./arguments.ts";
import type { Command } from "./command.ts";
import { operatorOf } from "./operator-of.ts";

/** What partners do together, as the operator writes it down. */
export const togetherCommands: Record<string, Command> = {
  "protected-add": async ({ desk }, args) => ({
    id: await addPlace(
      desk,
      operatorOf(args).name,
      jsonArgument<ProtectedPlaceDraft>(args, "draft"),
    ),
  }),

  "unit-write": async ({ desk }, args) => {
    const { record } = await writeUnit(
      desk,
      jsonArgument<UnitDraft>(args, "draft"),
      operatorOf(args).name,
    );
    return { id: record.id };
  },

  "task-propose": async ({ desk }, args) => {
    const { id, parts } = await proposeTask(
      desk,
      jsonArgument<TaskDraft>(args, "draft"),
      operatorOf(args).name,
    );
    return { id, parts: parts.map((part) => part.id) };
  },

  /** For the versions that are here now. */
  "part-commit": async ({ desk }, args) => {
    const id = textArgument(args, "part");
    const part = partOf(desk.live, id);
    const frame = part && frameOf(desk.live, taskOf(part));
    if (!part || !frame) throw new AppError("record-not-found", { id });
    const versions = { part: stixTime(part.modified), task: stixTime(frame.modified) };
    const said = jsonArgument<Omit<CommitmentDraft, "part" | "task">>(args, "said");
    const { record } = await commitPart(desk, id, { ...said, ...versions }, operatorOf(args));
    return { id: record.id };
  },

  "request-write": async ({ desk }, args) => {
    const { record } = await writeRequest(
      desk,
      jsonArgument<RequestDraft>(args, "draft"),
      operatorOf(args).name,
    );
    return { id: record.id };
  },

  "request-answer": async ({ desk }, args) => {
    const said = jsonArgument<AnswerDraft>(args, "said");
    const { record } = await answerRequest(
      desk,
      textArgument(args, "id"),
      said,
      operatorOf(args).name,
    );
    return { id: record.id };
  },
};
