import type { Grant, Power, RedLine } from "../api/shapes.ts";
import type { TextKey } from "../text/en.ts";

/** How a sentence is said: the catalogue in one language, and the names in it. */
export interface Words {
  t(key: TextKey, values?: Record<string, string | number>): string;
  /** The form of a text that goes with a number, which stands in it as {count}. */
  count(key: TextKey, count: number): string;
  /** A word of a vocabulary: "topic", "kind", "class". */
  of(vocabulary: string, id: string): string;
  names(partners: readonly string[]): string;
  date(iso: string): string;
}

/** A grant as one plain sentence. */
export function grantSentence(grant: Grant, parties: readonly string[], words: Words): string {
  const { t } = words;
  const from = grant.from ?? parties;
  const to = grant.to ?? parties;
  const what = [
    list(grant.kinds, "kind", "clause.allKinds", words),
    grant.topics
      ? grant.topics.length
        ? t("clause.topics", { topics: vocabulary(grant.topics, "topic", words) })
        : t("clause.nothing")
      : t("clause.topicsAny"),
    grant.upTo && t("clause.upTo", { classification: words.of("class", grant.upTo) }),
    grant.caveats?.length &&
      t("clause.caveats", {
        caveats: joined(
          grant.caveats.map((caveat) => caveatIn(caveat, words)),
          words,
        ),
      }),
    grant.within && t("clause.within"),
    grant.backfillFrom && t("clause.backfill", { from: words.date(grant.backfillFrom) }),
    typeof grant.hold === "object" && words.count("clause.holdMinutes", grant.hold.minutes),
    grant.hold === "second-person" && t("clause.holdSecond"),
    t(
      grant.reshare === "any"
        ? "clause.reshareAny"
        : grant.reshare === "parties"
          ? "clause.reshareParties"
          : "clause.reshareNone",
    ),
  ];
  const said = joined(what.filter(Boolean) as string[], words);
  const mutual = sameSet(from, to);
  return sentence(
    mutual
      ? t("clause.mutual", { parties: side(from, parties, words), what: said })
      : t("clause.gives", {
          from: side(from, parties, words),
          to: side(to, parties, words),
          what: said,
        }),
  );
}

/** A red line as one plain sentence, without its reason. */
export function redLineSentence(line: RedLine, words: Words): string {
  const what = [
    ...matching(line, words),
    line.atLeast && words.t("clause.atLeast", { classification: words.of("class", line.atLeast) }),
  ].filter(Boolean) as string[];
  return sentence(
    words.t("clause.redLine", {
      by: words.names([line.by]),
      what: joined(what, words),
      to: line.to ? words.names(line.to) : words.t("clause.anybody"),
    }),
  );
}

/** What a lead's red lines may cover, as one plain sentence. */
export function powerSentence(power: Power, words: Words): string {
  const what = matching(power, words);
  return sentence(
    words.t(what.length ? "clause.power" : "clause.powerAll", {
      what: joined(what, words),
      to: power.to ? words.names(power.to) : words.t("clause.anybody"),
    }),
  );
}

function matching(clause: RedLine | Power, words: Words): string[] {
  const { t } = words;
  return [
    clause.origin && t("clause.ofOrigin", { origin: words.names(clause.origin) }),
    clause.kinds && t("clause.ofKinds", { kinds: vocabulary(clause.kinds, "kind", words) }),
    clause.topics && t("clause.touching", { topics: vocabulary(clause.topics, "topic", words) }),
  ].filter(Boolean) as string[];
}

function list(
  ids: readonly string[] | undefined,
  name: string,
  any: TextKey,
  words: Words,
): string {
  if (!ids) return words.t(any);
  return ids.length
    ? words.t("clause.kinds", { kinds: vocabulary(ids, name, words) })
    : words.t("clause.nothing");
}

/** Words of a vocabulary in the middle of a sentence. */
export function vocabulary(ids: readonly string[], name: string, words: Words): string {
  const said = ids.map((id) => words.of(name, id).toLowerCase());
  const last = said.pop() ?? "";
  return said.length ? joined(said, words) + words.t("app.and") + last : last;
}

function side(ids: readonly string[], parties: readonly string[], words: Words): string {
  return sameSet(ids, parties) && parties.length > 2
    ? words.t("clause.everyParty")
    : words.names(ids);
}

/** What the catalogue does not know is a code in Latin letters: it keeps its direction inside an Arabic sentence. */
function caveatIn(caveat: string, words: Words): string {
  const name = words.of("caveat", caveat);
  return name === caveat ? `\u2068${caveat}\u2069` : name;
}

const joined = (parts: readonly string[], words: Words) => parts.join(words.t("app.listSeparator"));

export const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((item) => b.includes(item));

const sentence = (text: string) => `${text.replace(/\s+/g, " ").trim()}.`;
