import type { HandlingDraft, Lang, ReportDraft, Text } from "../api/shapes.ts";
import { formImages } from "./form-images.ts";
import type { ChosenPlace } from "./chosen-place.ts";
import { draftOf, emptyFields, type ReportFields } from "./report-fields.ts";
import { timeToField } from "./time.ts";

/** What stands in the form that opens with an own report as it was written. */
export function fieldsOf(draft: ReportDraft): ReportFields {
  const lang = draft.lang ?? "ar";
  const other: Lang = lang === "ar" ? "en" : "ar";
  const name = textOf(draft.name, lang);
  const description = textOf(draft.description, lang);
  const { releasableTo, speaker } = draft;
  return {
    ...emptyFields(lang, timeToField(Date.parse(draft.at))),
    kind: draft.kind,
    languages: name[other] ? [lang, other] : [lang],
    name: { ar: name.ar ?? "", en: name.en ?? "" },
    description: { ar: description.ar ?? "", en: description.en ?? "" },
    precision: draft.precision ?? "instant",
    precedence: draft.precedence ?? "routine",
    until: draft.until ? timeToField(Date.parse(draft.until)) : "",
    speaker: firstOf(textOf(speaker?.name, lang), lang),
    speakerClass: speaker?.identityClass === "organization" ? "organization" : "individual",
    office: firstOf(textOf(speaker?.office, lang), lang),
    position: draft.position ? [...draft.position] : null,
    place: placeOf(draft, lang),
    topics: [...draft.topics],
    classification: draft.classification,
    caveats: [...(draft.caveats ?? [])],
    passingOn: draft.originatorControl ? "originatorControl" : (draft.reshare ?? "none"),
    releasable:
      releasableTo === undefined ? "agreed" : releasableTo.length > 0 ? "chosen" : "nobody",
    chosen: [...(releasableTo ?? [])],
    reliability: draft.reliability ?? "F",
    credibility: (draft.credibility ?? "6") as ReportFields["credibility"],
    sourceType: draft.sourceType ?? "",
    source: draft.source ?? "",
    confirmedBy: draft.confirmedBy ?? "",
    images: formImages(draft),
  };
}

/**
 * The new version: what the form has no field for, or shows less exactly, and nobody changed, stays as it was. A named source
 * is replaced, never taken away.
 */
export function revisionOf(fields: ReportFields, before: ReportDraft): ReportDraft {
  const opened = fieldsOf(before);
  const written = draftOf(fields);
  const same = <K extends keyof ReportFields>(...keys: K[]) =>
    keys.every((key) => JSON.stringify(fields[key]) === JSON.stringify(opened[key]));
  const { position: _, geometry: __, place: ___, country: ____, ...elsewhere } = written;
  const stays = same("position", "place");
  const { reshare, originatorControl } = before;
  return {
    ...elsewhere,
    ...whereOf(stays ? before : written),
    ...(before.lang && fields.name[before.lang].trim() && { lang: before.lang }),
    ...(same("at") && { at: before.at }),
    ...(same("until") && before.until !== undefined && { until: before.until }),
    ...(same("speaker", "speakerClass", "office", "kind") &&
      before.speaker && { speaker: before.speaker }),
    ...(same("images") && before.images && { images: before.images }),
    // Of another place it does not hold.
    ...(stays && before.control && { control: before.control }),
    ...(same("caveats") && before.caveats && { caveats: before.caveats }),
    ...(same("passingOn") && {
      ...(reshare && { reshare }),
      ...(originatorControl !== undefined && { originatorControl }),
    }),
    ...(before.source !== undefined && !fields.source.trim() && { source: before.source }),
    ...(before.confirmedBy !== undefined &&
      !written.confirmedBy && { confirmedBy: before.confirmedBy }),
  };
}

/** Of a report, what decides who gets it. */
export function handlingOfDraft(draft: ReportDraft): HandlingDraft {
  const { kind, position, geometry, country, topics, caveats, classification } = draft;
  const { reshare, originatorControl, releasableTo, speaker } = draft;
  return {
    ...{ kind, topics, classification },
    ...(position && { position }),
    ...(geometry && { geometry }),
    ...(country !== undefined && { country }),
    ...(caveats && { caveats }),
    ...(reshare && { reshare }),
    ...(originatorControl !== undefined && { originatorControl }),
    ...(releasableTo && { releasableTo }),
    ...(speaker && { hasSpeaker: true }),
  };
}

function whereOf({ position, geometry, place, country }: ReportDraft) {
  return {
    ...(position && { position }),
    ...(geometry && { geometry }),
    ...(place !== undefined && { place }),
    ...(country !== undefined && { country }),
  };
}

/** A place that was written, as one that was chosen. */
function placeOf(
  { place, position, geometry, country }: ReportDraft,
  lang: Lang,
): ChosenPlace | null {
  if (place === undefined) return null;
  const name = textOf(place, lang);
  if (!position)
    return country === undefined ? null : { name, extent: "area", country, positions: [] };
  const several =
    geometry?.type === "MultiPoint" ? (geometry.coordinates as [number, number][]) : [];
  const positions = several.length > 0 ? several : [position];
  return { name, extent: "point", country: "", positions: positions.map(([x, y]) => [x, y]) };
}

function textOf(text: string | Text | undefined, lang: Lang): Text {
  return typeof text === "string" ? { [lang]: text } : (text ?? {});
}

function firstOf(text: Text, lang: Lang): string {
  return text[lang] ?? text.ar ?? text.en ?? "";
}
