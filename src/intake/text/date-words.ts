import { foldLetters } from "../../domain/search-words.ts";

/* Words of dates, folded as they are compared, with what each means. */

const months: Record<number, string> = {
  1: "كانون الثاني|كانون ثاني|يناير|january|jan",
  2: "شباط|فبراير|february|feb",
  3: "آذار|مارس|march|mar",
  4: "نيسان|أبريل|إبريل|april|apr",
  5: "أيار|مايو|may",
  6: "حزيران|يونيو|يونيه|june|jun",
  7: "تموز|يوليو|يوليه|july|jul",
  8: "آب|أغسطس|august|aug",
  9: "أيلول|سبتمبر|september|sept|sep",
  10: "تشرين الأول|تشرين أول|أكتوبر|october|oct",
  11: "تشرين الثاني|تشرين ثاني|نوفمبر|november|nov",
  12: "كانون الأول|كانون أول|ديسمبر|december|dec",
};

/** From 0, Sunday, as Date counts. In talk ث is ت and the hamza is dropped. */
const weekdays: Record<number, string> = {
  0: "الأحد|sunday",
  1: "الاثنين|الإثنين|التنين|الاتنين|monday",
  2: "الثلاثاء|الثلاثا|التلاتا|tuesday",
  3: "الأربعاء|الأربعا|wednesday",
  4: "الخميس|thursday",
  5: "الجمعة|friday",
  6: "السبت|saturday",
};

const numbers: Record<number, string> = {
  1: "a|an|one",
  2: "two|يومين|أسبوعين|شهرين|سنتين|عامين",
  3: "ثلاث|ثلاثة|تلات|three",
  4: "أربع|أربعة|four",
  5: "خمس|خمسة|five",
  6: "ست|ستة|six",
  7: "سبع|سبعة|seven",
  8: "ثمان|ثماني|ثمانية|تمن|eight",
  9: "تسع|تسعة|nine",
  10: "عشر|عشرة|ten",
};

const ordinals: Record<number, string> = {
  1: "الأول",
  2: "الثاني",
  3: "الثالث",
  4: "الرابع",
  5: "الخامس",
  6: "السادس",
  7: "السابع",
  8: "الثامن",
  9: "التاسع",
  10: "العاشر",
  11: "الحادي عشر",
  12: "الثاني عشر",
  13: "الثالث عشر",
  14: "الرابع عشر",
  15: "الخامس عشر",
  16: "السادس عشر",
  17: "السابع عشر",
  18: "الثامن عشر",
  19: "التاسع عشر",
  20: "العشرين",
};

function reversed(words: Record<number, string>): Map<string, number> {
  return new Map(
    Object.entries(words).flatMap(([value, names]) =>
      names.split("|").map((name) => [foldLetters(name), Number(value)] as const),
    ),
  );
}

export const monthOf = reversed(months);
export const weekdayOf = reversed(weekdays);
export const numberOf = reversed(numbers);
export const ordinalOf = reversed(ordinals);

/** The keys as alternatives of a pattern, the longest first; of one script only. */
export function anyOf(words: ReadonlyMap<string, number>, script: "arabic" | "latin"): string {
  return [...words.keys()]
    .filter((word) => /^[a-z]/.test(word) === (script === "latin"))
    .sort((a, b) => b.length - a.length)
    .join("|");
}
