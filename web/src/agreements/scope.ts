import type { Scope } from "../api/shapes.ts";
import { vocabulary, type Words } from "../format/clause.ts";
import { classifications, kinds, topics } from "../format/vocabulary.ts";

/** What would be decided otherwise of later records, in words: which kinds, on which topics, of which classifications. */
export function scopeInWords(scope: Scope, words: Words): string {
  const { t } = words;
  const said = (name: string, ids: readonly string[]) => vocabulary(ids, name, words);
  return [
    covers(scope.kinds, kinds)
      ? t("clause.allKinds")
      : t("clause.kinds", { kinds: said("kind", scope.kinds) }),
    covers(scope.topics, topics)
      ? t("clause.topicsAny")
      : t("clause.topics", { topics: said("topic", scope.topics) }),
    covers(scope.classifications, classifications)
      ? t("scope.anyClass")
      : t("scope.classes", { classes: classes(scope.classifications, words) }),
  ].join(t("app.listSeparator"));
}

function covers(some: readonly string[], all: readonly string[]): boolean {
  return all.every((one) => some.includes(one));
}

function classes(ids: readonly string[], words: Words): string {
  return ids.map((id) => words.of("class", id)).join(words.t("app.listSeparator"));
}
