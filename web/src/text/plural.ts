import type { Lang } from "../api/shapes.ts";

const rules = { ar: new Intl.PluralRules("ar"), en: new Intl.PluralRules("en") };

/** Of a text "one=…|other=…" the form that goes with this number in the language. */
export function plural(text: string, count: number, lang: Lang): string {
  const forms = new Map(
    text.split("|").map((form) => {
      const at = form.indexOf("=");
      return [form.slice(0, at), form.slice(at + 1)] as const;
    }),
  );
  return forms.get(rules[lang].select(count)) ?? forms.get("other") ?? text;
}
