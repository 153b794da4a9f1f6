import type { AgreementForm, Grant, RedLine } from "../domain/agreement.ts";
import type { Bilingual } from "../domain/bilingual.ts";
import type { Consent, ConsentState } from "../domain/consent.ts";
import type { PartnerId } from "../domain/partner.ts";
import { stixTime } from "../domain/time.ts";
import type { Condition, Failure } from "./conditions.ts";
import type { Findings } from "./findings.ts";
import { holdOf, secondPerson } from "./hold.ts";
import { nameOfClassification, nameOfKind, nameOfTopic, quoted } from "./names.ts";
import type { Idle } from "./out-of-force.ts";

/* What people of the deciding node read: why a record goes to a partner, or why not. */

export const unevaluatedText: Bilingual = {
  ar: "تعذّر تقييم هذه المعلومة، فلا تُمرَّر. راجع مدير النظام.",
  en: "This record could not be evaluated, so it is not released. Ask the node admin.",
};

export function nothingText(to: PartnerId): Bilingual {
  return {
    ar: `لا يوجد إذن تمرير نافذ منّا إلى ${quoted(to).ar}.`,
    en: `No grant in force gives anything from us to ${quoted(to).en}.`,
  };
}

export function recipientText(
  fault: Exclude<Findings["recipient"], null>,
  to: PartnerId,
): Bilingual {
  const name = quoted(to);
  switch (fault) {
    case "self":
      return {
        ar: "هذه منظومتنا نحن، ولا حاجة إلى تمرير.",
        en: "This is our own node: nothing needs releasing.",
      };
    case "originator":
      return {
        ar: `${name.ar} هي الجهة المُنشِئة لهذه المعلومة، ولا تُعاد إليها.`,
        en: `${name.en} is the originator of this record: it is not sent back.`,
      };
    case "unknown":
      return {
        ar: `الجهة ${name.ar} غير معروفة لدينا. أضف بطاقتها أولاً.`,
        en: `${name.en} is not a partner that this node knows. Add its card first.`,
      };
  }
}

export function grantText(form: AgreementForm, grant: Grant): Bilingual {
  const where = clause(form, grant, "grant");
  const hold = holdOf(grant);
  if (hold === 0) return { ar: `${where.ar}: يجيز التمرير.`, en: `${where.en}: releases it.` };
  if (hold === secondPerson) {
    return {
      ar: `${where.ar}: يجيز التمرير بعد موافقة شخص ثانٍ.`,
      en: `${where.en}: releases it once a second person has approved.`,
    };
  }
  return {
    ar: `${where.ar}: يجيز التمرير بعد مهلة قدرها ${hold} دقيقة.`,
    en: `${where.en}: releases it after a delay of ${hold} min.`,
  };
}

/** Why it stands in no outbox yet though a grant covers it. `until`: ms UTC; null: a second person has to approve. */
export function heldText(until: number | null): Bilingual {
  if (until === null) {
    return {
      ar: "معلّقة: تنتظر موافقة شخص ثانٍ غير كاتبها، ويمكن سحبها قبل ذلك.",
      en: "Held back: it waits for a second person, not its author, to approve. It can still be recalled.",
    };
  }
  return {
    ar: `معلّقة حتى \u2068${stixTime(until)}\u2069، ويمكن سحبها قبل ذلك.`,
    en: `Held back until ${stixTime(until)}. It can still be recalled.`,
  };
}

/** What an originator was asked, and what it said. `ask`, `answer`: what was said last on each side, times in ms UTC. */
export function consentText(
  originator: PartnerId,
  state: ConsentState,
  { ask, answer }: Record<"ask" | "answer", Pick<Consent, "at" | "reason"> | null>,
): Bilingual {
  const name = quoted(originator);
  const said = state === "asked" ? ask : answer;
  const at = said ? stixTime(said.at) : "–";
  const why = said?.reason ?? "–";
  switch (state) {
    case "asked":
      return {
        ar: `تنتظر موافقة الجهة المُنشِئة: سُئلت ${name.ar} في \u2068${at}\u2069 ولم تجب بعد.`,
        en: `Waits for the originator's consent: ${name.en} was asked on ${at} and has not answered yet.`,
      };
    case "given":
      return {
        ar: `وافقت ${name.ar} في \u2068${at}\u2069 على تمريرها إلى هذه الجهة، بوسم التداول الذي كان لها حينئذ.`,
        en: `${name.en} consented on ${at} to passing it on to this partner, under the label that it bore then.`,
      };
    case "refused":
      return {
        ar: `رفضت ${name.ar} في \u2068${at}\u2069 تمريرها إلى هذه الجهة. السبب: \u2068${why}\u2069`,
        en: `${name.en} refused on ${at} to have it passed on to this partner. Reason: ${why}`,
      };
    case "taken-back":
      return {
        ar: `سحبت ${name.ar} في \u2068${at}\u2069 موافقتها على تمريرها إلى هذه الجهة.`,
        en: `${name.en} took back on ${at} its consent to passing it on to this partner.`,
      };
  }
}

export function refusedText(by: string): Bilingual {
  return {
    ar: `لا تُمرَّر: رفض \u2068${by}\u2069 الموافقة على تمرير هذه النسخة.`,
    en: `It does not go: ${by} refused to let this version leave.`,
  };
}

/** The names of both stay at this node. */
export function oneOffText(asked: string, approved: string, reason: string): Bilingual {
  return {
    ar: `أُجيز تمريرها مرة واحدة خارج أذون التمرير: طلبه \u2068${asked}\u2069 ووافق عليه \u2068${approved}\u2069. السبب: \u2068${reason}\u2069`,
    en: `Released once, beside the grants: ${asked} asked for it and ${approved} approved. Reason: ${reason}`,
  };
}

export function redLineText(form: AgreementForm, redLine: RedLine): Bilingual {
  const where = clause(form, redLine, "redLine");
  const by = quoted(redLine.by);
  return {
    ar: `${where.ar} (وضعته ${by.ar}): يمنع التمرير. السبب: ${redLine.reason.ar}`,
    en: `${where.en} (drawn by ${by.en}): forbids it. Reason: ${redLine.reason.en}`,
  };
}

/** Why what a grant covers did not go out. */
export function notReachedText(grant: string): Bilingual {
  const name = quoted(grant);
  return {
    ar: `المعلومة أقدم مما يعود إليه إذن التمرير ${name.ar}: يشملها لكنها كُتبت قبل نفاذه.`,
    en: `The record is older than what grant ${name.en} reaches back to: it covers it, but it was written before the grant came into force.`,
  };
}

/** `reason`: as the person who took it back wrote it. */
export function recalledText(reason: string): Bilingual {
  return {
    ar: `سُحبت المعلومة من هذه الجهة. السبب: \u2068${reason}\u2069`,
    en: `It was recalled from this partner. Reason: ${reason}`,
  };
}

/** It got there, and the partner's receipt says that it was kept apart. */
export const notAcceptedText: Bilingual = {
  ar: "وصلت إلى منظومة هذه الجهة ولم تُقبل فيها، بل حُجزت للتدقيق. اتصل بها لمعرفة السبب.",
  en: "It came to the partner's node and was not accepted there, but held for checking. Call that partner to learn why.",
};

/** What the record itself or its label has against it. */
export function labelText({ condition, of }: Failure): Bilingual {
  return failures[condition](of);
}

/** The first condition of a grant that failed. */
export function failureText(form: AgreementForm, grant: Grant, failure: Failure): Bilingual {
  const where = clause(form, grant, "grant");
  const why = failures[failure.condition](failure.of);
  return { ar: `${where.ar}: ${why.ar}`, en: `${where.en}: ${why.en}` };
}

/** Why a grant is not in force. */
export function idleText(form: AgreementForm, grant: Grant, idle: Idle): Bilingual {
  const where = clause(form, grant, "grant");
  const why = idleWhy(idle);
  return {
    ar: `${where.ar} غير نافذ: ${why.ar}`,
    en: `${where.en} is not in force: ${why.en}`,
  };
}

function idleWhy(idle: Idle): Bilingual {
  switch (idle.why) {
    case "expired":
      return {
        ar: `انتهت مدّته في \u2068${stixTime(idle.at)}\u2069.`,
        en: `it expired at ${stixTime(idle.at)}.`,
      };
    case "not-yet":
      return {
        ar: `تبدأ مدّته في \u2068${stixTime(idle.at)}\u2069.`,
        en: `it begins at ${stixTime(idle.at)}.`,
      };
    case "unsigned":
      return {
        ar: `لم توقّعه ${quoted(idle.by).ar} بعد.`,
        en: `${quoted(idle.by).en} has not signed it.`,
      };
    case "withdrawn":
      return {
        ar: `سحبت ${quoted(idle.by).ar} توقيعها.`,
        en: `${quoted(idle.by).en} withdrew its signature.`,
      };
    case "other-text":
      return {
        ar: `النص الذي وقّعته ${quoted(idle.by).ar} مختلف.`,
        en: `the text that ${quoted(idle.by).en} signed is another one.`,
      };
    case "not-joined":
      return {
        ar: "لم يكتمل انضمام الطرفين إلى التحالف: يلزم توقيع الجهة القائدة على نسخة تذكرهما.",
        en: "both sides are not joined yet: the lead must have signed a version that lists them.",
      };
  }
}

const failures: Record<Condition, (of: string) => Bilingual> = {
  kind: (of) => ({
    ar: `النوع ${nameOfKind(of).ar} لا يُمرَّر بأذون التمرير.`,
    en: `The kind ${nameOfKind(of).en} is not released by grants.`,
  }),
  classification: (of) => ({
    ar: `درجة التصنيف ${quoted(of).ar} غير معروفة.`,
    en: `The classification ${quoted(of).en} is unknown.`,
  }),
  topic: (of) => ({
    ar: `الموضوع ${quoted(of).ar} غير معروف.`,
    en: `The topic ${quoted(of).en} is unknown.`,
  }),
  originator: (of) => ({
    ar: `الجهة المُنشِئة ${quoted(of).ar} غير معروفة لدينا.`,
    en: `The originator ${quoted(of).en} is not a partner that this node knows.`,
  }),
  release: () => ({
    ar: "وسم التداول لا يجيز التمرير لأي جهة.",
    en: "The label admits no release to anybody.",
  }),
  listed: () => ({
    ar: "الجهة ليست بين الجهات التي حدّدها كاتب المعلومة.",
    en: "The partner is not among the recipients listed for this record.",
  }),
  consent: () => ({
    ar: "لا يُعاد تمريرها إلا بموافقة المُنشئ، ولا موافقة من الجهة المُنشِئة على هذه الجهة. يمكن طلبها منها.",
    en: "Originator control: the originator has not consented to this partner. Its consent can be asked for.",
  }),
  reshare: () => ({
    ar: "لم تُجِز الجهة المُنشِئة إعادة التمرير.",
    en: "The originator's label does not admit re-sharing.",
  }),
  received: () => ({
    ar: "لا يسمح أيّ إذن نافذ من الجهة المُنشِئة إلينا بأن نعيد تمريرها إلى هذه الجهة.",
    en: "No grant in force from its originator to us lets us pass it on to this partner.",
  }),
  "grant-kinds": (of) => ({
    ar: `لا يشمل النوع ${nameOfKind(of).ar}.`,
    en: `does not cover the kind ${nameOfKind(of).en}.`,
  }),
  "grant-no-topic": () => ({
    ar: "محصور بمواضيع محدّدة، والمعلومة بلا موضوع.",
    en: "is limited to topics, and the record has none.",
  }),
  "grant-topics": (of) => ({
    ar: `لا يشمل الموضوع ${nameOfTopic(of).ar}.`,
    en: `does not cover the topic ${nameOfTopic(of).en}.`,
  }),
  "grant-beyond-topics": () => ({
    ar: "محصور بمواضيع محدّدة، وبعض ما اشتُقّت منه المعلومة بلا موضوع.",
    en: "is limited to topics, and some of what the record was derived from has none.",
  }),
  "grant-up-to": (of) => ({
    ar: `لا يبلغ درجة التصنيف ${nameOfClassification(of).ar}.`,
    en: `does not reach up to ${nameOfClassification(of).en}.`,
  }),
  "grant-caveats": (of) => ({
    ar: `لا يقبل قيد التداول ${quoted(of).ar}.`,
    en: `does not admit the caveat ${quoted(of).en}.`,
  }),
  "grant-reshare": () => ({
    ar: "لا يسمح بإعادة تمرير معلومات جهة أخرى.",
    en: "does not let records of other originators be passed on.",
  }),
  "grant-reshare-parties": () => ({
    ar: "يسمح بإعادة تمرير معلومات أطراف الاتفاق فقط، والجهة المُنشِئة ليست طرفاً فيه.",
    en: "passes on only records of parties to the agreement, and the originator is none.",
  }),
  "grant-reshare-coalition": () => ({
    ar: "أجازت الجهة المُنشِئة إعادة التمرير داخل تحالفها فقط، وهذا الاتفاق ليس ميثاقه.",
    en: "the originator admits re-sharing only within its coalition, and this is not its charter.",
  }),
  "grant-within": () => ({
    ar: "لا تقع المعلومة كلها داخل المنطقة المحدّدة فيه.",
    en: "the record does not lie wholly inside its area.",
  }),
};

function clause(form: AgreementForm, { id }: { id: string }, sort: "grant" | "redLine"): Bilingual {
  return sort === "grant"
    ? {
        ar: `${form.title.ar}، إذن التمرير ${quoted(id).ar}`,
        en: `${form.title.en}, grant ${quoted(id).en}`,
      }
    : {
        ar: `${form.title.ar}، الخط الأحمر ${quoted(id).ar}`,
        en: `${form.title.en}, red line ${quoted(id).en}`,
      };
}
