import { ar } from "./ar.ts";
import { en } from "./en.ts";
import type { TextKey } from "./en.ts";
import { type Digits, numberIn, writeDigits } from "../format/locale.ts";
import { fill } from "./fill.ts";
import { plural } from "./plural.ts";
import { readChoice, writeChoice } from "./language-choice.ts";
import type { Lang, Text } from "../api/shapes.ts";

const catalogues = { ar, en };
let current: Lang = $state(readChoice(null));
const digitsKey = "tansiq.digits";
const digitsAtFirst: Digits = localStorage.getItem(digitsKey) === "arab" ? "arab" : "latn";
let digitsNow = $state(digitsAtFirst);
let person: string | null = null;
writeDigits(digitsAtFirst);
apply();

/** The language that the page speaks now. Reading it in a component makes the component follow it, and the digits too. */
export function lang(): Lang {
  void digitsNow;
  return current;
}

/** The digits of Arabic words, as this machine prefers them. */
export function digits(): Digits {
  return digitsNow;
}

export function preferDigits(next: Digits): void {
  digitsNow = next;
  writeDigits(next);
  localStorage.setItem(digitsKey, next);
}

/** The other one, for the switch. */
export function otherLang(): Lang {
  return current === "ar" ? "en" : "ar";
}

/** Switches the page; remembered for the person who is signed in, and for the next sign-in on this machine. */
export function speak(next: Lang): void {
  current = next;
  writeChoice(person, next);
  apply();
}

/** From now on the choice is this person's: their own earlier one comes back. */
export function speakTo(name: string | null): void {
  person = name;
  current = readChoice(name);
  apply();
}

/** What the page says under a key, in the present language, with `{name}` filled in. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const written = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "number" ? number(value) : value,
  ]);
  return fill(catalogues[current][key], Object.fromEntries(written) as Record<string, string>);
}

/** The form of the text under a key that goes with a number, which stands in it as {count}. */
export function tCount(key: TextKey, count: number): string {
  return fill(plural(catalogues[current][key], count, current), { count: number(count) });
}

/** A whole number with its thousands apart. */
export function number(value: number): string {
  return numberIn(lang(), value);
}

/** Same for keys made from data ("topic." + id): an id that the catalogue does not know is shown as it is. */
export function tOf(prefix: string, id: string): string {
  const key = `${prefix}.${id}`;
  return key in en ? catalogues[current][key as TextKey] : id;
}

/** A person's or a partner's text in the present language, or in the other where there is only that. */
export function own(text: Text | undefined): string {
  return text?.[current] ?? text?.[otherLang()] ?? "";
}

/** The language that `own` would really give, for the `lang` attribute. */
export function ownLang(text: Text | undefined): Lang {
  return text?.[current] ? current : text?.[otherLang()] ? otherLang() : current;
}

function apply(): void {
  document.documentElement.lang = current;
  document.documentElement.dir = current === "ar" ? "rtl" : "ltr";
}
