import type { Lang, ListedPartner } from "../api/shapes.ts";

/** The short names of partners that stand quoted in the node's sentence, put in the partners' own words. */
export function withNames(
  sentence: string,
  partners: readonly Pick<ListedPartner, "id" | "name">[],
  lang: Lang,
): string {
  return sentence.replace(
    /«\u2068([^«»]+)\u2069»|“([^“”]+)”/g,
    (whole, ar?: string, en?: string) => {
      const id = ar ?? en;
      return partners.find((partner) => partner.id === id)?.name[lang] ?? whole;
    },
  );
}

/** The identifiers of records that stand in the node's sentence, put in their names; `nameOf` gives "" for one that is not known. */
export function withTitles(sentence: string, nameOf: (id: string) => string): string {
  return sentence.replace(/[a-z][a-z0-9-]*--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) =>
    nameOf(id) ? `\u2068${nameOf(id)}\u2069` : id,
  );
}
