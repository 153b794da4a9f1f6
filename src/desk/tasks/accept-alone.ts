import { draftFault } from "../../domain/report-draft.ts";
import { AppError } from "../../errors.ts";
import type { Change } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { put, read } from "../documents.ts";
import { samePerson } from "../people.ts";
import type { Submitted } from "../submit-report.ts";
import { type AcceptanceDraft, acceptClash } from "./accept-clash.ts";
import { acceptancesOf, keepAwayIn, keepAwayKeyIn } from "./clash-state.ts";

/**
 * Accepts a clash with an area to keep away from without the word of who said so. Who said so must have this partner's
 * acceptance with its reason already, and two people must want it: the first one's word waits for the second's, for the same
 * versions and areas. Errors: acceptance-waits, draft-invalid, those of acceptClash.
 */
export async function acceptAlone(
  desk: Desk,
  key: string,
  draft: AcceptanceDraft,
  person: string,
): Promise<Submitted> {
  return desk.turns.whole([`acceptance ${key}`], async () => {
    const clash = desk.tasks.clash(key)?.clash;
    if (!clash) throw new AppError("clash-not-found", { id: key });
    const answer = keepAwayIn(desk.live, clash);
    if (!answer || answer.originator === desk.self.id)
      draftFault(
        "alone",
        "only where a partner said to keep away from an area",
        "لا يكون ذلك إلا حيث طلبت جهة شريكة تجنّب منطقة",
      );
    const said = acceptancesOf(desk.live, clash).some((one) => one.originator === desk.self.id);
    if (!said)
      draftFault(
        "alone",
        "accept it with a reason first, so that who said to keep away can answer",
        "اقبل التعارض أولاً مع ذكر السبب، لتتمكّن الجهة التي طلبت التجنّب من الجواب",
      );
    const about = { versions: draft.versions, areas: keepAwayKeyIn(desk.live, clash)! };
    const waiting = await read(desk.store, "acceptance-alone", key);
    const same = waiting && JSON.stringify(waiting.about) === JSON.stringify(about);
    if (same && !samePerson(waiting.asked.by, person)) {
      const submitted = await acceptClash(desk, key, { ...draft, alone: true }, person);
      await commit(desk, { do: "remove", kind: "acceptance-alone", key });
      return submitted;
    }
    const asked = { by: person, at: desk.clock() };
    if (!same) await commit(desk, put("acceptance-alone", key, { about, asked }));
    throw new AppError("acceptance-waits", { id: key });
  });
}

async function commit(desk: Desk, change: Change): Promise<void> {
  await desk.store.commit({ priority: "interactive", groups: [[change]] });
}
