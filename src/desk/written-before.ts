import type { Lang, Text } from "../domain/bilingual.ts";
import { translationId } from "../domain/compose-record.ts";
import type { LabelChoice } from "../domain/report-draft.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { Desk } from "./desk.ts";

/** Properties that a record's composing sets itself. */
const composed: ReadonlySet<string> = new Set([
  "type",
  "id",
  "spec_version",
  "created",
  "modified",
  "created_by_ref",
  "object_marking_refs",
  "extensions",
  "lang",
  "revoked",
]);
const texts = [
  "name",
  "description",
  "content",
  "abstract",
  "explanation",
  "reason",
  "conditions",
  "remark",
];

/** What an own record of writeRecord says, as a new version is made from it: its texts in both languages, all else as it is. */
export async function textsOf(
  desk: Desk,
  object: StixObject,
): Promise<{ lang: Lang; texts: Record<string, Text>; properties: Record<string, unknown> }> {
  const lang: Lang = object.lang === "ar" ? "ar" : "en";
  const other: Lang = lang === "ar" ? "en" : "ar";
  const stored = await desk.store.record(translationId(object.id));
  const live = stored && !stored.withdrawn && !stored.revoked;
  const translation = live ? (JSON.parse(stored.body) as StixObject) : null;
  const contents = (translation?.["contents"] ?? {}) as Record<string, Record<string, string>>;
  const said: { texts: Record<string, Text>; properties: Record<string, unknown> } = {
    texts: {},
    properties: {},
  };
  for (const [property, value] of Object.entries(object)) {
    if (composed.has(property)) continue;
    if (typeof value !== "string" || !texts.includes(property)) said.properties[property] = value;
    else {
      const second = contents[other]?.[property];
      said.texts[property] = { [lang]: value, ...(second !== undefined && { [other]: second }) };
    }
  }
  return { lang, ...said };
}

/** What answers a record is handled as that record is: as high, about the same, with its caveats; for those named alone. */
export function choiceOf(
  desk: Desk,
  label: StixId | null,
  releasableTo?: LabelChoice["releasableTo"],
): LabelChoice | null {
  const known = label === null ? undefined : desk.labels.get(label);
  if (!known) return null;
  const { classification, topics, caveats } = known;
  return { classification, topics, caveats, ...(releasableTo && { releasableTo }) };
}
