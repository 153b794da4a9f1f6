import type { AgreementForm, Grant, RedLine } from "../domain/agreement.ts";
import type { Bilingual } from "../domain/bilingual.ts";
import type { PartnerId } from "../domain/partner.ts";
import { nameOfTopic, quoted } from "./names.ts";

type Pairs = readonly (readonly [from: PartnerId, to: PartnerId])[];

export type Trouble =
  | {
      code:
        | "never-in-force"
        | "already-over"
        | "no-party"
        | "outside-powers"
        | "only-carried"
        | "backfills-nothing";
    }
  | {
      code:
        | "unknown-partner"
        | "unknown-topic"
        | "unknown-kind"
        | "unknown-classification"
        | "empty-list"
        | "not-party"
        | "to-itself"
        | "lead-not-party"
        | "drawer-not-party"
        | "back-to-originator"
        | "same-clause";
      name: string;
    }
  | {
      code: "voided" | "limited";
      redLine: RedLine;
      by: AgreementForm;
      grant: Grant;
      pairs: Pairs;
    }
  | { code: "voided-together"; redLines: readonly string[]; pairs: Pairs }
  | { code: "voids"; grant: Grant; of: AgreementForm; pairs: Pairs };

type NameOf = (partner: PartnerId) => Bilingual;

/** What is wrong with a clause or field, and what to do. */
export function conflictText(clause: string, trouble: Trouble, nameOf: NameOf = quoted): Bilingual {
  const at = quoted(clause);
  const { ar, en } = wordsOf(trouble, nameOf);
  return { ar: `${at.ar}: ${ar}`, en: `${at.en}: ${en}` };
}

function wordsOf(trouble: Trouble, nameOf: NameOf): Bilingual {
  switch (trouble.code) {
    case "never-in-force":
      return {
        ar: "نهاية الاتفاق لا تقع بعد بدايته، فلن يكون نافذاً أبداً. صحّح التاريخين.",
        en: "the end does not lie after the beginning: it is never in force. Correct the dates.",
      };
    case "already-over":
      return {
        ar: "نهاية الاتفاق مضت: لن ينفذ منه شيء. اختر نهاية في المستقبل.",
        en: "the end has passed already: nothing of it comes into force. Choose one in the future.",
      };
    case "only-carried":
      return {
        ar: "لا يسمّي إلا أنواعاً مرافقة لا تذهب بمفردها، فلا يمرّ به شيء. أضف نوعاً يقول شيئاً بذاته، كالحادث.",
        en: "it names only kinds that never go by themselves, so nothing goes by it. Add one that says something itself, such as incident.",
      };
    case "backfills-nothing":
      return {
        ar: "تاريخ تمرير السابق لا يقع قبل بداية الإذن، فلا يضيف شيئاً. اختر تاريخاً أقدم أو احذفه.",
        en: "the back-fill date does not lie before the grant begins, so it adds nothing. Choose an earlier one or leave it out.",
      };
    case "no-party":
      return {
        ar: "لا يبقى طرف في الاتفاق يعطي أو يأخذ، فلا أثر لهذا البند.",
        en: "no party of the agreement is left to give or to receive: the clause never matches.",
      };
    case "outside-powers":
      return {
        ar: "خط أحمر للجهة القائدة خارج صلاحياتها: لا يُلزم إلا من يوقّعه.",
        en: "a red line of the lead outside its powers: it binds only those who sign it.",
      };
    case "voided": {
      const pairs = pairsText(trouble.pairs, nameOf);
      const redLine = quoted(trouble.redLine.id);
      const topics = topicsText(trouble.grant.topics);
      const by = nameOf(trouble.redLine.by);
      return {
        ar: `الخط الأحمر ${redLine.ar} في «${trouble.by.title.ar}» (وضعته ${by.ar}) يُبطل هذا الإذن: لا يمرّ شيء من معلومات المعطي نفسه ${topics.ar} ${pairs.ar}.`,
        en: `red line ${redLine.en} of “${trouble.by.title.en}” (drawn by ${by.en}) voids this grant: nothing of the giver's own ${topics.en} can pass ${pairs.en}.`,
      };
    }
    case "limited": {
      const pairs = pairsText(trouble.pairs, nameOf);
      const redLine = quoted(trouble.redLine.id);
      const by = nameOf(trouble.redLine.by);
      return {
        ar: `يخالف «${trouble.by.title.ar}»: الخط الأحمر ${redLine.ar} فيه (وضعته ${by.ar}) يمنع بعض ما يعطيه هذا الإذن ${pairs.ar}، والخط الأحمر هو النافذ.`,
        en: `goes against “${trouble.by.title.en}”: its red line ${redLine.en} (drawn by ${by.en}) forbids a part of what this grant gives ${pairs.en}, and the red line holds.`,
      };
    }
    case "voided-together": {
      const pairs = pairsText(trouble.pairs, nameOf);
      const lines = trouble.redLines.map(quoted);
      return {
        ar: `الخطوط الحمراء ${lines.map(({ ar }) => ar).join("، ")} معاً تُبطل هذا الإذن: لا يمرّ شيء من معلومات المعطي نفسه ${pairs.ar}.`,
        en: `red lines ${lines.map(({ en }) => en).join(", ")} together void this grant: nothing of the giver's own can pass ${pairs.en}.`,
      };
    }
    case "voids": {
      const pairs = pairsText(trouble.pairs, nameOf);
      const grant = quoted(trouble.grant.id);
      const topics = topicsText(trouble.grant.topics);
      return {
        ar: `يُبطل إذن التمرير ${grant.ar} في «${trouble.of.title.ar}»: لا يمرّ شيء من معلوماتنا ${topics.ar} ${pairs.ar}.`,
        en: `voids grant ${grant.en} of “${trouble.of.title.en}”: nothing of our own ${topics.en} can pass ${pairs.en}.`,
      };
    }
    default:
      return namedWords(
        trouble.code,
        isPartner(trouble.code) ? nameOf(trouble.name) : quoted(trouble.name),
      );
  }
}

function isPartner(code: Trouble["code"]): boolean {
  return !(code.startsWith("unknown-") || code === "empty-list" || code === "same-clause");
}

function topicsText(topics: readonly string[] | undefined): Bilingual {
  if (topics === undefined) return { ar: "في أي موضوع", en: "on any topic" };
  const names = topics.map(nameOfTopic);
  return {
    ar: `في ${names.map(({ ar }) => ar).join("، ")}`,
    en: `on ${names.map(({ en }) => en).join(", ")}`,
  };
}

function namedWords(
  code: Extract<Trouble, { name: string }>["code"],
  { ar, en }: Bilingual,
): Bilingual {
  switch (code) {
    case "unknown-partner":
      return {
        ar: `الجهة ${ar} غير معروفة لدينا. صحّح الاسم أو أضف بطاقتها.`,
        en: `${en} is not a partner that this node knows. Correct the name or add its card.`,
      };
    case "unknown-topic":
      return {
        ar: `الموضوع ${ar} غير معروف. اختر من القائمة.`,
        en: `the topic ${en} is unknown. Choose one from the vocabulary.`,
      };
    case "unknown-kind":
      return {
        ar: `النوع ${ar} لا يُمرَّر بأذون التمرير. اختر من القائمة.`,
        en: `the kind ${en} is not one that grants can release. Choose one from the list.`,
      };
    case "unknown-classification":
      return {
        ar: `درجة التصنيف ${ar} غير معروفة.`,
        en: `the classification ${en} is unknown.`,
      };
    case "empty-list":
      return {
        ar: `القائمة ${ar} فارغة، أي «لا شيء»، فلا أثر لهذا البند. احذفها لتعني «أيّ».`,
        en: `the list ${en} is empty, which means nothing: the clause never matches. Leave it out to mean any.`,
      };
    case "not-party":
      return {
        ar: `${ar} ليست طرفاً في هذا الاتفاق، فلا تعطي ولا تأخذ بموجبه.`,
        en: `${en} is no party to this agreement: it neither gives nor receives under it.`,
      };
    case "to-itself":
      return {
        ar: `الإذن من ${ar} إلى نفسها، فلا أثر له.`,
        en: `it gives from ${en} to itself: the clause never matches.`,
      };
    case "lead-not-party":
      return {
        ar: `الجهة القائدة ${ar} ليست بين الأطراف، فلا ينضمّ أحد. أضفها.`,
        en: `the lead ${en} is not among the parties: nobody can join. Add it.`,
      };
    case "drawer-not-party":
      return {
        ar: `${ar} ليست طرفاً في هذا الاتفاق، فلا يمكنها وضع خط أحمر فيه.`,
        en: `${en} is no party to this agreement: it cannot draw a red line in it.`,
      };
    case "same-clause":
      return {
        ar: `مطابق للبند ${ar}. احذف أحدهما.`,
        en: `it says the same as ${en}. Take one of them out.`,
      };
    case "back-to-originator":
      return {
        ar: `لا تُعاد المعلومة إلى منشئتها ${ar} أصلاً، فلا أثر لهذا البند.`,
        en: `a record never goes back to its originator ${en} anyway: the clause never matches.`,
      };
  }
}

const mostPairs = 5;

function pairsText(pairs: Pairs, nameOf: NameOf): Bilingual {
  const shown = pairs.slice(0, mostPairs);
  const rest = pairs.length - shown.length;
  const ar = shown.map(([from, to]) => `من ${nameOf(from).ar} إلى ${nameOf(to).ar}`).join("، ");
  const en = shown.map(([from, to]) => `from ${nameOf(from).en} to ${nameOf(to).en}`).join(", ");
  return {
    ar: rest > 0 ? `${ar} و${rest} غيرها` : ar,
    en: rest > 0 ? `${en} and ${rest} more` : en,
  };
}
