import type { TextProposal } from "../../domain/text-proposals.ts";
import type { Day } from "./calendar.ts";
import { numeric, patterns } from "./date-patterns.ts";
import { resolveDate, type Told } from "./resolve-date.ts";
import { begins, type Word } from "./words.ts";

type DateProposal = Extract<TextProposal, { kind: "date" }>;

/** Dates that a text names, in its order, as they are meant in a text that was written on `today`. */
export function datesIn(text: string, words: readonly Word[], today: Day): DateProposal[] {
  const found: DateProposal[] = [];
  const taken = new Uint8Array(text.length);
  const add = (start: number, end: number, told: Told) => {
    if (taken.subarray(start, end).includes(1)) return;
    const candidates = resolveDate(told, today);
    if (candidates.length === 0) return;
    taken.fill(1, start, end);
    const certainty = candidates.length === 1 ? "likely" : "possible";
    found.push({ kind: "date", start, end, text: text.slice(start, end), certainty, candidates });
  };
  const digits = withLatinDigits(text);
  for (const match of digits.matchAll(numeric))
    add(match.index, match.index + match[0].length, match.groups!);

  const line = lineOf(words);
  for (const pattern of patterns)
    for (const match of line.text.matchAll(pattern)) {
      const told = match.groups!;
      const own = match.indices!.groups!;
      const [from, to] = own["bareMonth"] ?? own["bareYear"] ?? match.indices![0]!;
      const [first, last] = [line.wordAt(from), line.wordAt(to - 1)];
      if (isOther(words, first, last, told)) continue;
      add(words[first]!.start, words[last]!.end, told);
    }
  return found.sort((a, b) => a.start - b.start);
}

/** The folded words with one space between them, punctuation marks as words of their own. */
function lineOf(words: readonly Word[]) {
  let text = "";
  /** Where each word begins in the line. */
  const starts: number[] = [];
  for (const [index, { gap, folded }] of words.entries()) {
    const marks = index === 0 ? "" : gap.replace(/\n/g, "|").replace(/[\s«»"“”]+/g, "");
    if (index > 0) text += marks === "" ? " " : ` ${[...marks].join(" ")} `;
    starts.push(text.length);
    text += folded;
  }
  const wordAt = (offset: number) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return { text, wordAt };
}

/** Arabic-Indic and Persian digits as Latin ones: each is one UTF-16 unit, so that offsets stay. */
function withLatinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

const prayers = /^(?:صلا|صلي|خطب)/;
const movements = /^(?:قوي|تيار|حركه|جماعه|فريق)$/;
const otherDays = /^(?:ذلك|هذا|نفس|طوال|طيله|ل?ذات)$/;
const whichDay = /^(?:الثاني|الاول|التالي|السابق|ذاته|نفسه|الذي|الاخير|العالمي)$/;

/** The same letters and something else: "may", "March on", the Friday prayer, the movement of the 14th of March. */
function isOther(words: readonly Word[], first: number, last: number, told: Told): boolean {
  const before = words[first - 1]?.folded ?? "";
  if (movements.test(before) || prayers.test(before)) return true;
  // "more than four months": how long it was, not when.
  if (told["since"] && /^(?:اكثر|اقل|ازيد)$/.test(before)) return true;
  const after = words[last + 1];
  if (told["bareToday"])
    return (
      otherDays.test(before) ||
      after === undefined ||
      begins(words, last + 1) ||
      whichDay.test(after.folded)
    );
  const own = words.slice(first, last + 1);
  const named = own.filter(({ folded }) =>
    [told["month"], told["bareMonth"], told["lastMonth"], told["weekday"]].includes(folded),
  );
  if (named.some(({ text }) => /^\p{Ll}/u.test(text) && /^[a-z]/i.test(text))) return true;
  // "أب", father, is no August: the madda tells them apart, or a number before it.
  const august = own.find(({ folded }) => /^[وفبل]?اب$/.test(folded));
  return august !== undefined && told["day"] === undefined && !/آ|ا\u0653/.test(august.text);
}
