import type { Mode } from "../../desk/desk.ts";
import type { ListedSituationReport } from "../../desk/watch/situation/keep-report.ts";
import type { Bilingual, Lang } from "../../domain/bilingual.ts";
import { classificationNames } from "../../domain/label.ts";
import { dateTimeGroup } from "../../domain/time.ts";
import { linesOf, type PrintedDocument } from "../../print/document.ts";

const standings: Record<NonNullable<Mode>, Bilingual> = {
  demonstration: { ar: "عرض – ليس للعمليات", en: "DEMONSTRATION – not for operations" },
  exercise: { ar: "تمرين – لا شيء هنا حقيقي", en: "EXERCISE – nothing here is real" },
};

/** The same in a word, for the mark of every page. */
const standingMarks: typeof standings = {
  demonstration: { ar: "عرض", en: "DEMONSTRATION" },
  exercise: { ar: "تمرين", en: "EXERCISE" },
};

const names = {
  node: { ar: "الجهة", en: "Partner" },
  period: { ar: "المدة", en: "Period" },
  made: { ar: "أعدّه", en: "Made by" },
  saved: { ar: "آخر تعديل", en: "Last change" },
  state: { ar: "الحالة", en: "State" },
} satisfies Record<string, Bilingual>;

const ownUse: Bilingual = { ar: "لاستعمالنا وحدنا", en: "for our own use" };

const goneWarning: Bilingual = {
  ar: "سُحبت معلومات يستند إليها هذا التقرير بعد إعداده. لا تستعمله، وأعدّ تقريراً جديداً.",
  en: "Records that this report rests on were taken back after it was made. Do not use it; make a new one.",
};

/** A situation report as it is printed: all of it, for this node's own people. */
export function printedReport(
  report: ListedSituationReport,
  { name, mode }: { name: Bilingual; mode: Mode },
): PrintedDocument {
  const { lang, title, classification, caveats, sections, gone, made, saved } = report;
  const fact = (what: Bilingual, value: string) => ({ name: what[lang], value });
  const said = ({ by, at }: { by: string; at: string }) => `${by} – ${group(at)}`;
  const level = classificationNames[classification][lang];
  return {
    ...{ lang, title },
    mark: [
      ...(mode ? [standingMarks[mode][lang]] : []),
      ...[lang === "en" ? level.toUpperCase() : level, ...caveats],
    ].join(" – "),
    standing: mode && standings[mode][lang],
    warning: gone.length > 0 ? goneWarning[lang] : null,
    facts: [
      fact(names.node, name[lang]),
      fact(names.period, periodOf(report)),
      fact(names.made, said(made)),
      ...(saved.at === made.at ? [] : [fact(names.saved, said(saved))]),
      fact(names.state, stateOf(report, lang)),
    ],
    sections: sections.map(({ heading, text, released }) => ({
      heading: released === true ? heading : `${heading} (${ownUse[lang]})`,
      lines: linesOf(text, lang),
    })),
  };
}

function periodOf({ from, until, lang }: ListedSituationReport): string {
  const [start, end] = [group(from), group(until)];
  return lang === "ar" ? `من ${start} إلى ${end}` : `${start} – ${end}`;
}

function stateOf({ version, released }: ListedSituationReport, lang: Lang): string {
  if (released === null)
    return lang === "ar" ? `مسوّدة، نسخة ${version}` : `draft, version ${version}`;
  const when = group(released.at);
  return lang === "ar"
    ? `أُجيز ${when} (${released.by})، ${released.id}`
    : `released ${when} (${released.by}), ${released.id}`;
}

function group(time: string): string {
  return dateTimeGroup(Date.parse(time));
}
