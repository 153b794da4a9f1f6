import { draftFault, maxAheadMs, type LabelChoice } from "../../domain/report-draft.ts";
import { originalLanguage } from "../../domain/compose-record.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import { parseStixTime, stixTime } from "../../domain/time.ts";
import { uuid4 } from "../../domain/uuid.ts";
import { maxWarningText, warningProperties, type WarningDraft } from "../../domain/warning.ts";
import { AppError } from "../../errors.ts";
import type { Change } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { put, read } from "../documents.ts";
import { samePerson } from "../people.ts";
import type { Submitted } from "../submit-report.ts";
import { rewriteRecord, writeRecord } from "../write-record.ts";
import { textsOf } from "../written-before.ts";

/** A warning is for everybody whom it can reach. */
const open: LabelChoice = { classification: "unclassified", topics: ["civil-protection"] };

/**
 * Keeps what one person wants to warn of until a second one approves it; gives the id that the warning will have.
 * Error: draft-invalid.
 */
export async function askWarning(desk: Desk, person: string, draft: WarningDraft): Promise<StixId> {
  const now = desk.clock();
  for (const field of ["headline", "instructions"] as const) {
    for (const text of Object.values(draft[field] ?? {})) {
      if (text.length <= maxWarningText) continue;
      draftFault(
        field,
        `it is longer than ${maxWarningText} characters`,
        `أطول من ${maxWarningText} حرف`,
      );
    }
  }
  const lang = originalLanguage(spoken(draft), draft.lang);
  if (typeof lang !== "string") draftFault(lang.property, lang.fault.en, lang.fault.ar);
  const from = timeOf("from", draft.from);
  const until = draft.until === undefined ? Infinity : timeOf("until", draft.until);
  if (until <= from)
    draftFault("until", "it does not lie after the beginning", "لا يقع بعد البداية");
  if (from > now + maxAheadMs)
    draftFault("from", "it lies more than 24 hours ahead", "يقع بعد أكثر من 24 ساعة من الآن");
  const id = `warning--${uuid4(desk.random)}`;
  const asked = { by: person, at: now };
  await commit(desk, put("warning-asked", id, { draft: { ...draft, lang }, asked }));
  return id;
}

/**
 * A second person's word: the warning is written and goes at once, or it is forgotten; the first person may take it back.
 * `audience`: to whom it goes; null: it was not approved. Errors: waiting-gone, second-person-needed, those of writeRecord.
 */
export async function decideWarning(
  desk: Desk,
  person: string,
  id: StixId,
  approve: boolean,
): Promise<{ audience: readonly PartnerId[] | null }> {
  return desk.turns.whole([`warning ${id}`], async () => {
    const waiting = await read(desk.store, "warning-asked", id);
    if (!waiting) throw new AppError("waiting-gone");
    if (approve && samePerson(waiting.asked.by, person)) throw new AppError("second-person-needed");
    const forget: Change = { do: "remove", kind: "warning-asked", key: id };
    if (!approve) {
      await commit(desk, forget);
      return { audience: null };
    }
    const { draft, asked } = waiting;
    const lang = draft.lang!;
    const only = (text: WarningDraft["headline"]) => ({ [lang]: text[lang]! });
    const { audience } = await writeRecord(
      desk,
      {
        type: "warning",
        id,
        lang,
        texts: {
          name: only(draft.headline),
          ...(draft.instructions && { description: only(draft.instructions) }),
        },
        properties: {
          ...warningProperties(draft),
          start_time: stixTime(parseStixTime(draft.from)!),
          ...(draft.until !== undefined && { stop_time: stixTime(parseStixTime(draft.until)!) }),
        },
      },
      open,
      asked.by,
      [forget],
    );
    return { audience };
  });
}

/** The danger is over: a new version of an own warning says since when, once. Errors: record-not-found, warning-ended. */
export async function endWarning(desk: Desk, id: StixId, author?: string): Promise<Submitted> {
  return rewriteRecord(
    desk,
    "warning",
    id,
    async (before) => {
      const over = before["stop_time"] as string | undefined;
      if (over !== undefined && parseStixTime(over)! <= desk.clock())
        throw new AppError("warning-ended", { id });
      const { lang, texts, properties } = await textsOf(desk, before);
      const start = parseStixTime(before["start_time"] as string)!;
      const stop_time = stixTime(Math.max(desk.clock(), start + 1));
      return { lang, texts, properties: { ...properties, stop_time } };
    },
    author,
  );
}

function spoken({ headline, instructions }: WarningDraft) {
  return { headline, ...(instructions && { instructions }) };
}

function timeOf(field: string, text: string): number {
  return (
    parseStixTime(text) ??
    draftFault(field, "write it like 2015-03-11T00:00:00Z", "اكتبه هكذا 2015-03-11T00:00:00Z")
  );
}

async function commit(desk: Desk, change: Change): Promise<void> {
  await desk.store.commit({ priority: "interactive", groups: [[change]] });
  desk.events.emit({ type: "waiting", data: {} });
}
