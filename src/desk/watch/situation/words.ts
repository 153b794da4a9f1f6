import type { Lang } from "../../../domain/bilingual.ts";
import type { ControlState } from "../../../domain/control-change.ts";
import type { AwaitedAfter } from "../../../domain/request.ts";

/** What the node itself says in a situation report, language by language; what stands in braces is filled in. */
export interface Words {
  /** Of 24 hours, and of any other period. */
  title: string;
  titleOfPeriod: string;
  headings: Record<SectionId, string>;
  nothing: string;
  noRecords: string;
  period: string;
  records: string;
  byOriginator: string;
  byTopic: string;
  byClassification: string;
  lateCount: string;
  late: string;
  grade: string;
  from: string;
  control: Record<ControlState, string>;
  and: string;
  list: string;
  request: string;
  offer: string;
  due: string;
  overdue: string;
  dangerOver: string;
  performers: string;
  parts: string;
  /** Between remarks that are lists themselves. */
  listOfLists: string;
  partOf: string;
  metres: string;
  notCompared: string;
  /** After a line that stands for so many. */
  times: string;
  owner: string;
  /** What is left out. */
  more: string;
  unnamed: string;
  proposed: string;
  acts: Record<"sign" | "refuse" | "suspend" | "end" | "leave", string>;
  recalledByUs: string;
  recalledBy: string;
  noContact: string;
  neverContact: string;
  notJudged: string;
  /** An answer whose time has passed, by what was said so far. */
  awaited: Record<AwaitedAfter, string>;
  mayHoldMore: string;
}

export const sectionIds = [
  "summary",
  "events",
  "control",
  "tasks",
  "clashes",
  "requests",
  "agreements",
  "recalls",
  "unknown",
] as const;
export type SectionId = (typeof sectionIds)[number];

export const words: Record<Lang, Words> = {
  ar: {
    title: "تقرير الموقف اليومي حتى {until}",
    titleOfPeriod: "تقرير الموقف من {from} إلى {until}",
    headings: {
      summary: "الخلاصة",
      events: "أهم الأحداث",
      control: "تغيّر السيطرة على البلدات",
      tasks: "المهام المشتركة",
      clashes: "التعارضات المفتوحة",
      requests: "الطلبات والعروض المفتوحة",
      agreements: "ما تغيّر في الاتفاقات",
      recalls: "المعلومات المسحوبة",
      unknown: "ما لا نعرفه",
    },
    nothing: "لا شيء في هذه المدة.",
    noRecords: "لا معلومات في هذه المدة.",
    period: "المدة: من {from} إلى {until} (التوقيت العالمي Z)",
    records: "عدد المعلومات: {count} ({kinds})",
    byOriginator: "بحسب الجهة المُنشِئة: {counts}",
    byTopic: "بحسب الموضوع: {counts}",
    byClassification: "بحسب درجة التصنيف: {counts}",
    lateCount: "وصلت بعد أوانها، وقد وقعت قبل هذه المدة: {count}",
    late: "وصلت متأخرة",
    grade: "الدرجة {grade}",
    from: "من {partner}",
    control: {
      held: "{place}: من {from} إلى {to}",
      contested: "{place}: متنازع عليها بين {to}؛ قبل ذلك: {from}",
      divided: "{place}: مقسومة بين {to}؛ قبل ذلك: {from}",
      unknown: "{place}: لم تعد في يد {from}، ولا يُعرف من يسيطر",
    },
    and: " و",
    list: "، ",
    request: "طلب من {partner}",
    offer: "عرض من {partner}",
    due: "الموعد {due}",
    overdue: "فات موعده",
    dangerOver: "زال الخطر {at}",
    performers: "المنفّذون: {partners}",
    parts: "الأجزاء: {counts}",
    listOfLists: "؛ ",
    partOf: "«{name}» ({partner})",
    metres: "المسافة {metres} م",
    notCompared: "لم تُقارَن لتشابكها: انظر في الخريطة",
    times: "{line} × {count}",
    owner: "يعالجه: {partner}",
    more: "وغيرها {count} مما لا يتّسع له هذا التقرير.",
    unnamed: "بلا عنوان",
    proposed: "نسخة جديدة مقترحة من {partner}",
    acts: {
      sign: "توقيع ({partner})",
      refuse: "رفض ({partner})",
      suspend: "تعليق ({partner})",
      end: "إنهاء ({partner})",
      leave: "مغادرة ({partner})",
    },
    recalledByUs: "سحبنا {kind} ({id}). السبب: {reason}",
    recalledBy: "سحبٌ من {partner}: {kind} ({id}). السبب: {reason}",
    noContact: "لا اتصال بعقدة {partner} منذ {since}، وقد يكون لديها ما لم يصلنا.",
    neverContact: "لا اتصال بعقدة {partner} حتى الآن.",
    notJudged: "لا يمكن الحكم على صحة {count} من هذه المعلومات (صحتها 6).",
    awaited: {
      nothing: "لم يصل جواب من {partner} عن {number}، وقد فات موعده {due}.",
      accepted: "جواب {partner} عن {number} قبولٌ لم يتبعه جواب حتى الآن، وقد فات موعده {due}.",
      "answered-in-part": "جواب {partner} عن {number} جزئي حتى الآن، وقد فات موعد بقيته {due}.",
    },
    mayHoldMore:
      "قد يكون لدى الشركاء ما لا تجيز اتفاقاتهم تمريره إلينا، فما لم يُذكر هنا قد يكون وقع مع ذلك.",
  },
  en: {
    title: "Daily situation report as of {until}",
    titleOfPeriod: "Situation report from {from} to {until}",
    headings: {
      summary: "Summary",
      events: "Important events",
      control: "Changes of control",
      tasks: "Joint tasks",
      clashes: "Open clashes",
      requests: "Open requests and offers",
      agreements: "Agreements that changed",
      recalls: "Records taken back",
      unknown: "What is not known",
    },
    nothing: "Nothing in this period.",
    noRecords: "No records in this period.",
    period: "Period: {from} to {until} (UTC)",
    records: "Records: {count} ({kinds})",
    byOriginator: "By originator: {counts}",
    byTopic: "By topic: {counts}",
    byClassification: "By classification: {counts}",
    lateCount: "Arrived late, having happened before this period: {count}",
    late: "arrived late",
    grade: "grade {grade}",
    from: "from {partner}",
    control: {
      held: "{place}: from {from} to {to}",
      contested: "{place}: contested by {to}; before: {from}",
      divided: "{place}: divided between {to}; before: {from}",
      unknown: "{place}: no longer {from}; who holds it is not known",
    },
    and: " and ",
    list: ", ",
    request: "request of {partner}",
    offer: "offer of {partner}",
    due: "due {due}",
    overdue: "overdue",
    dangerOver: "danger over {at}",
    performers: "performers: {partners}",
    parts: "parts: {counts}",
    listOfLists: "; ",
    partOf: "“{name}” ({partner})",
    metres: "distance {metres} m",
    notCompared: "too entangled to be compared: look at the map",
    times: "{line} × {count}",
    owner: "to be settled by {partner}",
    more: "And {count} more, for which this report has no room.",
    unnamed: "no title",
    proposed: "new version proposed by {partner}",
    acts: {
      sign: "signed by {partner}",
      refuse: "refused by {partner}",
      suspend: "suspended by {partner}",
      end: "ended by {partner}",
      leave: "left by {partner}",
    },
    recalledByUs: "We took back: {kind} ({id}). Reason: {reason}",
    recalledBy: "Taken back by {partner}: {kind} ({id}). Reason: {reason}",
    noContact:
      "No contact with the node of {partner} since {since}; it may hold what did not reach us.",
    neverContact: "No contact with the node of {partner} so far.",
    notJudged: "The credibility of {count} of these records cannot be judged (6).",
    awaited: {
      nothing: "No answer from {partner} to {number}, which was due {due}.",
      accepted: "{partner} accepted {number} and has not answered it yet; that was due {due}.",
      "answered-in-part": "{partner} answered {number} in part; the rest was due {due}.",
    },
    mayHoldMore:
      "Partners may hold more than they released to us: what is not said here may have happened all the same.",
  },
};

/** Fills `{name}`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "?"));
}
