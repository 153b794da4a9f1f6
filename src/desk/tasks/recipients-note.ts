import type { Bilingual, Lang } from "../../domain/bilingual.ts";
import type { Desk } from "../desk.ts";
import { partyOf } from "../parties.ts";
import type { PartDraft } from "./task-draft.ts";

/**
 * What a performer says of a part with a list of recipients goes to who wrote the part alone, for nobody else knows the list:
 * other recipients see the part, and not where it stands. null: there is nothing to tell of this part.
 */
export function recipientsNote(
  desk: Desk,
  { performer, releasableTo = [] }: Pick<PartDraft, "performer" | "releasableTo">,
): Bilingual | null {
  const others = releasableTo.filter((one) => one !== performer && one !== desk.self.id);
  if (performer === desk.self.id || others.length === 0) return null;
  const named = (lang: Lang) => (id: string) => partyOf(desk, id)?.name[lang] ?? id;
  const by = { ar: named("ar")(performer), en: named("en")(performer) };
  const to = { ar: others.map(named("ar")).join("، "), en: others.map(named("en")).join(", ") };
  return {
    ar: `لهذا الجزء قائمة مستلمين، وما يُقال عنه باسم «${by.ar}» يصل إلى جهتكم وحدها. بقية المستلمين (${to.ar}) يرون الجزء ولا يرون حالته، ولا يُبلَّغون بتعليقه وإن توقفت عليه أجزاؤهم.`,
    en: `This part has a list of recipients: what ${by.en} says of it goes to you alone. The other recipients (${to.en}) see the part and not how it stands, and are not told when it is suspended, even where their parts depend on it.`,
  };
}
