import { fits, onLabel } from "./caveat.ts";
import type {
  AlikeDraft,
  Classification,
  HandlingDraft,
  Lang,
  ReportDraft,
  Text,
} from "../api/shapes.ts";
import type { TextKey } from "../text/en.ts";
import { type FormImage, draftImages } from "./form-images.ts";
import { type ChosenPlace, isUnpinned } from "./chosen-place.ts";
import { fieldToTime } from "./time.ts";
import type { Precision } from "./time.ts";
import type { PassingOn, Precedence } from "./vocabulary.ts";

/** What stands in the fields of the report form. */
export interface ReportFields {
  kind: "incident" | "report";
  /** Languages whose fields are open. */
  languages: Lang[];
  name: Record<Lang, string>;
  description: Record<Lang, string>;
  /** Value of a datetime-local field, taken as UTC. */
  at: string;
  precision: Precision;
  precedence: Precedence;
  /** Likewise; empty: it did not last, or nobody knows. */
  until: string;
  /** Who made a public statement; asked for only where `kind` is "report". */
  speaker: string;
  speakerClass: "individual" | "organization";
  /** The office held, or what part of the organization spoke; an individual needs one. */
  office: string;
  /** [longitude, latitude]. */
  position: [number, number] | null;
  /** Of the gazetteer, where one was chosen. */
  place: ChosenPlace | null;
  topics: string[];
  classification: Classification;
  caveats: string[];
  passingOn: PassingOn;
  releasable: "agreed" | "nobody" | "chosen";
  chosen: string[];
  reliability: NonNullable<ReportDraft["reliability"]>;
  credibility: NonNullable<ReportDraft["credibility"]>;
  sourceType: NonNullable<ReportDraft["sourceType"]> | "";
  source: string;
  /** Independent sources that confirm it; a credibility of 1 needs them, or records of the same event. */
  confirmedBy: string;
  /** Records of which a person said that they tell of the same event. */
  sameEventAs: string[];
  images: FormImage[];
}

export type FieldFault =
  | `name-${Lang}`
  | `description-${Lang}`
  | "at"
  | "until"
  | "office"
  | "position"
  | "chosen"
  | "caveat"
  | "confirmedBy";
export type Faults = Partial<Record<FieldFault, TextKey>>;

/** An empty form; the grade begins at "cannot be judged", as everywhere. */
export function emptyFields(lang: Lang, at: string): ReportFields {
  return {
    kind: "incident",
    languages: [lang],
    name: { ar: "", en: "" },
    description: { ar: "", en: "" },
    at,
    precision: "instant",
    precedence: "routine",
    until: "",
    speaker: "",
    speakerClass: "individual",
    office: "",
    position: null,
    place: null,
    topics: [],
    classification: "restricted",
    caveats: [],
    passingOn: "none",
    releasable: "agreed",
    chosen: [],
    reliability: "F",
    credibility: "6",
    sourceType: "",
    source: "",
    confirmedBy: "",
    sameEventAs: [],
    images: [],
  };
}

/**
 * What is missing or wrong, by field; empty where the report can be sent. `now`: ms UTC. `linked`: other records were said to be
 * of the same event before; `caveat`: the code of one that was written and not added.
 */
export function faultsOf(
  fields: ReportFields,
  now: number,
  { linked = false, caveat = "" } = {},
): Faults {
  const faults: Faults = {};
  Object.assign(faults, textFaults(fields));
  const at = fieldToTime(fields.at);
  // A minute's grace: the field counts whole minutes and clocks differ a little.
  if (!at || Date.parse(at) > now + 60_000) faults.at = "report.timeWrong";
  const until = fieldToTime(fields.until);
  if (fields.until && (!until || (at && until < at))) faults.until = "report.untilWrong";
  const speaker = speakerOf(fields);
  if (speaker?.identityClass === "individual" && !speaker.office)
    faults.office = "report.officeNeeded";
  // A statement may have been made outside the area: who said it is enough.
  if (!fields.position && !isUnpinned(fields.place) && !speaker)
    faults.position = "report.positionNeeded";
  if (fields.releasable === "chosen" && fields.chosen.length === 0)
    faults.chosen = "report.chosenNone";
  if (!fits(caveat, onLabel)) faults.caveat = "caveats.notAdded";
  const confirmed = linked || fields.confirmedBy.trim() !== "" || fields.sameEventAs.length > 0;
  if (fields.credibility === "1" && !confirmed) faults.confirmedBy = "report.confirmedByNeeded";
  return faults;
}

/** A title in one language at least, in each that has a description, and a description in the original's language if there is any. */
function textFaults({ languages, name, description }: ReportFields): Faults {
  const titled = languages.filter((lang) => name[lang].trim());
  const described = languages.filter((lang) => description[lang].trim());
  const untitled = described.filter((lang) => !titled.includes(lang));
  const [original] = titled;
  if (!original) return { [`name-${untitled[0] ?? languages[0]}`]: "report.nameNeeded" };
  if (untitled.length > 0) return { [`name-${untitled[0]}`]: "report.nameNeededHere" };
  if (described.length === 0 || described.includes(original)) return {};
  return { [`description-${original}`]: "report.descriptionNeeded" };
}

/** Of a report that is being written, what decides who gets it: whole before anything else is. */
export function handlingOf(fields: ReportFields): HandlingDraft {
  const { position, geometry, country } = whereOf(fields);
  return {
    kind: fields.kind,
    ...labelOf(fields),
    ...(position && { position }),
    ...(geometry && { geometry }),
    ...(country && { country }),
    ...(speakerOf(fields) && { hasSpeaker: true }),
  };
}

/** Of a report that is being written, what says where, when and what; null: not enough yet to look for others of the same event. */
export function occurrenceOf(fields: ReportFields): AlikeDraft | null {
  const name = textOf(fields.name, fields.languages);
  const at = fieldToTime(fields.at);
  if (!at || Object.keys(name).length === 0) return null;
  const description = textOf(fields.description, fields.languages);
  const until = fieldToTime(fields.until);
  const { position } = whereOf(fields);
  return {
    name,
    ...(name.ar && name.en && fields.languages[0] && { lang: fields.languages[0] }),
    ...(Object.keys(description).length > 0 && { description }),
    at,
    ...(until && until >= at && { until }),
    ...(fields.precision !== "instant" && { precision: fields.precision }),
    ...(position && { position }),
  };
}

/** The body of POST /api/reports, its new images by name (`withContents`). Call it only when `faultsOf` is empty. */
export function draftOf(fields: ReportFields): ReportDraft {
  const name = textOf(fields.name, fields.languages);
  const description = textOf(fields.description, fields.languages);
  const speaker = speakerOf(fields);
  const confirmedBy = fields.confirmedBy.trim();
  return {
    kind: fields.kind,
    name,
    // Written in both: the field that the form opened with is the original.
    ...(name.ar && name.en && fields.languages[0] && { lang: fields.languages[0] }),
    ...(Object.keys(description).length > 0 && { description }),
    at: fieldToTime(fields.at) ?? "",
    ...(fields.until && { until: fieldToTime(fields.until) ?? "" }),
    ...(fields.precision !== "instant" && { precision: fields.precision }),
    ...(fields.precedence !== "routine" && { precedence: fields.precedence }),
    ...(speaker && { speaker }),
    ...whereOf(fields),
    ...labelOf(fields),
    reliability: fields.reliability,
    credibility: fields.credibility,
    ...(fields.sourceType && { sourceType: fields.sourceType }),
    ...(fields.source.trim() && { source: fields.source.trim() }),
    ...(fields.credibility === "1" && confirmedBy && { confirmedBy }),
    ...(fields.sameEventAs.length > 0 && { sameEventAs: fields.sameEventAs }),
    ...(fields.images.length > 0 && { images: draftImages(fields.images, fields.languages) }),
  };
}

function labelOf(fields: ReportFields) {
  const { topics, classification, caveats, passingOn, releasable, chosen } = fields;
  const byConsent = passingOn === "originatorControl";
  return {
    ...{ topics, classification },
    ...(caveats.length > 0 && { caveats }),
    ...(byConsent ? { originatorControl: true } : passingOn !== "none" && { reshare: passingOn }),
    ...(releasable !== "agreed" && { releasableTo: releasable === "chosen" ? chosen : [] }),
  };
}

/** A point with its name, several points, or the name of an area with its country. */
function whereOf({ position, place }: ReportFields): Partial<ReportDraft> {
  if (isUnpinned(place)) return { place: place.name, country: place.country };
  if (!position) return {};
  if (!place) return { position };
  const { name, positions } = place;
  const several = { geometry: { type: "MultiPoint" as const, coordinates: positions } };
  return { position, place: name, ...(positions.length > 1 && several) };
}

function speakerOf({ kind, speaker, speakerClass, office }: ReportFields) {
  if (kind !== "report" || !speaker.trim()) return undefined;
  return {
    identityClass: speakerClass,
    name: speaker.trim(),
    ...(office.trim() && { office: office.trim() }),
  };
}

function textOf(values: Record<Lang, string>, languages: readonly Lang[]): Text {
  const text: Text = {};
  for (const lang of languages) if (values[lang].trim()) text[lang] = values[lang].trim();
  return text;
}
