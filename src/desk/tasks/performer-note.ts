import type { Bilingual, Lang } from "../../domain/bilingual.ts";
import type { Reason } from "../../release/types.ts";
import type { Desk } from "../desk.ts";
import { partyOf } from "../parties.ts";
import type { Decided } from "../release-ahead.ts";
import { decidedOfDraft, type DraftedPart } from "./drafted.ts";

/** So many clauses are named as the reason. */
const mostReasons = 3;

/**
 * Tells who writes a part that its performer cannot have it by the agreements of now, and why: the agreement may still come, so it is
 * no fault. `frame`: what decides about the task. null: the performer has it, or is reached by others alone.
 */
export function performerNote(
  desk: Desk,
  { draft, object }: DraftedPart,
  frame: readonly Decided[],
): Bilingual | null {
  const { performer } = draft;
  if (!desk.partners.has(performer)) return null;
  const policy = desk.board.policy();
  const name = (lang: Lang) => partyOf(desk, performer)?.name[lang] ?? performer;
  const refused = ({ subject, particulars }: Decided): readonly Reason[] | null => {
    if (!subject) return [];
    const { released, reasons } = policy.explain(subject, particulars, performer);
    return released ? null : reasons;
  };
  const part = refused(decidedOfDraft(desk, draft, object));
  if (part) {
    const why = because(part);
    return {
      ar: `لا يصل هذا الجزء على حاله إلى منفّذه «${name("ar")}»، فلا يراه ولا يلتزم به. ${why.ar}`,
      en: `${name("en")}, who is to perform this part, cannot have it as it is: it will neither see it nor commit to it. ${why.en}`,
    };
  }
  const task = frame.map(refused).find((reasons) => reasons !== null);
  if (!task) return null;
  const why = because(task);
  return {
    ar: `لا تصل المهمة نفسها إلى منفّذ هذا الجزء «${name("ar")}»، فلا يصله الجزء. ${why.ar}`,
    en: `${name("en")}, who is to perform this part, cannot have the task itself, and so not the part. ${why.en}`,
  };
}

/** A red line before all else; then the label; then what each grant lacks. */
function because(reasons: readonly Reason[]): Bilingual {
  const of = (...effects: Reason["effect"][]) =>
    reasons.filter(({ effect }) => effects.includes(effect)).slice(0, mostReasons);
  const redLines = of("red-line");
  if (redLines.length > 0)
    return said(redLines, {
      ar: ["يمنعه خط أحمر:", "غيّر وسمه أو أسنده إلى منفّذ آخر."],
      en: ["A red line forbids it:", "Give it another label, or another performer."],
    });
  const labels = of("label", "reshare");
  if (labels.length > 0)
    return said(labels, {
      ar: ["يمنعه وسم التداول:", "غيّر وسمه."],
      en: ["Its label forbids it:", "Give it another label."],
    });
  return said(of("not-covered"), {
    ar: ["لا يشمله إذن تمرير نافذ:", "غيّر موضوعه أو تصنيفه، أو اتفقوا على إذن تمرير يشمله."],
    en: [
      "No grant in force covers it:",
      "Change its topics or classification, or agree on a grant that covers it.",
    ],
  });
}

function said(reasons: readonly Reason[], around: Record<Lang, [string, string]>): Bilingual {
  const text = (lang: Lang) => {
    const [before, after] = around[lang];
    return [before, ...reasons.map((reason) => reason.text[lang]), after].join(" ");
  };
  return { ar: text("ar"), en: text("en") };
}
