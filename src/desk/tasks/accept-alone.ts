import { isDeepStrictEqual } from "node:util";
import { draftFault } from "../../domain/report-draft.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { Change } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { put, read } from "../documents.ts";
import { samePerson } from "../people.ts";
import type { Submitted } from "../submit-report.ts";
import { type AcceptanceDraft, acceptClash } from "./accept-clash.ts";
import { acceptancesOf, keepAwayKeyIn, partsIn, unheardBy } from "./clash-state.ts";
import { mustBeLatest } from "./own-part.ts";

/**
 * Accepts a clash without the word of those who may be unable to answer (unheardBy). This partner must have accepted it with a
 * reason already, and two people must want it: the first one's word waits for the second's, for the same versions and areas.
 * Errors: acceptance-waits, draft-invalid, those of acceptClash.
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
    if (unheardBy(desk.live, desk.self.id, clash).size === 0)
      draftFault(
        "alone",
        "only where a partner said to keep away from an area, or where a third partner wrote a part, so that nobody here can know whether the others can answer",
        "لا يكون ذلك إلا حيث طلبت جهة شريكة تجنّب منطقة، أو حيث كتبت جهة ثالثة أحد الأجزاء فلا يُعرف هنا هل يستطيع الآخرون الجواب",
      );
    const parts = partsIn(desk.live, clash);
    for (const part of parts) mustBeLatest(part, draft.versions[part.id] ?? "");
    const said = acceptancesOf(desk.live, clash).some((one) => one.originator === desk.self.id);
    if (!said)
      draftFault(
        "alone",
        "accept it with a reason first, so that the others can answer where they are able to",
        "اقبل التعارض أولاً مع ذكر السبب، ليتمكّن الآخرون من الجواب إن استطاعوا",
      );
    const versions = Object.fromEntries(parts.map(({ id, modified }) => [id, stixTime(modified)]));
    const areas = keepAwayKeyIn(desk.live, clash);
    const about = { versions, ...(areas !== undefined && { areas }) };
    const waiting = await read(desk.store, "acceptance-alone", key);
    const same = waiting && isDeepStrictEqual(waiting.about, about);
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
  desk.events.emit({ type: "waiting", data: {} });
}
