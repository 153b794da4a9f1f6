import type { Scope } from "../api/shapes.ts";
import type { Words } from "../format/clause.ts";
import { classifications, kinds, topics } from "../format/vocabulary.ts";

/** What would be decided otherwise of later records, in words: which kinds, on which topics, of which classifications. */
export function scopeInWords(scope: Scope, words: Words): string {
  const { t } = words;
  const join = (parts: readonly string[]) => parts.join(t("app.listSeparator"));
  const said = (vocabulary: string, ids: readonly string[]) =>
    join(ids.map((id) => words.of(vocabulary, id)));
  return join([
    covers(scope.kinds, kinds)
      ? t("clause.allKinds")
      : t("clause.kinds", { kinds: said("kind", scope.kinds) }),
    covers(scope.topics, topics)
      ? t("clause.topicsAny")
      : t("clause.topics", { topics: said("topic", scope.topics) }),
    covers(scope.classifications, classifications)
      ? t("scope.anyClass")
      : t("scope.classes", { classes: said("class", scope.classifications) }),
  ]);
}

function covers(some: readonly string[], all: readonly string[]): boolean {
  return all.every((one) => some.includes(one));
}
