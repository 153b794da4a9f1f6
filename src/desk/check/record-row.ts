import { hasShape, positionOf, timeOf, untilOf } from "../../domain/areas.ts";
import { extensionOf } from "../../domain/extensions.ts";
import { isContentKind } from "../../domain/kinds.ts";
import type { PartnerId } from "../../domain/partner.ts";
import { references } from "../../domain/references.ts";
import { imagesOf } from "../../domain/report-images.ts";
import { lookupWords } from "../../domain/search-words.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { parseStixTime } from "../../domain/time.ts";
import type { CheckedRow } from "./checked.ts";

/** The row of an object that was checked, or composed here. `body`: its canonical text with the signature. */
export function recordRow(
  object: StixObject,
  body: string,
  originator: PartnerId | null,
  label: StixId | null,
): CheckedRow {
  const created = parseStixTime(object.created!)!;
  const until = untilOf(object);
  return {
    id: object.id,
    modified: object.modified === undefined ? created : parseStixTime(object.modified)!,
    created,
    kind: object.type,
    originator,
    label,
    body,
    at: timeOf(object),
    ...(until !== null && { until }),
    ...(extensionOf(object, "record")?.["control"] !== undefined && { control: true }),
    ...(hasShape(object) && { shape: true }),
    position: positionOf(object),
    grade: gradeOf(object),
    words: [...new Set(lookupWords(searchableText(object)))].join(" "),
    refs: references(object),
    revoked: object.revoked ?? false,
  };
}

/** Admiralty grade, e.g. "B2". */
export function gradeOf(object: StixObject): string | null {
  const source = extensionOf(object, "record")?.["source"] as
    | { reliability: string; credibility: string }
    | undefined;
  return source === undefined ? null : source.reliability + source.credibility;
}

/** What a person would look for: the texts of content records and of their translations, and the place. */
function searchableText(object: StixObject): string {
  if (object.type === "language-content") {
    const translated = String(object["object_ref"]);
    if (!isContentKind(translated.slice(0, translated.indexOf("--")))) return "";
    return textsIn(object["contents"]);
  }
  if (!isContentKind(object.type)) return "";
  let text = "";
  for (const property of [
    "name",
    "description",
    "abstract",
    "content",
    "explanation",
    "reason",
    "conditions",
    "remark",
  ])
    if (typeof object[property] === "string") text += ` ${object[property]}`;
  const place = extensionOf(object, "record")?.["place"];
  for (const { caption } of imagesOf(object)) text += ` ${textsIn(caption)}`;
  return place === undefined ? text : `${text} ${textsIn(place)}`;
}

function textsIn(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(textsIn).join(" ");
}
