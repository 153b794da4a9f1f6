import type { togetherEn } from "./together-en.ts";

/** What the page says of working together, in Arabic. */
export const togetherAr: Record<keyof typeof togetherEn, string> = {
  "nav.warnings": "الإنذارات",
  "nav.unknown": "هذا العنوان لا يؤدي إلى شيء هنا، والمعروض هو: {view}.",

  "area.at": "عند {place}",
  "area.from": "على بُعد {km} كم {direction} {place}",
  "area.across": "عرضها نحو {km} كم",
  "area.acrossMetres": "عرضها نحو {metres} م",
  "direction.n": "شمال",
  "direction.ne": "شمال شرق",
  "direction.e": "شرق",
  "direction.se": "جنوب شرق",
  "direction.s": "جنوب",
  "direction.sw": "جنوب غرب",
  "direction.w": "غرب",
  "direction.nw": "شمال غرب",

  "warnings.title": "إنذارات للمدنيين",
  "warnings.explain":
    "خطر وشيك على المدنيين بصيغة واحدة موجزة. يحتاج الإنذار إلى شخصين من جهتكم، ويصدر فور موافقة الثاني.",
  "warnings.new": "إنذار جديد",
  "warnings.inForce": "الإنذارات السارية",
  "warnings.over": "ما انتهى منها",
  "warnings.empty": "لا إنذار سارياً هنا",
  "warnings.emptyHint":
    "تظهر إنذاراتنا وما يصلنا من إنذارات الشركاء هنا وفوق الموقف المشترك. وقد يعلم الشركاء بأخطار أخرى.",
  "warnings.more":
    "zero=ولا إنذار سارياً سواها|one=وإنذار سارٍ آخر|two=وإنذاران ساريان آخران|few=و{count} إنذارات سارية أخرى|many=و{count} إنذاراً سارياً آخر|other=و{count} إنذار سارٍ آخر",
  "warnings.by": "من {partner}",
  "warnings.from": "من",
  "warnings.until": "حتى",
  "warnings.open": "لا تُعرف نهايته",
  "warnings.written": "وُقّع في {at}",
  "warnings.record": "المعلومة، ومن لديه نسخة منها",
  "warnings.waiting":
    "zero=لا شيء من الإنذارات بانتظار شخص ثانٍ|one=أمر واحد من الإنذارات بانتظار شخص ثانٍ|two=أمران من الإنذارات بانتظار شخص ثانٍ|few={count} أمور من الإنذارات بانتظار شخص ثانٍ|many={count} أمراً من الإنذارات بانتظار شخص ثانٍ|other={count} أمر من الإنذارات بانتظار شخص ثانٍ",
  "warnings.asked": "كُتب الإنذار ولم يصل إلى أحد بعد: يجب أن يوافق عليه ضابط آخر من جهتكم.",
  "warnings.danger": "الخطر",
  "warnings.headline": "ماذا يحدث",
  "warnings.instructions": "ماذا يفعل الناس",
  "warnings.inOther": "وباللغة {language} أيضاً",
  "warnings.placeNeeded": "حدّد المكان: اختر موقعاً أو اكتب إحداثياته.",
  "warnings.radius": "نصف قطر المنطقة حوله بالكيلومتر (0: النقطة وحدها)",
  "warnings.untilHint": "إن تُرك فارغاً: حتى يقول شخصان إن الخطر زال.",
  "warnings.second": "يقرؤه ضابط آخر قبل صدوره. وبعد صدوره لا يُسحب، بل يُنهى فقط.",
  "warnings.ask": "طلب الإنذار",
  "warnings.end": "زال الخطر",
  "warnings.endTitle": "القول بزوال الخطر",
  "warnings.endExplain":
    "الإنذار: {headline}. يجب أن يوافق شخص ثانٍ. وحتى ذلك الحين يبقى الإنذار سارياً، ثم ينتهي لدى كل من وصله.",
  "warnings.endWaits": "القول بزوال خطره بانتظار شخص ثانٍ.",

  "waiting.warning": "إنذار للمدنيين يُراد إصداره",
  "waiting.warning-over": "قيل إن خطر هذا الإنذار زال",
  "waiting.import": "استيراد مواقع محميّة من «{file}»: {count}",
  "waiting.places":
    "zero=لا مواقع|one=موقع واحد|two=موقعان|few={count} مواقع|many={count} موقعاً|other={count} موقع",
  "waiting.importExplain":
    "لا تغادر هذه المواقع عقدتنا أبداً. وحيث لا يذكر الملف مسافة الابتعاد تكون {metres} م.",
  "waiting.showPlaces": "عرض المواقع",
  "waiting.placeName": "الاسم",
  "waiting.radius": "مسافة الابتعاد",
  "waiting.metres": "{metres} م",
  "waiting.usual": "لم تُذكر: المعتادة",
  "waiting.twice": "المكان نفسه مرتين",
  "waiting.doubled": "في الملف مواقع تكررت في المكان نفسه.",
  "waiting.answerTo": "لتدقيق ما تخطّط له هذه الجهات فقط: {partners}",
  "waiting.answerNobody": "لتدقيق ما نخطّط له نحن فقط",
  "waiting.morePlaces":
    "zero=لا مواقع أخرى|one=عرض الموقع الباقي|two=عرض الموقعين الباقيين|few=عرض المزيد من {count} مواقع باقية|many=عرض المزيد من {count} موقعاً باقياً|other=عرض المزيد من {count} موقع باقٍ",
  "confirm.warning": "يريد {by} الإنذار. لا يُنذَر أحد حتى يوافق شخص ثانٍ.",
  "confirm.warningMine": "هذا الإنذار مطلوب باسمك. لا يُنذَر أحد حتى يوافق شخص ثانٍ.",
  "confirm.warningYes": "يصدر فوراً موقّعاً باسم هذه العقدة. لا يمكن سحبه، بل ينهيه شخصان فقط.",
  "confirm.warning-over": "يقول {by} إن الخطر زال. يبقى الإنذار سارياً حتى يوافق شخص ثانٍ.",
  "confirm.warning-overMine": "القول بزوال الخطر صادر باسمك. يبقى الإنذار سارياً حتى يوافق شخص ثانٍ.",
  "confirm.warning-overYes":
    "يُبلَّغ فوراً كل من وصله الإنذار بأن خطره زال. ومن يعود قبل الأوان معرّض للخطر.",
  "confirm.protected-import":
    "يريد {by} استيراد هذه المواقع. تُعتمد حين يقرؤها شخص ثانٍ ويوافق عليها.",
  "confirm.protected-importMine":
    "استيراد هذه المواقع مطلوب باسمك. تُعتمد حين يقرؤها شخص ثانٍ ويوافق عليها.",
  "confirm.protected-importYes":
    "تُعتمد هذه المواقع بعينها من الآن: تُفحص بها مهامنا وما يطلب الشركاء التحقّق منه.",

  "danger.flood": "فيضان",
  "danger.fire": "حريق",
  "danger.contamination": "تلوّث",
  "danger.explosive-hazard": "خطر متفجرات",
  "danger.building-collapse": "انهيار مبنى",
  "danger.armed-clash": "اشتباك مسلّح",
  "danger.shelling": "قصف",
  "danger.air-activity": "نشاط جوي",
  "danger.epidemic": "وباء",
  "danger.other": "خطر آخر",
  "protectedKind.hospital": "مستشفى",
  "protectedKind.school": "مدرسة",
  "protectedKind.camp": "مخيّم",
  "protectedKind.shelter": "ملجأ",
  "protectedKind.water-works": "منشأة مياه",
  "protectedKind.place-of-worship": "دار عبادة",
  "protectedKind.cultural-property": "ممتلك ثقافي",
  "protectedKind.other": "موقع محميّ آخر",
};
