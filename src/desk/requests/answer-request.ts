import type { Lang, Text } from "../../domain/bilingual.ts";
import { answerId } from "../../domain/derived-id.ts";
import type { AnswerState } from "../../domain/request.ts";
import type { StixId } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import type { LiveRecord } from "../live-records.ts";
import { mustGo } from "../must-go.ts";
import type { Submitted } from "../submit-report.ts";
import { putRecord } from "../write-record.ts";
import { choiceOf } from "../written-before.ts";

/** What a person answers to a partner's request. */
export interface AnswerDraft {
  state: AnswerState;
  /** Language of the original; required where a text is in both. */
  lang?: Lang;
  /** Required where it is refused: why. */
  description?: Text;
  /** Records that answer it; the asking partner must be free to have each. */
  records?: StixId[];
}

/**
 * Answers a partner's request, or changes the answer; it goes to who asked alone, handled as high as the question. Errors:
 * record-not-found, request-own, request-ended, reason-missing, draft-invalid, answer-not-releasable for linked records that the asking
 * partner may not have.
 */
export async function answerRequest(
  desk: Desk,
  id: StixId,
  draft: AnswerDraft,
  author?: string,
): Promise<Submitted> {
  const request = desk.live.get(id);
  const asker = request?.kind === "request" ? request.originator : null;
  if (!request || asker === null) throw new AppError("record-not-found", { id });
  if (asker === desk.self.id) throw new AppError("request-own", { id });
  if (request.object["request_state"] !== "open") throw new AppError("request-ended", { id });
  if (draft.state === "refused" && draft.description === undefined)
    throw new AppError("reason-missing");
  await mustGo(desk, asker, draft.records ?? []);
  const choice = choiceOf(desk, request.label, [asker]);
  if (!choice) throw new AppError("record-not-found", { id });
  const { lang, description, records } = draft;
  const said = {
    ...(lang && { lang }),
    texts: description ? { description } : {},
    properties: {
      request_ref: id,
      answer_state: draft.state,
      ...(records && records.length > 0 && { object_refs: records }),
    },
  };
  const own = answerId(id, desk.self.id);
  return putRecord(desk, "request-answer", own, async () => ({ ...said, choice }), author);
}

/** By partner, the answer to a request that came, or that was given here. */
export function answersTo(desk: Desk, id: StixId): LiveRecord[] {
  return desk.live
    .referring(id, "request-answer")
    .filter(({ object, originator }) => object["request_ref"] === id && originator !== null);
}
