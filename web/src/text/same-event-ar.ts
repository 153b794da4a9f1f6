import type { sameEventEn } from "./same-event-en.ts";

/** What the page says of one event with several sources, in Arabic. */
export const sameEventAr: Record<keyof typeof sameEventEn, string> = {
  "alike.title": "قد يكون الحدث نفسه",
  "alike.count":
    "zero=لا معلومات قد تكون عن الحدث نفسه|one=معلومة واحدة قد تكون عن الحدث نفسه|two=معلومتان قد تكونان عن الحدث نفسه|few={count} معلومات قد تكون عن الحدث نفسه|many={count} معلومة قد تكون عن الحدث نفسه|other={count} معلومة قد تكون عن الحدث نفسه",
  "alike.hint":
    "متقاربة في المكان والزمان والألفاظ. لا يُربط شيء ما لم تقل أنت ذلك، فإن كان حدثاً آخر فاتركها كما هي.",
  "alike.samePlace": "المكان نفسه",
  "alike.km":
    "zero=المكان نفسه|one=على بعد كيلومتر واحد|two=على بعد كيلومترين|few=على بعد {count} كيلومترات|many=على بعد {count} كيلومتراً|other=على بعد {count} كيلومتر",
  "alike.sameTime": "الوقت نفسه",
  "alike.minutes":
    "zero=الوقت نفسه|one=بفارق دقيقة واحدة|two=بفارق دقيقتين|few=بفارق {count} دقائق|many=بفارق {count} دقيقة|other=بفارق {count} دقيقة",
  "alike.hours":
    "zero=الوقت نفسه|one=بفارق ساعة واحدة|two=بفارق ساعتين|few=بفارق {count} ساعات|many=بفارق {count} ساعة|other=بفارق {count} ساعة",
  "alike.days":
    "zero=اليوم نفسه|one=بفارق يوم واحد|two=بفارق يومين|few=بفارق {count} أيام|many=بفارق {count} يوماً|other=بفارق {count} يوم",
  "alike.words": "{count}% من الألفاظ مشتركة",
  "alike.otherLanguage": "بلغة أخرى، فلم تُقارن الألفاظ",
  "alike.same": "الحدث نفسه",
  "alike.link": "هو الحدث نفسه",
  "alike.linking": "جارٍ الربط…",
  "alike.chosen": "الحدث نفسه كما في",
  "alike.open": "افتحها",
  "alike.read": "اقرأها",

  "event.title": "حدث واحد، {sources}",
  "event.sources":
    "zero=لا مصادر|one=مصدر واحد|two=مصدران|few={count} مصادر|many={count} مصدراً|other={count} مصدر",
  "event.linkedBy": "القائل إنه حدث واحد: {partner}",
  "event.linkedWhich": "القائل إن «{one}» و«{other}» حدث واحد: {partner}",
  "event.unlink": "ليس الحدث نفسه",
  "event.unlinkTitle": "القول إنه ليس الحدث نفسه",
  "event.unlinkExplain":
    "يُسحب قولنا إن «{one}» و«{other}» عن حدث واحد، وكذلك حيثما وصل. وتبقى المعلومتان كما هما.",
  "event.unlinking": "جارٍ السحب…",
  "event.linkOther": "الربط بمعلومة أخرى عن الحدث نفسه…",
  "event.find": "ابحث عن المعلومة الأخرى",
  "event.findHint":
    "ابحث بكلماتها. عند اختيارها يُقال إن المعلومتين عن حدث واحد لكل من يحق له الاطّلاع على كلتيهما.",
  "event.more": "هناك مصادر أكثر من المعروض.",

  "compare.open": "قارن المصادر جنباً إلى جنب",
  "compare.hint": "تُعدّ متّفقة إن تقاربت في حدود ساعة وخمسة كيلومترات. أما أيّها الأصح فيقدّره الناس.",
  "compare.agree": "متّفقة",
  "compare.contradict": "متعارضة",
  "compare.differ": "مختلفة",
  "compare.says": "ما جاء فيها",
  "compare.numbers": "الأعداد في النص",
  "compare.nothing": "لا تذكر شيئاً عنه",
  "compare.whenAgree": "متّفقة على الوقت",
  "compare.whenContradict": "متعارضة في الوقت",
  "compare.whereAgree": "متّفقة على المكان",
  "compare.whereContradict": "متعارضة في المكان",
  "compare.controlAgree": "متّفقة على من يسيطر",
  "compare.controlContradict": "متعارضة فيمن يسيطر",
  "compare.numbersAgree": "الأعداد نفسها",
  "compare.numbersContradict": "أعداد مختلفة",

  "said.title": "ما تقوله الجهات عنها",
  "said.nothing": "لم يقل أحد عنها شيئاً بعد.",
  "said.say": "إبداء الرأي",
  "said.sayAgain": "غيّر رأينا أو أضف ملاحظة",
  "said.what": "ما تكتبه",
  "said.opinion": "رأي",
  "said.note": "ملاحظة",
  "said.howFar": "مدى موافقتنا",
  "said.why": "السبب",
  "said.noteText": "الملاحظة",
  "said.handled": "يُتداول كما تُتداول المعلومة، ويجوز أن يصل إلى من أنشأها.",
  "said.save": "احفظ ومرّر",
  "said.saving": "جارٍ الحفظ…",
  "said.went": "كُتب. يصل إلى: {partners}",
  "said.held": "كُتب. محجوز أولاً عن: {partners}",
  "said.stays": "كُتب. يبقى في منظومتنا.",
  "said.revised": "معدَّل",
  "said.takeBack": "اسحبه",
  "said.takeBackExplain": "يُسحب هنا وحيثما وصل.",
  "said.takingBack": "جارٍ السحب…",

  "opinion.strongly-agree": "موافقة تماماً",
  "opinion.agree": "موافقة",
  "opinion.neutral": "لا موافقة ولا مخالفة",
  "opinion.disagree": "مخالفة",
  "opinion.strongly-disagree": "مخالفة تماماً",
};
