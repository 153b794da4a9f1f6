import type { Bilingual } from "../../domain/bilingual.ts";

/** Why a date was read as it was, for people. */
export const dateReasons = {
  written: { ar: "مكتوب بتمامه في النص", en: "written out in the text" },
  dayFirst: { ar: "قُرئ اليوم قبل الشهر", en: "read with the day before the month" },
  monthFirst: { ar: "قُرئ الشهر قبل اليوم", en: "read with the month before the day" },
  latest: {
    ar: "السنة غير مذكورة: الأقرب قبل يوم كتابة النص",
    en: "no year is written: the latest before the day of the text",
  },
  before: { ar: "السنة غير مذكورة: قبل ذلك بسنة", en: "no year is written: a year before that" },
  coming: {
    ar: "السنة غير مذكورة: الأقرب بعد يوم كتابة النص",
    en: "no year is written: the next after the day of the text",
  },
  counted: { ar: "محسوب من يوم كتابة النص", en: "counted from the day of the text" },
  since: { ar: "منذ ذلك اليوم حتى يوم كتابة النص", en: "from that day to the day of the text" },
} as const satisfies Record<string, Bilingual>;

export type DateReason = keyof typeof dateReasons;
