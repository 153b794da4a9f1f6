import type { ReportDraft } from "../../src/domain/report-draft.ts";

/** A report on a cut supply road, as a watch officer would write it. */
export function roadCut(changes: Partial<ReportDraft> = {}): ReportDraft {
  return {
    kind: "incident",
    name: { ar: "قطع طريق الإمداد في الأنبار", en: "Supply road cut in Anbar" },
    lang: "en",
    description: { ar: "الطريق مقطوع عند الجسر", en: "The road is cut at the bridge" },
    at: "2015-03-11T06:00:00.000Z",
    position: [43.3, 33.4],
    topics: ["supply-route"],
    classification: "restricted",
    reliability: "B",
    credibility: "2",
    ...changes,
  };
}
