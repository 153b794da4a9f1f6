import { AppError } from "../errors.ts";
import { asText, type Bilingual, isTextOrAbsent, type Lang, type Text } from "./bilingual.ts";
import { type ControlChange, controlFault, isControlChange } from "./control-change.ts";
import type { Geometry, Position } from "./geometry.ts";
import { credibilities, type Credibility, reliabilities, type Reliability } from "./grade.ts";
import { geometryFault } from "./geometry-fault.ts";
import { type Classification, classifications, type Label, type ReshareScope } from "./label.ts";
import { type PartnerId, partnerIdPattern } from "./partner.ts";
import { type Precedence, precedences } from "./precedence.ts";
import { tellsOfEvent } from "./same-event.ts";
import { type DraftImage, imagesFault, maxCaptionLength } from "./report-images.ts";
import type { StixId } from "./stix.ts";
import { parseStixTime } from "./time.ts";
import { isTopic } from "./topics.ts";

export const precisions = ["instant", "day", "month", "year"] as const;
/** How exactly `at` is known. */
export type Precision = (typeof precisions)[number];

/** How the named source came to know; the only thing about it, with its grade, that leaves the node. */
export const sourceTypes = [
  "official",
  "media",
  "human",
  "observation",
  "imagery",
  "other",
] as const;
export type SourceType = (typeof sourceTypes)[number];

export const sourceTypeNames: Record<SourceType, Bilingual> = {
  official: { ar: "جهة رسمية", en: "official" },
  media: { ar: "وسائل الإعلام", en: "media" },
  human: { ar: "مصدر بشري", en: "human source" },
  observation: { ar: "مشاهدة مباشرة", en: "observation" },
  imagery: { ar: "صور", en: "imagery" },
  other: { ar: "مصدر آخر", en: "other source" },
};

export const speakerClasses = ["individual", "organization"] as const;
/** STIX `identity_class` of who may stand in a record as a speaker. */
export type SpeakerClass = (typeof speakerClasses)[number];

/** Who made a public statement: a person only as the holder of an office. */
export interface DraftSpeaker {
  /** Left out: an individual, who needs an office. */
  identityClass?: SpeakerClass;
  name: string | Text;
  /** The office held; of an organization, what part of it spoke or where. */
  office?: string | Text;
}

/** What a person writes to make a report: the body of POST /api/reports, and a row of a scenario. */
export interface ReportDraft {
  kind: "incident" | "report";
  name: string | Text;
  description?: string | Text;
  /**
   * Language of the original, and of every text given as a string; left out: told by the letters. Required where `name`
   * is given in both languages.
   */
  lang?: Lang;
  /** When it happened, or was said. RFC 3339, UTC. */
  at: string;
  until?: string;
  precision?: Precision;
  /** Left out: routine. */
  precedence?: Precedence;
  position?: Position;
  geometry?: Geometry;
  /** Name of the place. */
  place?: string | Text;
  /** Instead of a position, where the place is an area or a road: the country in which it lies, ISO 3166-1 alpha-2. */
  country?: string;
  topics: readonly string[];
  caveats?: readonly string[];
  classification: Classification;
  reshare?: ReshareScope;
  originatorControl?: boolean;
  /** Left out: as the agreements allow; empty: nobody. */
  releasableTo?: readonly PartnerId[];
  reliability?: Reliability;
  credibility?: Credibility | number;
  sourceType?: SourceType;
  /** The named source: goes into the source register of this node, never into a record. */
  source?: string;
  /** Independent sources by which it is confirmed, as a person names them: kept beside the named source. */
  confirmedBy?: string;
  /** Ids of other records of the same event: each is linked with it. */
  sameEventAs?: readonly StixId[];
  /** Only in a report. */
  speaker?: DraftSpeaker;
  /** Control of the place changed. */
  control?: ControlChange;
  /** Ids of the records that it rests on: its label is joined with theirs. */
  derivedFrom?: readonly StixId[];
  /** What was seen, in the order in which it is shown. */
  images?: readonly DraftImage[];
  /** When it was first written down; only an importer sets it. */
  recordedAt?: string;
}

export const maxSources = 200;
export const maxSameEvent = 20;
export const maxNameLength = 1024;
export const maxDescriptionLength = 65_536;
/** Clocks differ; what lies further ahead than this is refused. */
export const maxAheadMs = 24 * 60 * 60 * 1000;

/**
 * Refuses a draft that would not make a valid record. `now`: ms UTC. Throws AppError `draft-invalid` naming the field
 * and the reason in both languages, `topic-unknown`.
 */
export function validateDraft(draft: ReportDraft, now: number): void {
  checkForm(draft);
  if (draft.name === undefined) draftFault("name", "it is missing", "النص ناقص");
  const name = asText(draft.name, draft.lang);
  checkText("name", name, maxNameLength);
  if (draft.lang === undefined && name.ar !== undefined && name.en !== undefined)
    draftFault(
      "lang",
      "the name is in both languages: say which is the original, ar or en",
      "النص باللغتين: حدّد لغة الأصل، ar أو en",
    );
  if (draft.lang !== undefined && name[draft.lang] === undefined)
    draftFault("name", ...missingIn(draft.lang));
  if (draft.description !== undefined)
    checkText("description", asText(draft.description, draft.lang), maxDescriptionLength);
  const original = originalOf(name, draft.lang);
  checkOriginal("description", draft.description, { lang: draft.lang, original });
  if (draft.place !== undefined) checkText("place", asText(draft.place, draft.lang), maxNameLength);
  if (draft.speaker !== undefined) checkSpeaker({ ...draft, original }, draft.speaker);
  if (draft.control !== undefined) checkControl(draft, draft.control);
  const at = checkTime("at", draft.at, now);
  if (draft.until !== undefined && checkTime("until", draft.until, Infinity) < at)
    draftFault("until", "it lies before the beginning", "يقع قبل البداية");
  if (draft.recordedAt !== undefined) checkTime("recordedAt", draft.recordedAt, now);
  checkMember("precision", draft.precision, precisions);
  checkMember("precedence", draft.precedence, precedences);
  checkMember("reliability", draft.reliability, Object.keys(reliabilities));
  checkMember("credibility", draft.credibility?.toString(), Object.keys(credibilities));
  checkMember("sourceType", draft.sourceType, sourceTypes);
  for (const [index, { caption }] of (draft.images ?? []).entries())
    if (caption !== undefined)
      checkText(`images.${index}.caption`, asText(caption, draft.lang), maxCaptionLength);
  checkWhere(draft);
  validateLabelChoice(draft);
  const { derivedFrom, sameEventAs = [] } = draft;
  if (
    new Set(sameEventAs).size !== sameEventAs.length ||
    sameEventAs.length > maxSameEvent ||
    !sameEventAs.every(tellsOfEvent)
  )
    draftFault(
      "sameEventAs",
      `name at most ${maxSameEvent} incidents or reports, each once`,
      `اذكر ${maxSameEvent} حادثاً أو تقريراً على الأكثر، دون تكرار`,
    );
  if (derivedFrom !== undefined) {
    const ids = new Set(derivedFrom);
    if (ids.size === 0 || ids.size !== derivedFrom.length || ids.size > maxSources)
      draftFault(
        "derivedFrom",
        `name 1 to ${maxSources} records, each once`,
        `اذكر من معلومة واحدة إلى ${maxSources}، دون تكرار`,
      );
  }
}

/** How a person wants a record to be handled. */
export type LabelChoice = Pick<
  ReportDraft,
  "classification" | "topics" | "caveats" | "reshare" | "originatorControl" | "releasableTo"
>;

/** Errors: draft-invalid, topic-unknown. */
export function validateLabelChoice(choice: LabelChoice): void {
  checkMember("classification", choice.classification, classifications, "required");
  for (const topic of choice.topics)
    if (!isTopic(topic)) throw new AppError("topic-unknown", { topic });
  for (const caveat of choice.caveats ?? [])
    if (!/^[A-Za-z0-9][A-Za-z0-9 _-]{0,63}$/.test(caveat))
      draftFault(
        "caveats",
        "only Latin letters, digits, spaces and hyphens",
        "حروف لاتينية وأرقام فقط",
      );
  for (const partner of choice.releasableTo ?? [])
    if (!new RegExp(partnerIdPattern).test(partner))
      draftFault(
        "releasableTo",
        `"${partner.slice(0, 64)}" is not a partner's name`,
        "اسم جهة غير صالح",
      );
}

/** The label that a draft asks for. */
export function labelOfDraft(draft: LabelChoice): Label {
  const { releasableTo } = draft;
  return {
    classification: draft.classification,
    topics: [...new Set(draft.topics)].sort(),
    caveats: [...new Set(draft.caveats)].sort(),
    reshare: draft.reshare ?? "none",
    originatorControl: draft.originatorControl ?? false,
    release:
      releasableTo === undefined ? "agreements" : releasableTo.length === 0 ? "none" : "listed",
  };
}

/** A draft from a file may be anything. */
function checkForm(draft: ReportDraft): void {
  if (typeof draft !== "object" || draft === null || Array.isArray(draft))
    draftFault("draft", "it is not an object", "ليس كائن JSON");
  checkMember("kind", draft.kind, ["incident", "report"], "required");
  for (const field of ["name", "description", "place"] as const)
    if (!isTextOrAbsent(draft[field])) draftFault(field, "it is not a text", "ليس نصاً");
  for (const field of ["at", "until", "recordedAt"] as const)
    if (!["string", field === "at" ? "string" : "undefined"].includes(typeof draft[field]))
      draftFault(field, "it is not a time", "ليس وقتاً");
  for (const field of [
    "topics",
    "caveats",
    "releasableTo",
    "derivedFrom",
    "sameEventAs",
  ] as const) {
    const list: unknown = draft[field];
    if (list === undefined && field !== "topics") continue;
    if (!Array.isArray(list) || !list.every((member) => typeof member === "string"))
      draftFault(field, "it is not a list of texts", "ليس قائمة نصوص");
  }
  const images = draft.images === undefined ? null : imagesFault(draft.images);
  if (images !== null) draftFault(...images);
  const { speaker } = draft;
  const named = typeof speaker === "object" && speaker !== null && speaker.name !== undefined;
  if (
    speaker !== undefined &&
    !(named && isTextOrAbsent(speaker.name) && isTextOrAbsent(speaker.office))
  )
    draftFault("speaker", "it has no name", "بلا اسم");
  for (const field of ["source", "confirmedBy", "country"] as const)
    if (!["string", "undefined"].includes(typeof draft[field]))
      draftFault(field, "it is not a text", "ليس نصاً");
  if (draft.originatorControl !== undefined && typeof draft.originatorControl !== "boolean")
    draftFault("originatorControl", "it is neither true nor false", "القيمة true أو false");
  checkMember("lang", draft.lang, ["ar", "en"]);
  checkMember("reshare", draft.reshare, ["none", "coalition", "any"] satisfies ReshareScope[]);
  if (draft.control !== undefined && !isControlChange(draft.control))
    draftFault(
      "control",
      "it needs state, and from and to as lists of {id, name}",
      "يلزمها state، وfrom وto قائمتين من {id, name}",
    );
}

function checkSpeaker(
  { kind, lang, original }: ReportDraft & { original: Lang },
  speaker: DraftSpeaker,
): void {
  const { identityClass = "individual", name, office } = speaker;
  if (kind !== "report")
    draftFault("speaker", "only a report has a speaker", "المتحدّث في التقرير وحده");
  checkMember("speaker.identityClass", identityClass, speakerClasses);
  const named = asText(name, lang);
  checkText("speaker.name", named, maxNameLength);
  if (office !== undefined) checkText("speaker.office", asText(office, lang), maxNameLength);
  else if (identityClass === "individual")
    draftFault(
      "speaker.office",
      "say which office the speaker held: a private person is not recorded",
      "اذكر منصب القائل، فلا يُسجَّل شخص عادي",
    );
  checkOriginal("speaker.office", office, { lang, original: originalOf(named, original) });
}

/**
 * One object has one language: a text that stands beside a name must be there in the name's original language, or it would pass for one
 * in it. Text without letters (figures) has no language.
 */
function checkOriginal(
  field: string,
  given: string | Text | undefined,
  { lang, original }: { lang: Lang | undefined; original: Lang },
): void {
  if (given === undefined) return;
  const text = asText(given, lang);
  const other = text[original === "ar" ? "en" : "ar"];
  if (text[original] === undefined && other !== undefined && /\p{L}/u.test(other))
    draftFault(field, ...missingIn(original));
}

/** In the two languages: that a text lacks its original. */
function missingIn(original: Lang): [reason: string, reasonAr: string] {
  return original === "ar"
    ? ["the original is in Arabic: give this in Arabic too", "الأصل بالعربية: اكتبه بالعربية أيضاً"]
    : [
        "the original is in English: give this in English too",
        "الأصل بالإنجليزية: اكتبه بالإنجليزية أيضاً",
      ];
}

/** The language of an object with this name: the asked one if the name has it, else the one that it has. */
export function originalOf(name: Text, asked: Lang | undefined): Lang {
  if (asked !== undefined && name[asked] !== undefined) return asked;
  return name.ar === undefined ? "en" : "ar";
}

function checkControl({ place, country }: ReportDraft, control: ControlChange): void {
  if (place === undefined)
    draftFault("place", "say of which place control changed", "حدّد المكان الذي تغيّرت السيطرة عليه");
  if (country !== undefined)
    draftFault(
      "country",
      "control changes over a settlement: give its position",
      "تتغيّر السيطرة على بلدة: اذكر إحداثياتها",
    );
  const wrong = controlFault(control);
  if (wrong !== null) draftFault("control", wrong.en, wrong.ar);
  for (const { name } of [...control.from, ...control.to])
    checkText("control", name, maxNameLength);
}

function checkWhere({ position, geometry, place, country }: ReportDraft): void {
  if (country !== undefined && !/^[A-Z]{2}$/.test(country))
    draftFault(
      "country",
      "write two capital letters (ISO 3166-1)",
      "حرفان لاتينيان كبيران (ISO 3166-1)",
    );
  if (country !== undefined && (place === undefined || position !== undefined))
    draftFault(
      "country",
      "it goes with a place that has a name and no position",
      "يُذكر مع مكان له اسم وليس له إحداثيات",
    );
  if (position !== undefined) {
    const wrong = geometryFault({ type: "Point", coordinates: position });
    if (wrong !== null) draftFault("position", wrong.en, wrong.ar);
  }
  if (geometry !== undefined) {
    const wrong = geometryFault(geometry);
    if (wrong !== null) draftFault("geometry", wrong.en, wrong.ar);
  }
}

function checkText(field: string, text: Text, limit: number): void {
  const given = [text.ar, text.en].filter((one) => one !== undefined);
  if (given.length === 0) draftFault(field, "it is missing", "النص ناقص");
  for (const one of given) {
    if (one.trim() === "") draftFault(field, "it is empty", "النص فارغ");
    if (one.length > limit)
      draftFault(field, `it is longer than ${limit} characters`, `أطول من ${limit} حرفاً`);
    if (!one.isWellFormed() || one.includes("\u0000"))
      draftFault(field, "it holds characters that are none", "فيه رموز غير صالحة");
  }
}

function checkTime(field: string, text: string, now: number): number {
  const time = parseStixTime(text);
  if (time === null)
    return draftFault(
      field,
      "write it like 2015-03-11T00:00:00Z",
      "اكتبه هكذا 2015-03-11T00:00:00Z",
    );
  if (time > now + maxAheadMs)
    draftFault(field, "it lies more than 24 hours ahead", "يقع بعد أكثر من 24 ساعة من الآن");
  return time;
}

function checkMember(
  field: string,
  value: string | undefined,
  list: readonly string[],
  need: "required" | "optional" = "optional",
): void {
  if (value === undefined ? need === "required" : !list.includes(value))
    draftFault(field, `it must be one of ${list.join(", ")}`, `القيم المقبولة: ${list.join("، ")}`);
}

/** Refuses a draft: AppError `draft-invalid`. */
export function draftFault(field: string, reason: string, reasonAr: string): never {
  throw new AppError("draft-invalid", { field, reason, reason_ar: reasonAr });
}
