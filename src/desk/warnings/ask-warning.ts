import { draftFault, maxAheadMs, type LabelChoice } from "../../domain/report-draft.ts";
import { originalLanguage } from "../../domain/compose-record.ts";
import type { Bilingual } from "../../domain/bilingual.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { parseStixTime, stixTime } from "../../domain/time.ts";
import { uuid4 } from "../../domain/uuid.ts";
import { maxWarningText, warningProperties, type WarningDraft } from "../../domain/warning.ts";
import { AppError } from "../../errors.ts";
import type { Change } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { put, read } from "../documents.ts";
import { commitRecords, type Submitted } from "../submit-report.ts";
import { type Answer, meant } from "../two-people.ts";
import { nextOf, ownBefore, writeRecord } from "../write-record.ts";
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
  if (until <= now) draftFault("until", "it has passed already", "مضى وقته");
  if (from > now + maxAheadMs)
    draftFault("from", "it lies more than 24 hours ahead", "يقع بعد أكثر من 24 ساعة من الآن");
  const id = `warning--${uuid4(desk.random)}`;
  const asked = { by: person, at: now };
  await commit(desk, put("warning-asked", id, { draft: { ...draft, lang }, asked }));
  return id;
}

/** Longer ago than this a danger that is still on is more often a slip. */
const longAgoMs = 7 * 24 * 3600_000;

/** What who warns has to know of it, that is no fault: it is long past. A demonstration tells of what is. null: nothing. */
export function warningNote({ mode, clock }: Desk, { from }: WarningDraft): Bilingual | null {
  if (mode === "demonstration" || parseStixTime(from)! > clock() - longAgoMs) return null;
  return {
    ar: "بدأ الخطر قبل أكثر من سبعة أيام ولم ينته بعد كما كُتب: تحقّق من التاريخ.",
    en: "As it is written, the danger began more than seven days ago and is still on: check the date.",
  };
}

/**
 * A second person's word: the warning, or that its danger is over, is written and goes at once, or it is refused; the first
 * person may take it back, also what was refused. `over`: which of the two the person read; neither changes while it waits.
 * `audience`: to whom it goes; null: it was not approved. Errors: waiting-gone, second-person-needed, reason-missing, warning-late,
 * those of writeRecord, of an end those of askEnd.
 */
export async function decideWarning(
  desk: Desk,
  person: string,
  id: StixId,
  { over, ...answer }: Answer & { over: boolean },
): Promise<{ audience: readonly PartnerId[] | null }> {
  return desk.turns.whole([`warning ${id}`], async () => {
    const warning = over ? null : await read(desk.store, "warning-asked", id);
    const waiting = over ? await read(desk.store, "warning-over", id) : warning;
    if (!waiting) throw new AppError("waiting-gone");
    const word = meant(waiting, person, answer);
    const { asked } = waiting;
    const kind = warning ? "warning-asked" : "warning-over";
    const forget: Change = { do: "remove", kind, key: id };
    if (word !== "approved") {
      const refused = word !== "taken-back" && { by: person, at: desk.clock(), ...word };
      await commit(desk, refused ? put(kind, id, { ...waiting, refused }) : forget);
      return { audience: null };
    }
    if (!warning) {
      const { audience } = await end(desk, id, asked.by, forget);
      return { audience };
    }
    const { draft } = warning;
    if (draft.until !== undefined && parseStixTime(draft.until)! <= desk.clock())
      throw new AppError("warning-late", { id });
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
    desk.events.emit({ type: "waiting", data: {} });
    return { audience };
  });
}

/**
 * Keeps that one person says the danger of an own warning is over until a second one approves it: who goes back too early is in
 * as much danger as who was not warned. Errors: record-not-found, warning-not-own, warning-ended.
 */
export async function askEnd(desk: Desk, person: string, id: StixId): Promise<void> {
  const warning = desk.live.get(id);
  if (warning?.kind !== "warning") throw new AppError("record-not-found", { id });
  if (warning.originator !== desk.self.id)
    throw new AppError("warning-not-own", { id, originator: warning.originator ?? "?" });
  mustBeOn(desk, id, warning.object["stop_time"]);
  const waiting = await read(desk.store, "warning-over", id);
  if (waiting && !waiting.refused) return;
  await commit(desk, put("warning-over", id, { asked: { by: person, at: desk.clock() } }));
}

/** A new version says since when the danger is over. */
async function end(desk: Desk, id: StixId, author: string, forget: Change): Promise<Submitted> {
  return desk.turns.whole([id], async () => {
    const stored = await ownBefore(desk, "warning", id);
    if (!stored) throw new AppError("record-not-found", { id });
    const before = JSON.parse(stored.body) as StixObject;
    mustBeOn(desk, id, before["stop_time"]);
    const { lang, texts, properties } = await textsOf(desk, before);
    const start = parseStixTime(before["start_time"] as string)!;
    const stop_time = stixTime(Math.max(desk.clock(), start + 1));
    const said = { lang, texts, properties: { ...properties, stop_time } };
    const written = await nextOf(desk, stored, said, author);
    written.aside.push(forget);
    const [submitted] = await commitRecords(desk, [written], desk.store.heads);
    desk.events.emit({ type: "waiting", data: {} });
    return submitted!;
  });
}

function mustBeOn(desk: Desk, id: StixId, stop: unknown): void {
  if (typeof stop === "string" && parseStixTime(stop)! <= desk.clock())
    throw new AppError("warning-ended", { id });
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
