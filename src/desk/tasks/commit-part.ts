import type { Lang, Text } from "../../domain/bilingual.ts";
import { commitmentId } from "../../domain/derived-id.ts";
import { draftFault } from "../../domain/report-draft.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { type CommitmentState, partStateNames } from "../../domain/task.ts";
import { mayBecome } from "../../domain/task-state.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { mustGo } from "../must-go.ts";
import type { Submitted } from "../submit-report.ts";
import type { Viewer } from "../viewer.ts";
import { putRecord } from "../write-record.ts";
import { textsOf } from "../written-before.ts";
import { handledAs } from "../handled-as.ts";
import { frameOf, partOf, performerOf, taskOf } from "./joint-task.ts";
import { mustBeLatest } from "./own-part.ts";
import { mustNotClash } from "./must-not-clash.ts";
import { mustOwnUnit } from "./must-own-unit.ts";
import { choiceOf, type Handling } from "./task-draft.ts";

/** What a person says for this partner of a part that is its to perform. */
export interface CommitmentDraft {
  state: CommitmentState;
  /** The versions of part and task that were read: RFC 3339, UTC. */
  part: string;
  task: string;
  /** Only of "accepted with conditions", which needs them. */
  conditions?: Text;
  /** A part that is declined needs one. */
  reason?: Text;
  lang?: Lang;
  /** Who does it; left out: as was said before. */
  unit?: StixId;
  /** Left out: as the part is handled. */
  handling?: Handling;
}

/** States in which what was accepted under conditions stays so. */
const onConditions: ReadonlySet<CommitmentState> = new Set(["ready", "under-way", "suspended"]);

/**
 * Says what this partner commits to, or how far it is: signed, for exactly the versions that were read. Errors:
 * record-not-found, commitment-not-performer, task-changed, commitment-state-wrong, clash-open, reason-missing, draft-invalid,
 * answer-not-releasable for a unit that whoever wrote the part may not have.
 */
export async function commitPart(
  desk: Desk,
  id: StixId,
  draft: CommitmentDraft,
  by: Viewer,
): Promise<Submitted> {
  const own = commitmentId(id, desk.self.id);
  return putRecord(
    desk,
    "commitment",
    own,
    async (before) => {
      const { part, frame } = mustBeOurs(desk, id);
      mustBeLatest(part, draft.part);
      mustBeLatest(frame, draft.task);
      if (draft.state === "ready") await mustNotClash(desk, by, id);
      mustBePossible(desk, id, draft);
      const choice = draft.handling ? choiceOf(draft.handling) : await handledAs(desk, part);
      const said = await whatIsSaid(desk, draft, before);
      if (said.unit !== undefined && part.originator !== desk.self.id)
        await mustGo(desk, part.originator!, [said.unit]);
      return {
        ...said.texts,
        choice,
        properties: {
          part_ref: id,
          part_modified: stixTime(part.modified),
          task_modified: stixTime(frame.modified),
          commitment_state: draft.state,
          ...(said.unit !== undefined && { unit_ref: said.unit }),
        },
      };
    },
    by.name,
  );
}

function mustBeOurs(desk: Desk, id: StixId) {
  const part = partOf(desk.live, id);
  const frame = part && frameOf(desk.live, taskOf(part));
  if (!part || !frame) throw new AppError("record-not-found", { id });
  if (performerOf(part) !== desk.self.id) throw new AppError("commitment-not-performer", { id });
  return { part, frame };
}

function mustBePossible(
  desk: Desk,
  id: StixId,
  { state, conditions, reason, unit }: CommitmentDraft,
) {
  const stands = desk.tasks.standing(partOf(desk.live, id)!)!;
  const allowed = mayBecome(stands);
  if (!allowed.includes(state)) {
    throw new AppError("commitment-state-wrong", {
      ...{ state, now: stands.state, allowed: allowed.join(", ") || "–" },
      state_ar: partStateNames[state].ar,
      now_ar: partStateNames[stands.state].ar,
      allowed_ar: allowed.map((one) => partStateNames[one].ar).join("، ") || "–",
    });
  }
  if ((state === "accepted-with-conditions") !== (conditions !== undefined))
    draftFault(
      "conditions",
      "conditions go with accepted-with-conditions, and with nothing else",
      "الشروط تُذكر مع القبول بشروط، ومعه وحده",
    );
  if (state === "declined" && reason === undefined) throw new AppError("reason-missing");
  if (unit !== undefined) mustOwnUnit(desk, desk.self.id, unit);
}

/** What was said before of conditions and unit goes on, where nothing else is said now. */
async function whatIsSaid(
  desk: Desk,
  { state, conditions, reason, lang, unit }: CommitmentDraft,
  object: StixObject | null,
) {
  const before = object && (await textsOf(desk, object));
  const kept = onConditions.has(state) ? before?.texts["conditions"] : undefined;
  const said = { ...(conditions && { conditions }), ...(reason && { reason }) };
  const both = { ...(kept && { conditions: kept }), ...said };
  const original = lang ?? (kept && commonLanguage(both, before!.lang));
  return {
    texts: original ? { lang: original, texts: both } : { texts: said },
    unit: unit ?? (object?.["unit_ref"] as StixId | undefined),
  };
}

/** A language that all these texts have, this one before the other. */
function commonLanguage(texts: Record<string, Text>, first: Lang): Lang | undefined {
  return ([first, first === "ar" ? "en" : "ar"] as const).find((lang) =>
    Object.values(texts).every((text) => text[lang] !== undefined),
  );
}
