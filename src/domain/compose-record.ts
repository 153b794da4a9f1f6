import type { Bilingual, Lang, Text } from "./bilingual.ts";
import { extensionIds, newSdo, type ExtensionName } from "./extensions.ts";
import type { ContentKind } from "./kinds.ts";
import { labelMarking, tlpOf } from "./label-marking.ts";
import type { Label } from "./label.ts";
import type { PartnerId } from "./partner.ts";
import { identityId } from "./partner-identity.ts";
import type { StixId, StixObject } from "./stix.ts";
import { stixTime } from "./time.ts";
import { tansiqNamespace, uuid5 } from "./uuid.ts";

/** A content record of any kind but a report, which composeReport makes. */
export interface RecordDraft {
  type: ContentKind;
  id: StixId;
  /** Language of the original. */
  lang: Lang;
  /** Texts by property; each must be there in the original's language. The other language becomes a translation. */
  texts: Record<string, Text>;
  properties: Record<string, unknown>;
}

export interface RecordContext {
  originator: PartnerId;
  label: Label;
  /** ms UTC. */
  now: number;
  /** ms UTC of the first version; left out: this is it. */
  created?: number;
  mode: "demonstration" | "exercise" | null;
}

/**
 * The language of the original: the one asked for, otherwise the one in which all these texts are. A text without its
 * original would pass for one in it: what is wrong, with the property, where there is none such or both are.
 */
export function originalLanguage(
  texts: Record<string, Text>,
  asked?: Lang,
): Lang | { property: string; fault: Bilingual } {
  const whole = (["ar", "en"] as const).filter((lang) =>
    Object.values(texts).every((text) => text[lang] !== undefined),
  );
  const lang = asked ?? (whole.length === 1 ? whole[0] : undefined);
  if (lang !== undefined && whole.includes(lang)) return lang;
  if (lang === undefined && whole.length === 2) return { property: "lang", fault: bothLanguages };
  const needed = lang ?? "ar";
  const lacking = Object.entries(texts).find(([, text]) => text[needed] === undefined);
  return { property: lacking?.[0] ?? "lang", fault: missingIn[needed] };
}

const bothLanguages: Bilingual = {
  ar: "النص باللغتين: حدّد لغة الأصل، ar أو en",
  en: "it is in both languages: say which is the original, ar or en",
};
const missingIn: Record<Lang, Bilingual> = {
  ar: {
    ar: "الأصل بالعربية: اكتبه بالعربية أيضاً",
    en: "the original is in Arabic: give this in Arabic too",
  },
  en: {
    ar: "الأصل بالإنجليزية: اكتبه بالإنجليزية أيضاً",
    en: "the original is in English: give this in English too",
  },
};

/** The unsigned object, and its translation where something is said in the other language too. */
export function composeRecord(draft: RecordDraft, context: RecordContext): StixObject[] {
  const { type, id, lang, texts, properties } = draft;
  const { originator, label, now, created = now, mode } = context;
  const common = {
    spec_version: "2.1" as const,
    created: stixTime(created),
    modified: stixTime(now),
    created_by_ref: identityId(originator),
    object_marking_refs: [labelMarking(label).id, tlpOf(label)],
  };
  const extensions = {
    ...(Object.hasOwn(extensionIds, type) && newSdo(type as ExtensionName)),
    ...(mode !== null && {
      [extensionIds.record]: { extension_type: "property-extension", mode },
    }),
  };
  const main: StixObject = {
    type,
    id,
    ...common,
    lang,
    ...inLanguage(texts, lang),
    ...properties,
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
  const other: Lang = lang === "ar" ? "en" : "ar";
  const contents = inLanguage(texts, other);
  if (Object.keys(contents).length === 0) return [main];
  const translation: StixObject = {
    type: "language-content",
    id: translationId(id),
    ...common,
    object_ref: id,
    object_modified: main.modified,
    contents: { [other]: contents },
  };
  return [main, translation];
}

/** One translation for each record, so that a new version of the one is a new version of the other. */
export function translationId(id: StixId): StixId {
  return `language-content--${uuid5(tansiqNamespace, `translation ${id}`)}`;
}

function inLanguage(texts: Record<string, Text>, lang: Lang): Record<string, string> {
  const said: Record<string, string> = {};
  for (const [property, text] of Object.entries(texts)) {
    if (text[lang] !== undefined) said[property] = text[lang];
  }
  return said;
}
