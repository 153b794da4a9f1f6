import type { Bilingual } from "../domain/bilingual.ts";
import { kindNames } from "../domain/kinds.ts";
import { classificationNames } from "../domain/label.ts";
import { topicNames } from "../domain/topics.ts";

/** A name as it stands in the data; in Arabic text isolated, so that it does not turn the words around it. */
export function quoted(name: string): Bilingual {
  return { ar: `«\u2068${name}\u2069»`, en: `“${name}”` };
}

export function nameOfTopic(topic: string): Bilingual {
  return nameIn(topicNames, topic);
}

export function nameOfKind(kind: string): Bilingual {
  return nameIn(kindNames, kind);
}

export function nameOfClassification(classification: string): Bilingual {
  return nameIn(classificationNames, classification);
}

/** The vocabulary's name; what is not in it stands as it is. */
function nameIn(vocabulary: Readonly<Record<string, Bilingual>>, word: string): Bilingual {
  const name = Object.hasOwn(vocabulary, word) ? vocabulary[word] : undefined;
  return name ? { ar: `«${name.ar}»`, en: `“${name.en}”` } : quoted(word);
}
