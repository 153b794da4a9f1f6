import { asText, type Lang, type Text } from "./bilingual.ts";
import { extensionIds, incidentCoreId } from "./extensions.ts";
import type { Position } from "./geometry.ts";
import { ImageFault } from "./image/image-fault.ts";
import { confidenceOf, type Credibility, ungraded } from "./grade.ts";
import type { Label } from "./label.ts";
import { labelMarking, tlpOf } from "./label-marking.ts";
import type { PartnerId } from "./partner.ts";
import { identityId } from "./partner-identity.ts";
import type { Random } from "./random.ts";
import { draftFault, originalOf, type ReportDraft } from "./report-draft.ts";
import { attached, type AttachedImage, imageProperties, readImage } from "./report-images.ts";
import type { StixId, StixObject } from "./stix.ts";
import { parseStixTime, stixTime } from "./time.ts";
import { uuid4 } from "./uuid.ts";

export interface ComposeContext {
  originator: PartnerId;
  label: Label;
  /** ms UTC. */
  now: number;
  /** null: it is real. */
  mode: "demonstration" | "exercise" | null;
  random: Random;
  /** What the gazetteer knows of the place; beats the draft's own name of it. */
  place?: { name: Text; position?: Position };
  /** What a report without place and speaker refers to. */
  about?: readonly StixId[];
  /** Images that it has already, which the draft may name. */
  images?: ReadonlySet<StixId>;
}

export interface ComposedReport {
  /** The incident or report itself. */
  main: StixObject;
  /** Everything else, in order of dependency: what `main` refers to, then what refers to `main`. */
  others: StixObject[];
  /** `main` and `others` in order of dependency. */
  all: StixObject[];
}

interface Place {
  name?: Text;
  /** Of a point alone: an area has the country in which it lies. */
  position?: Position;
  country?: string;
}

/**
 * The unsigned objects of one report: its place and speaker, the incident or report, the relation to the place, and
 * the texts in the second language. The draft must have passed `validateDraft`. The named source stands in none of them.
 * Throws AppError `draft-invalid` where a place has no position, or a report neither place nor speaker nor `about`.
 */
export function composeReport(draft: ReportDraft, context: ComposeContext): ComposedReport {
  const common = commonOf(draft, context);
  const make = (type: string, properties: Record<string, unknown>): StixObject => ({
    type,
    spec_version: "2.1",
    id: `${type}--${uuid4(context.random)}`,
    ...common,
    ...properties,
  });
  const before: StixObject[] = [];
  const after: StixObject[] = [];
  const named = (object: StixObject, texts: Record<string, Text | undefined>): StixObject => {
    const translation = secondTexts(texts, object.lang as Lang);
    if (translation !== null)
      after.push(
        make("language-content", {
          object_ref: object.id,
          object_modified: object.modified,
          contents: translation,
        }),
      );
    return object;
  };

  // A place without a name bears that of what happened there: STIX clients show locations by name.
  const locationOf = ({ name, position, country }: Place, otherwise: Text): StixObject =>
    named(
      make("location", {
        ...firstTexts({ name: name ?? otherwise }, original),
        ...(position && { longitude: position[0], latitude: position[1] }),
        ...(country !== undefined && { country }),
        ...marks(context),
      }),
      { name: name ?? otherwise },
    );

  const original = originalOf(asText(draft.name, draft.lang), draft.lang);
  const place = placeOf(draft, context);
  const location = place && locationOf(place, asText(draft.name, draft.lang));
  if (location) before.push(location);
  const speaker =
    draft.speaker && speakerOf(draft.speaker, { ...draft, original }, context, make, named);
  if (speaker) before.push(speaker);

  const texts = {
    name: asText(draft.name, draft.lang),
    ...(draft.description !== undefined && { description: asText(draft.description, draft.lang) }),
  };
  const made = before.map((object) => object.id);
  const images: StixObject[] = [];
  const shown = (draft.images ?? []).map((image, index): AttachedImage => {
    const { content, id } = image;
    if (content !== undefined) images.push(imageObject(content, index, context, make));
    else if (id === undefined || !context.images?.has(id))
      draftFault(
        `images.${index}.id`,
        "the report has no such image: attach it anew",
        "ليست من صور هذا التقرير: أرفقها من جديد",
      );
    return attached(id ?? images.at(-1)!.id, image, draft.lang);
  });
  const refs = made.length > 0 ? made : [...(context.about ?? [])];
  if (draft.kind === "report" && refs.length === 0)
    draftFault("position", "a report needs a place or a speaker", "يلزم للتقرير مكان أو متحدّث");
  const main = named(
    make(draft.kind, {
      ...firstTexts(texts, draft.lang),
      ...(draft.kind === "report" && { published: timeText(draft.at), object_refs: refs }),
      ...confidence(draft),
      extensions: { ...incidentCore(draft), ...recordExtension(draft, context, place, shown) },
    }),
    texts,
  );
  if (location && draft.kind === "incident")
    after.unshift(
      make("relationship", {
        relationship_type: "located-at",
        source_ref: main.id,
        target_ref: location.id,
      }),
    );
  before.push(...images);
  return { main, others: [...before, ...after], all: [...before, main, ...after] };
}

function commonOf(draft: ReportDraft, { originator, label, now }: ComposeContext) {
  const created = draft.recordedAt === undefined ? stixTime(now) : timeText(draft.recordedAt);
  return {
    created,
    modified: created,
    created_by_ref: identityId(originator),
    object_marking_refs: [labelMarking(label).id, tlpOf(label)],
  };
}

function speakerOf(
  speaker: NonNullable<ReportDraft["speaker"]>,
  { lang, original }: Pick<ReportDraft, "lang"> & { original: Lang },
  context: ComposeContext,
  make: (type: string, properties: Record<string, unknown>) => StixObject,
  named: (object: StixObject, texts: Record<string, Text | undefined>) => StixObject,
): StixObject {
  const { identityClass = "individual", name, office } = speaker;
  const texts = {
    name: asText(name, lang),
    ...(office !== undefined && { description: asText(office, lang) }),
  };
  const object = make("identity", {
    ...firstTexts(texts, original),
    identity_class: identityClass,
    ...marks(context, identityClass === "individual" ? { office_holder: true } : {}),
  });
  return named(object, texts);
}

/** An artifact whose id tells nothing: the same image twice is two of them. */
function imageObject(
  content: string,
  index: number,
  context: ComposeContext,
  make: (type: string, properties: Record<string, unknown>) => StixObject,
): StixObject {
  try {
    const properties = imageProperties(readImage(content));
    const extensions = { ...(properties["extensions"] as object), ...marks(context).extensions };
    return make("artifact", { ...properties, extensions });
  } catch (error) {
    if (!(error instanceof ImageFault)) throw error;
    return draftFault(`images.${index}`, error.reason.en, error.reason.ar);
  }
}

/** Where it was, and what the place is called if it has a name. */
function placeOf(draft: ReportDraft, { place }: ComposeContext): Place | undefined {
  const position = draft.position ?? place?.position;
  if (position === undefined) {
    if (draft.place !== undefined && draft.country !== undefined)
      return { name: asText(draft.place, draft.lang), country: draft.country };
    if (draft.place !== undefined)
      draftFault("position", "the place is not known", "المكان غير معروف");
    return undefined;
  }
  if (place !== undefined) return { name: place.name, position };
  return draft.place === undefined
    ? { position }
    : { name: asText(draft.place, draft.lang), position };
}

function recordExtension(
  draft: ReportDraft,
  context: ComposeContext,
  place: Place | undefined,
  images: readonly AttachedImage[],
) {
  const { until, precision, precedence, geometry, control } = draft;
  return {
    [extensionIds.record]: {
      extension_type: "property-extension",
      start_time: timeText(draft.at),
      ...(until !== undefined && { stop_time: timeText(until) }),
      ...(precision !== undefined && precision !== "instant" && { precision }),
      ...(precedence !== undefined && precedence !== "routine" && { precedence }),
      ...(place?.position && { position: place.position }),
      ...(place?.name && { place: place.name }),
      ...(geometry !== undefined && { geometry }),
      source: {
        ...(draft.sourceType !== undefined && { type: draft.sourceType }),
        reliability: draft.reliability ?? ungraded.reliability,
        credibility: String(draft.credibility ?? ungraded.credibility),
      },
      ...(control !== undefined && { control }),
      ...(images.length > 0 && { images }),
      ...(context.mode !== null && { mode: context.mode }),
    },
  };
}

/** `suspected` until an inquiry says otherwise: how sure we are stands in the grade. */
function incidentCore({ kind }: ReportDraft) {
  if (kind !== "incident") return {};
  return {
    [incidentCoreId]: {
      extension_type: "property-extension",
      determination: "suspected",
      investigation_status: "new",
    },
  };
}

function confidence({ credibility }: ReportDraft): { confidence?: number } {
  const value = confidenceOf(String(credibility ?? ungraded.credibility) as Credibility);
  return value === undefined ? {} : { confidence: value };
}

/** Objects without a record of their own still say that they are for show, and what else is to be said of them. */
function marks({ mode }: ComposeContext, more: { office_holder?: true } = {}) {
  const said = { ...more, ...(mode !== null && { mode }) };
  if (Object.keys(said).length === 0) return {};
  return {
    extensions: { [extensionIds.record]: { extension_type: "property-extension", ...said } },
  };
}

/** The texts in the language of the object itself: the asked one if the name has it, else the one that it has. */
function firstTexts(texts: Record<string, Text | undefined>, asked: Lang | undefined) {
  const lang = originalOf(texts["name"]!, asked);
  const first: Record<string, string> = { lang };
  for (const [property, text] of Object.entries(texts)) {
    const said = text?.[lang] ?? text?.ar ?? text?.en;
    if (said !== undefined) first[property] = said;
  }
  return first;
}

/** `contents` of a language-content object; null where nothing was said in the other language. */
function secondTexts(texts: Record<string, Text | undefined>, first: Lang) {
  const lang: Lang = first === "ar" ? "en" : "ar";
  const second: Record<string, string> = {};
  for (const [property, text] of Object.entries(texts))
    if (text?.[lang] !== undefined && text[first] !== undefined) second[property] = text[lang];
  return Object.keys(second).length > 0 ? { [lang]: second } : null;
}

function timeText(text: string): string {
  return stixTime(parseStixTime(text)!);
}
