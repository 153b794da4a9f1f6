import type { Lang, Text } from "./bilingual.ts";
import type { ControlChange } from "./control-change.ts";
import { extensionOf } from "./extensions.ts";
import type { Geometry, Position } from "./geometry.ts";
import type { Credibility, Reliability } from "./grade.ts";
import type { Label } from "./label.ts";
import type { PartnerId } from "./partner.ts";
import type { Precedence } from "./precedence.ts";
import type {
  DraftSpeaker,
  Precision,
  ReportDraft,
  SourceType,
  SpeakerClass,
} from "./report-draft.ts";
import { imagesOf } from "./report-images.ts";
import type { StixObject } from "./stix.ts";

/** What is kept or said of a report beside its objects. */
export interface Beside {
  label: Label;
  /** Where the label says "listed". */
  recipients?: readonly PartnerId[];
  source?: string;
  confirmedBy?: string;
}

/**
 * The draft that makes these objects: what `composeReport` does, the other way round. `parts`: the objects of one report by
 * their part (main, location, identity, and "translation of" each); revoked ones say nothing.
 */
export function draftOfReport(
  parts: ReadonlyMap<string, StixObject>,
  { label, recipients = [], source, confirmedBy }: Beside,
): ReportDraft {
  const live = (part: string) => {
    const object = parts.get(part);
    return object?.revoked ? undefined : object;
  };
  const text = (part: string, property: string) =>
    textOf(live(part), live(`translation of ${part}`), property);
  const main = parts.get("main")!;
  const location = live("location");
  const own = (extensionOf(main, "record") ?? {}) as OwnExtension;
  const description = text("main", "description");
  const speaker = speakerOf(live("identity"), text);
  const { position, place, geometry, control } = own;
  const images = imagesOf(main).map(({ image_ref: id, caption }) => ({
    ...{ id, ...(caption && { caption }) },
  }));
  return {
    kind: main.type as ReportDraft["kind"],
    name: text("main", "name") ?? {},
    ...(description && { description }),
    lang: main.lang === "ar" ? "ar" : "en",
    at: own.start_time ?? (main["published"] as string),
    ...(own.stop_time !== undefined && { until: own.stop_time }),
    ...(own.precision && { precision: own.precision }),
    ...(own.precedence && { precedence: own.precedence }),
    ...(position && { position }),
    ...(geometry && { geometry }),
    ...(place && { place }),
    ...(typeof location?.["country"] === "string" && { country: location["country"] }),
    topics: label.topics,
    caveats: label.caveats,
    classification: label.classification,
    reshare: label.reshare,
    originatorControl: label.originatorControl,
    ...(label.release !== "agreements" && {
      releasableTo: label.release === "listed" ? recipients : [],
    }),
    ...(own.source && { reliability: own.source.reliability, credibility: own.source.credibility }),
    ...(own.source?.type && { sourceType: own.source.type }),
    ...(source !== undefined && { source }),
    ...(confirmedBy !== undefined && { confirmedBy }),
    ...(speaker && { speaker }),
    ...(control && { control }),
    ...(images.length > 0 && { images }),
  };
}

interface OwnExtension {
  start_time?: string;
  stop_time?: string;
  precision?: Precision;
  precedence?: Precedence;
  position?: Position;
  place?: Text;
  geometry?: Geometry;
  source?: { type?: SourceType; reliability: Reliability; credibility: Credibility };
  control?: ControlChange;
}

function textOf(
  object: StixObject | undefined,
  translation: StixObject | undefined,
  property: string,
): Text | undefined {
  const first = object?.[property];
  if (typeof first !== "string") return undefined;
  const lang: Lang = object!.lang === "ar" ? "ar" : "en";
  const other: Lang = lang === "ar" ? "en" : "ar";
  const contents = translation?.["contents"] as Record<string, Record<string, string>> | undefined;
  const second = contents?.[other]?.[property];
  return { [lang]: first, ...(second !== undefined && { [other]: second }) };
}

function speakerOf(
  identity: StixObject | undefined,
  text: (part: string, property: string) => Text | undefined,
): DraftSpeaker | undefined {
  const name = text("identity", "name");
  if (!identity || !name) return undefined;
  const office = text("identity", "description");
  const identityClass = identity["identity_class"] as SpeakerClass;
  return { identityClass, name, ...(office && { office }) };
}
