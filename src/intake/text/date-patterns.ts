import { anyOf, monthOf, numberOf, ordinalOf, weekdayOf } from "./date-words.ts";

/**
 * Patterns of dates over the words of a text, folded, with one space between them and each punctuation mark as a word of its
 * own. What they tell stands in named groups. The first that fits at a place counts, so the longer ones come first.
 */

const M = `(?:${anyOf(monthOf, "arabic")})`;
const month = (name: string) => `(?:شهر )?(?<${name}>${M})(?: / ${M})?`;
const past = "الماضي|الماضيه|المنصرم|المنصرمه|الفايت|الفايته|الفائت";
const ahead = "المقبل|المقبله|القادم|القادمه|الجاي|الجايه";
const now = "الجاري|الجاريه|الحالي|الحاليه|هذا|هالشهر";
const direction = `(?<past>${past})|(?<ahead>${ahead})|(?<now>${now})`;
const year = `(?:من |في )?(?:(?:ل|لل)?(?:عام|سنه) )?(?<year>\\d{4})`;
/** A year that is written, or one that is pointed at: "of last year". */
const whichYear = `(?:من )?(?:العام|السنه) (?:${direction})|${year}|${direction}`;
const day = (name: string) => `(?<${name}>\\d{1,2})`;
const part =
  "(?:يوم|نهار|فجر|صباح|صبح|ظهر|عصر|مساء|مسا|ليل|ليله|عشيه|عشيه يوم|فجر يوم|صباح يوم|مساء يوم|ظهر يوم)";
const units =
  "(?<days>يوم|ايام|يومين)|(?<weeks>اسبوع|اسابيع|اسبوعين)|(?<months>شهر|اشهر|شهور|شهرين)|(?<years>سنه|سنوات|سنين|سنتين|عام|اعوام|عامين)";
const count = `(?<count>\\d{1,3}|${anyOf(numberOf, "arabic")})`;

const arabic = [
  `(?:(?:ما )?بين|من) ${day("day")} (?:و ?|الي |حتي )${day("lastDay")} (?:من )?${month("month")}(?: (?:${whichYear}))?`,
  `${day("day")} (?:-|–|الي|حتي) ${day("lastDay")} (?:من )?${month("month")}(?: (?:${whichYear}))?`,
  `(?:(?:ما )?بين|من) ${month("month")} (?:و ?|الي |حتي )${month("lastMonth")}(?: (?:${whichYear}))?`,
  `(?:(?:${part} )?(?:${anyOf(weekdayOf, "arabic")}) (?:، )?)?(?:${day("day")}|(?<ordinal>${anyOf(ordinalOf, "arabic")})) (?:من )?${month("month")}(?: (?:${whichYear}))?`,
  `${month("month")}(?: (?:${whichYear}))`,
  `(?:شهر|في|خلال|منذ|مطلع|اوايل|اوائل|منتصف|اواخر|نهايه|بدايه|حتي|اول|من|اخر) (?:شهر )?(?<bareMonth>${M})(?: / ${M})?`,
  `(?:(?:من |قبل )?(?<dayBefore>اول امبارح|اول مبارح|اول البارحه|اول امس|قبل امس))`,
  `(?:${part} )?(?<yesterday>امس|امبارح|مبارح|البارحه)`,
  `الليله (?<lastNight>الماضيه)`,
  `(?:${part} )(?<today>اليوم)|(?<bareToday>اليوم)`,
  `(?<tomorrow>غدا|بكرا|بكره|باجر)`,
  `(?:${part} )?(?<weekday>${anyOf(weekdayOf, "arabic")})(?: (?:${direction}))?`,
  `(?:الاسبوع|هالاسبوع) (?<thatWeek>(?:${direction}))`,
  `(?<thatWeek>هالاسبوع|هذا الاسبوع)`,
  `(?:الشهر) (?<thatMonth>(?:${direction}))`,
  `(?:العام|السنه) (?<thatYear>(?:${direction}))`,
  `(?<thatMonth>هالشهر|هذا الشهر)`,
  `(?:قبل|(?<since>منذ|من)|صارلها|صارله|صارلو) (?:(?:حوالي|نحو) )?(?:${count} )?(?:${units})(?! ${M})`,
  `(?:عام|سنه|لعام|العام|في|منذ|مطلع|نهايه|بدايه|خلال|حتي) (?:عام |سنه )?(?<bareYear>\\d{4})`,
];

const E = `(?:${anyOf(monthOf, "latin")})`;
const D = (name: string) => `(?<${name}>\\d{1,2})(?:st|nd|rd|th)?`;
const Y = `(?:(?: ,| of)? (?<year>\\d{4}))`;
const which = "(?<past>last|past|previous)|(?<ahead>next|coming)|(?<now>this)";
const W = anyOf(weekdayOf, "latin");
const enUnits = "(?<days>days?)|(?<weeks>weeks?)|(?<months>months?)|(?<years>years?)";

const english = [
  `(?:(?:from|between) )?${D("day")} (?:to|and|until|-|–) ${D("lastDay")} (?:of )?(?<month>${E})${Y}?`,
  `(?:(?:from|between) )?(?<month>${E}) ${D("day")} (?:to|and|until|-|–) ${D("lastDay")}${Y}?`,
  `(?:from|between) (?<month>${E}) (?:to|and|until) (?<lastMonth>${E})${Y}?`,
  `(?:(?:${W}) (?:, )?)?(?:the )?${D("day")} (?:of )?(?:${which} )?(?<month>${E})${Y}?`,
  `(?:(?:${W}) (?:, )?)?(?<month>${E}) ${D("day")}(?!\\d)${Y}?`,
  `(?<month>${E})${Y}`,
  `(?:${which}) (?<month>${E})`,
  `(?:in|since|during|by|until|of|through|early|late|mid|from) (?:early |late |mid )?(?<bareMonth>${E})`,
  `(?:the )?(?<dayBefore>day before yesterday)`,
  `(?<yesterday>yesterday|last night)`,
  `(?<today>today|tonight|this morning|this evening|this afternoon)`,
  `(?<tomorrow>tomorrow)`,
  `(?:(?:${which}|on) )?(?<weekday>${W})`,
  `(?<thatWeek>(?:${which})) week`,
  `(?<thatMonth>(?:${which})) month`,
  `(?<thatYear>(?:${which})) year`,
  `(?<count>\\d{1,3}|${anyOf(numberOf, "latin")}) (?:${enUnits}) (?:ago|earlier)`,
  `(?:in|since|during|by|until|of|from|late|early) (?<bareYear>\\d{4})`,
];

/** With a particle or a conjunction written onto the first word. */
export const patterns: readonly RegExp[] = [
  ...arabic.map(
    (source) => new RegExp(`(?<=^| )(?:[وفبل](?=[\\u0621-\\u064a]))?(?:${source})(?= |$)`, "dgu"),
  ),
  ...english.map((source) => new RegExp(`(?<=^| )(?:${source})(?= |$)`, "dgu")),
];

/** 2015-03-11, 11/3/2015, 11.03.15: digits as they are compared. */
export const numeric =
  /(?<![\d/.-])(?:(?<isoYear>\d{4})-(?<isoMonth>\d{1,2})-(?<isoDay>\d{1,2})|(?<first>\d{1,2})(?<mark>[/.-])(?<second>\d{1,2})\k<mark>(?<numericYear>\d{4}|\d{2}))(?![\d/-])/g;
