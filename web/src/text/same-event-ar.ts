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
  "event.more": "هناك مصادر أكثر من المعروض.",
};
