import type { Grant } from "../api/shapes.ts";
import { sameSet, vocabulary, type Words } from "../format/clause.ts";

/** What a grant holds back first, and until when, as one plain sentence; null: it holds nothing back. */
export function holdSentence(
  { from, to, topics, hold = "none" }: Grant,
  parties: readonly string[],
  words: Words,
): string | null {
  if (hold === "none") return null;
  const { t } = words;
  const [givers, takers] = [from ?? parties, to ?? parties];
  const side = (ids: readonly string[]) =>
    sameSet(ids, parties) && parties.length > 2 ? t("holds.all") : words.names(ids);
  const said = {
    hold: hold === "second-person" ? t("holds.second") : words.count("holds.minutes", hold.minutes),
    topics: topics
      ? t("clause.topics", { topics: vocabulary(topics, "topic", words) })
      : t("clause.topicsAny"),
  };
  return sameSet(givers, takers)
    ? t("holds.mutual", { parties: side(givers), ...said })
    : t("holds.gives", { from: side(givers), to: side(takers), ...said });
}
