import type { Lang, Text } from "../../domain/bilingual.ts";
import type { Geometry } from "../../domain/geometry.ts";
import type { PartnerId } from "../../domain/partner.ts";
import { draftFault, type LabelChoice } from "../../domain/report-draft.ts";
import type { Precedence } from "../../domain/precedence.ts";
import { type RequestKind, requestNumber, type RequestState } from "../../domain/request.ts";
import type { StixId } from "../../domain/stix.ts";
import { parseStixTime, stixTime } from "../../domain/time.ts";
import { uuid4 } from "../../domain/uuid.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import type { Submitted } from "../submit-report.ts";
import { rewriteRecord, writeRecord } from "../write-record.ts";
import { textsOf } from "../written-before.ts";

/** What a person writes to ask partners for something, or to offer it. Times: RFC 3339, UTC. */
export interface RequestDraft {
  /** Whom it is put to: each gets it, and learns of no other. */
  to: PartnerId[];
  kind: RequestKind;
  name: Text;
  description?: Text;
  /** Language of the original; required where a text is in both. */
  lang?: Lang;
  precedence: Precedence;
  geometry?: Geometry;
  /** Of what time it asks. */
  from?: string;
  until?: string;
  /** By when an answer is awaited. */
  due?: string;
  /** Records that it is about; everyone whom it is put to must be free to have them. */
  about?: StixId[];
  classification: LabelChoice["classification"];
  topics: string[];
  caveats?: string[];
}

/**
 * Puts a request or an offer to partners. It goes to those of them to whom an agreement lets it go: `audience`.
 * Errors: those of writeRecord; record-not-found for what it is about.
 */
export async function writeRequest(
  desk: Desk,
  draft: RequestDraft,
  author?: string,
): Promise<Submitted> {
  const { id: self } = desk.self;
  if (
    draft.to.length === 0 ||
    new Set(draft.to).size !== draft.to.length ||
    draft.to.includes(self)
  )
    draftFault("to", "name one partner or more, each once", "اذكر جهة شريكة أو أكثر، دون تكرار");
  const now = desk.clock();
  checkTimes(draft, now);
  for (const id of draft.about ?? []) {
    const record = await desk.store.record(id);
    if (!record || record.withdrawn) throw new AppError("record-not-found", { id });
  }
  const { name, description, lang } = draft;
  return writeRecord(
    desk,
    {
      type: "request",
      id: `request--${uuid4(desk.random)}`,
      ...(lang && { lang }),
      texts: { name, ...(description && { description }) },
      properties: {
        request_number: requestNumber(now, desk.random),
        request_kind: draft.kind,
        request_state: "open",
        precedence: draft.precedence,
        ...(draft.geometry && { geometry: draft.geometry }),
        ...time("start_time", draft.from),
        ...time("stop_time", draft.until),
        ...time("due_time", draft.due),
        ...(draft.about && draft.about.length > 0 && { object_refs: draft.about }),
      },
    },
    {
      classification: draft.classification,
      topics: draft.topics,
      ...(draft.caveats && { caveats: draft.caveats }),
      releasableTo: draft.to,
    },
    author,
  );
}

/** Ends an own request: `closed`, nothing more is awaited; `withdrawn`, it is not asked any more. Errors: record-not-found, request-not-own, request-ended. */
export async function endRequest(
  desk: Desk,
  id: StixId,
  state: Exclude<RequestState, "open">,
  author?: string,
): Promise<Submitted> {
  const request = desk.live.get(id);
  if (request?.kind === "request" && request.originator !== desk.self.id)
    throw new AppError("request-not-own", { id, originator: request.originator ?? "?" });
  return rewriteRecord(
    desk,
    "request",
    id,
    async (before) => {
      if (before["request_state"] !== "open") throw new AppError("request-ended", { id });
      const { lang, texts, properties } = await textsOf(desk, before);
      return { lang, texts, properties: { ...properties, request_state: state } };
    },
    author,
  );
}

function checkTimes({ from, until, due }: RequestDraft, now: number): void {
  const start = at("from", from);
  const stop = at("until", until);
  const end = at("due", due);
  if (start !== null && stop !== null && stop <= start)
    draftFault("until", "it does not lie after the beginning", "لا يقع بعد البداية");
  if (end !== null && end <= now) draftFault("due", "it lies in the past", "يقع في الماضي");
}

function at(field: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const time = parseStixTime(text);
  if (time !== null) return time;
  return draftFault(field, "write it like 2015-03-11T00:00:00Z", "اكتبه هكذا 2015-03-11T00:00:00Z");
}

function time(property: string, text: string | undefined): Record<string, string> {
  return text === undefined ? {} : { [property]: stixTime(parseStixTime(text)!) };
}
