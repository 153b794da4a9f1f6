import type { exchangeEn } from "./exchange-en.ts";

/** ما تقوله الصفحة عن التبادل مع الجهات الشريكة. */
export const exchangeAr: Record<keyof typeof exchangeEn, string> = {
  "nav.exchange": "التبادل",
  "exchange.waiting": "بانتظار الموافقة",
  "exchange.notYours": "دورك لا يتيح هذه الصفحة. راجع ضابط ارتباط أو مدير العقدة.",
  "exchange.fullNeeded":
    "هذا لمن تبلغ صلاحية اطّلاعه كل الوسوم، لأنه يعدّ المعلومات أياً كان وسمها. يمكن لمدير العقدة رفع صلاحيتك.",
  "check.running": "جارٍ التحقّق…",
  "check.finished": "آخر تحقّق أجراه {by}،",
  "check.failed": "لم يكتمل التحقّق الذي بدأه {by}؛ أعده، أو راجع سجل العقدة.",

  "ledger.title": "سجلّ التمرير",
  "ledger.explain":
    "ما مُرِّر إلى كل جهة، ومتى، وبأي بند. يوقّع عليه الطرفان، فلا يُغيَّر بعد ذلك دون أن يُكتشف.",
  "ledger.emptyHint": "لكل جهة لها وصلة سجلّ تمرير.",
  "ledger.size": "ما مُرِّر",
  "ledger.countersigned": "وقّعت عليه الجهة",
  "ledger.received": "تابعناه من سجلّها",
  "ledger.unseen": "لم يصل منه",
  "ledger.open": "عرض ما مُرِّر",
  "ledger.all": "كل السجلّات",
  "ledger.ofExplain":
    "ما مُرِّر إلى «{partner}» مما يجوز لك الاطّلاع عليه، الأقدم أولاً. الأوقات بالتوقيت العالمي.",
  "ledger.from": "من (توقيت عالمي)",
  "ledger.until": "إلى (توقيت عالمي)",
  "ledger.show": "عرض",
  "ledger.export": "حفظ بصيغة CSV",
  "ledger.exporting": "جارٍ الحفظ…",
  "ledger.everything": "مع ما يرافق المعلومات من وسوم وأماكن وتواقيع وإيصالات",
  "ledger.empty": "لا شيء في هذه المدة",
  "ledger.noneHint": "اختر مدة أخرى، أو اعرض ما يرافق المعلومات أيضاً.",
  "ledger.at": "متى",
  "ledger.what": "ماذا",
  "ledger.why": "بأي بند",
  "ledger.state": "الآن",
  "ledger.noClause": "مُرِّرت مرة واحدة، أو بموافقة المُنشئ",
  "ledger.outside": "يُرسل إلى من يعنيهم",
  "ledger.aside":
    "zero=لا قيود مخفية|one=قيد واحد مما يرافق المعلومات غير معروض|two=قيدان مما يرافق المعلومات غير معروضين|few={count} قيود مما يرافق المعلومات غير معروضة|many={count} قيداً مما يرافق المعلومات غير معروض|other={count} قيد مما يرافق المعلومات غير معروض",
  "ledger.more": "عرض الأحدث",
  "ledger.tooMany":
    "أكثر من {count} قيد. اختر مدة أقصر، أو استعمل الأمر tansiq ledger show على جهاز العقدة.",
  "ledgerState.open": "قائمة",
  "ledgerState.recalled": "سُحبت",
  "ledgerState.voided": "أُخرجت من الصادر",

  "alongKind.location": "مكان",
  "alongKind.identity": "هوية",
  "alongKind.relationship": "صلة بين معلومتين",
  "alongKind.language-content": "ترجمة",
  "alongKind.marking-definition": "وسم تداول",
  "alongKind.extension-definition": "تعريف إضافة",
  "alongKind.agreement": "اتفاق",
  "alongKind.agreement-signature": "توقيع على اتفاق",
  "alongKind.receipt": "إيصال استلام",
  "alongKind.consent": "موافقة مُنشئ",
  "alongKind.recall-notice": "إشعار سحب",

  "verify.title": "هل يتطابق كل شيء؟",
  "verify.explain":
    "تحسب العقدة كل سجلّ من جديد مما هو مخزَّن، وتقارنه بكل نقطة تحقّق وقّعتها جهة شريكة. يستغرق ذلك بضع ثوانٍ لكل مئة ألف معلومة.",
  "verify.start": "التحقّق من السجلّات",
  "verify.sound": "كل شيء متطابق: المخزَّن هو ما سُجّل ووُقّع عليه.",
  "verify.leaves":
    "zero=لا قيود|one=قيد واحد|two=قيدان|few={count} قيود|many={count} قيداً|other={count} قيد",
  "verify.signed":
    "zero=لم توقّع الجهة على شيء منها|one=وقّعت الجهة على واحد منها|two=وقّعت الجهة على اثنين منها|few=وقّعت الجهة على {count} منها|many=وقّعت الجهة على {count} منها|other=وقّعت الجهة على {count} منها",
  "verify.checkpoints":
    "zero=لا نقاط تحقّق|one=قورن بنقطة تحقّق واحدة|two=قورن بنقطتي تحقّق|few=قورن بـ{count} نقاط تحقّق|many=قورن بـ{count} نقطة تحقّق|other=قورن بـ{count} نقطة تحقّق",
  "verify.times":
    "zero=(ولا مرة)|one=(مرة واحدة)|two=(مرتان)|few=({count} مرات)|many=({count} مرة)|other=({count} مرة)",
  "verify.faults":
    "zero=لا اختلاف.|one=اختلاف واحد.|two=اختلافان.|few={count} اختلافات.|many={count} اختلافاً.|other={count} اختلاف.",
  "verify.faultsDo":
    "انسخ مجلد بيانات العقدة قبل أي شيء آخر، وقارنه بنسخة احتياطية وبما لدى الجهة.",
  "ledgerFault.leaf-differs": "غُيّرت معلومة أو قيدها",
  "ledgerFault.leaf-missing": "قيد مفقود",
  "ledgerFault.row-missing": "فُقدت معلومة يتحدث عنها قيد",
  "ledgerFault.never-served": "قيد لما أُخرج من الصادر ولم يُمرَّر",
  "ledgerFault.unlogged": "مُرِّر شيء ولا قيد له",
  "ledgerFault.node-differs": "بصمة محفوظة خاطئة",
  "ledgerFault.size-differs": "الحجم خاطئ",
  "ledgerFault.checkpoint-differs": "وقّعت الجهة على سجلّ آخر",
  "ledgerFault.ledger-missing": "وقّعت الجهة على سجلّ لم يعد موجوداً",
  "ledgerFault.receipt-differs": "غُيّر إيصال مخزَّن",
  "ledgerFault.served-differs": "غُيّر وقت التمرير أو بنوده",
  "ledgerFault.served-unsigned": "توقيعنا على وقت التمرير وسببه مفقود أو خاطئ",
  "ledgerFault.forked": "هناك سجلّان باسم واحد",

  "bundles.title": "حزم التمرير",
  "bundles.explain":
    "للجهات التي لا تصلها شبكة: ما يُجاز تمريره إلى الجهة في ملف نوقّعه ونختمه لها وحدها.",
  "bundles.write": "كتابة حزمة",
  "bundles.writeHint": "تبدأ بعد آخر ما أجابت عنه الجهة. ويُعدّ ما فيها مُمرَّراً.",
  "bundles.for": "إلى",
  "bundles.choose": "اختر جهة",
  "bundles.writing": "جارٍ الكتابة…",
  "bundles.writeTitle": "كتابة حزمة تمرير إلى «{partner}»",
  "bundles.writeExplain":
    "يُعدّ كل ما فيها مُرسَلاً إلى «{partner}» ويُقيَّد في سجلّ التمرير، فاكتبها عند تسليمها. وإن كانت هذه العقدة تطلب شخصين فالقرار أولاً لشخص آخر.",
  "bundles.read": "قراءة حزمة",
  "bundles.readHint": "ملف كتبته جهة شريكة لهذه العقدة. لا يضرّ اختلاف الترتيب ولا التكرار.",
  "bundles.file": "الملف",
  "bundles.reading": "جارٍ القراءة…",
  "bundles.wasRead": "استُلمت الحزمة الواردة من «{partner}».",
  "bundles.writtenAt": "كُتبت في",
  "bundles.objects":
    "zero=لا شيء فيها|one=فيها عنصر واحد|two=فيها عنصران|few=فيها {count} عناصر|many=فيها {count} عنصراً|other=فيها {count} عنصر",
  "bundles.noHole": "ولا ينقص شيء قبلها.",
  "bundles.held":
    "zero=لم يُحجز منها شيء.|one=حُجز عنصر منها للتدقيق.|two=حُجز عنصران منها للتدقيق.|few=حُجز {count} منها للتدقيق.|many=حُجز {count} منها للتدقيق.|other=حُجز {count} منها للتدقيق.",
  "bundles.written": "الحزم المكتوبة هنا",
  "bundles.at": "متى",
  "bundles.by": "الكاتب",
  "bundles.size": "العناصر",
  "bundles.state": "الحالة",
  "bundles.empty": "لم تُكتب حزمة بعد",
  "bundles.emptyHint": "تُذكر هنا كل حزمة، وهل أجابت عنها الجهة.",
  "bundles.holes":
    "ما ضاع في الطريق يُرسل ثانية مع الحزمة التالية، فهي تبدأ بعد آخر ما أجابت عنه الجهة.",
  "bundleState.answered": "وصلت كاملة",
  "bundleState.open": "لم تُجب عنها الجهة بعد",
  "bundleState.cut": "لم تكتمل كتابتها",

  "consents.title": "موافقات المُنشئ",
  "consents.explain":
    "المعلومة التي لا يُعاد تمريرها إلا بموافقة المُنشئ تحتاج إلى موافقته: لجهة حائزة واحدة، ومعلومة واحدة، ومستلم واحد.",
  "consents.ofUs": "ما طُلب منّا",
  "consents.byUs": "ما طلبناه",
  "consents.empty": "لا طلبات",
  "consents.ofUsHint": "من لديه معلومة لنا ويريد تمريرها يطلب ذلك هنا.",
  "consents.byUsHint": "يظهر هنا ما طلبناه من الجهات المُنشِئة، مع أجوبتها.",
  "consents.theyAsk": "تريد «{holder}» تمرير معلومة لنا إلى «{to}»",
  "consents.weAsk": "سألنا «{originator}» هل تُمرَّر معلومتها إلى «{to}»",
  "consents.reason": "السبب:",
  "consents.asked": "طُلب في",
  "consents.give": "أوافق",
  "consents.refuse": "أرفض",
  "consents.takeBack": "سحب الموافقة",
  "consents.impossible":
    "لا يمكن إلا رفضه: ليست النسخة الأخيرة من المعلومة لدى «{holder}» منّا، أو لا تُعرف «{to}» هنا.",
  "consents.more":
    "zero=ولا شيء أقدم|one=وطلب أقدم|two=وطلبان أقدم|few=و{count} طلبات أقدم|many=و{count} طلباً أقدم|other=و{count} طلب أقدم",
  "consentState.asked": "بانتظار الجواب",
  "consentState.given": "أُعطيت الموافقة",
  "consentState.refused": "رُفض",
  "consentState.taken-back": "سُحبت الموافقة",
  "consentTitle.given": "الموافقة على التمرير",
  "consentTitle.refused": "رفض الموافقة",
  "consentTitle.taken-back": "سحب الموافقة",
  "consentExplain.given":
    "يجوز لـ«{holder}» تمريرها إلى «{to}» وحدها، بكل نسخها ما دامت تحمل وسمها الحالي.",
  "consentExplain.refused": "لا تُمرَّر إلى «{to}»، وتقرأ «{holder}» السبب.",
  "consentExplain.taken-back": "تسحبها «{holder}» من «{to}» فوراً، ويبقى السبب لدينا.",
  "consentReason.refused": "السبب، وتقرؤه «{holder}»",
  "consentReason.taken-back": "السبب، ويبقى لدينا",
};
