import type { nodeEn } from "./node-en.ts";

/** What the page says of how the node is, in Arabic. */
export const nodeAr: Record<keyof typeof nodeEn, string> = {
  "health.explain":
    "حال هذه العقدة الآن. تُكتب الأوامر على جهازها، وضع مجلد العقدة نفسه مكان NODE_FOLDER.",
  "health.again": "تحديث",
  "health.well": "لا شيء يستدعي العمل",
  "health.wellHint": "الشهادة والقرص والنسخة الاحتياطية والساعة كما ينبغي.",
  "health.todo": "ما يستدعي العمل",
  "health.warn.certificate-unreadable": "تتعذّر قراءة ملف الشهادة",
  "health.do.certificate-unreadable":
    "تواصل العقدة عملها بالشهادة التي لديها، لكنها لن تبدأ من جديد إن توقفت. أعد الشهادة ومفتاحها إلى حيث يسمّيهما «tls» في config.json.",
  "health.warn.certificate-expired": "انتهت صلاحية الشهادة",
  "health.do.certificate-expired":
    "ترفضها المتصفحات، ولا يرفضها الشركاء لأنهم يقارنون بصمتها وحدها. أنشئ شهادة جديدة، وأعد تشغيل العقدة، ثم اكتب لكل شريك بطاقة جديدة فوراً: فلا أحد يرسل حتى يضيف البطاقة.",
  "health.warn.certificate-ends": "تنتهي صلاحية الشهادة قريباً",
  "health.do.certificate-ends":
    "اتفق مع شركائك على يوم. ثم أنشئ شهادة جديدة، وأعد تشغيل العقدة، واكتب لكل شريك بطاقة جديدة فوراً: فلا أحد يرسل حتى يضيف البطاقة.",
  "health.warn.certificate-other": "شهادة أخرى جاهزة",
  "health.do.certificate-other":
    "لا تسري حتى يُعاد تشغيل العقدة. اكتب لكل شريك بطاقة جديدة بعد ذلك مباشرة.",
  "health.warn.disk-full": "امتلأ القرص",
  "health.do.disk-full":
    "ترفض العقدة الكتابة قبل أن يضيع شيء. أخلِ مساحة الآن: احذف ما وضعته الاستعادة جانباً (store.before-…) والنسخ الاحتياطية القديمة، أو وسّع القرص.",
  "health.warn.disk-tight": "القرص على وشك الامتلاء",
  "health.do.disk-tight":
    "أخلِ مساحة: احذف ما وضعته الاستعادة جانباً (store.before-…) والنسخ الاحتياطية القديمة، أو وسّع القرص.",
  "health.warn.backup-unknown": "لا تُعرف نسخة احتياطية",
  "health.do.backup-unknown":
    "اكتب واحدة على قرص آخر، والعقدة تواصل عملها. ما يُنسخ بطريق آخر، أو نُسخ قبل استعادة، لا يُعرف هنا.",
  "health.warn.backup-old": "مضى على آخر نسخة احتياطية أكثر من أسبوع",
  "health.do.backup-old": "اكتب نسخة جديدة على قرص آخر، والعقدة تواصل عملها.",
  "health.warn.clock-off": "ساعة العقدة تختلف عن ساعة هذا الجهاز",
  "health.do.clock-off":
    "تبيّن أيهما الصحيحة. ما توقّعه العقدة يحمل وقت ساعتها، ويرفض الشركاء ما يسبق وقتهم بأكثر من يوم.",
  "health.node": "العقدة",
  "health.version": "الإصدار",
  "health.clock": "ساعتها (UTC)",
  "health.started": "تعمل منذ",
  "health.certificate": "الشهادة",
  "health.noCertificate":
    "لا توجد: تجيب العقدة على جهازها وحده بلا تشفير. أما الشركاء في أماكن أخرى فلا بد لهم من HTTPS.",
  "health.subject": "صادرة لـ",
  "health.names": "الأسماء",
  "health.validFrom": "صالحة من",
  "health.validUntil": "صالحة حتى",
  "health.daysLeft":
    "zero=تنتهي اليوم|one=تنتهي بعد يوم واحد|two=تنتهي بعد يومين|few=تنتهي بعد {count} أيام|many=تنتهي بعد {count} يوماً|other=تنتهي بعد {count} يوم",
  "health.endsToday": "تنتهي اليوم",
  "health.ended": "انتهت",
  "health.pin": "البصمة (SHA-256)",
  "health.keys": "مفاتيح التوقيع",
  "health.keysExplain":
    "يقارن الشركاء هذه البصمات بالهاتف. بدّل المفتاح إذا احتُمل أن لدى أحد نسخة منه، أو وفق قاعدتكم، ثم انسخ ملفات المفاتيح إلى المكان الآمن من جديد.",
  "health.kid": "البصمة (kid)",
  "health.since": "منذ",
  "health.until": "حتى",
  "health.inUse": "قيد الاستخدام",
  "health.unknown": "غير معروف",
  "health.store": "المخزن والقرص",
  "health.free": "المتاح على القرص",
  "health.ofTotal": "{free} من {total}",
  "health.storeSize": "حجم المخزن",
  "health.versions": "نسخ المعلومات",
  "health.readLines": "أسطر سجل الاطّلاع",
  "health.backup": "النسخ الاحتياطي",
  "health.backupAt": "آخر نسخة",
  "health.backupBy": "كتبها",
  "health.backupFile": "الملف",
  "health.backupNow": "كتابة نسخة احتياطية الآن",
  "health.backupRuns": "تُكتب النسخة الاحتياطية…",
  "health.backupElsewhere":
    "تُحفظ النسخة المكتوبة من هنا في مجلد العقدة نفسه: انقلها إلى جهاز آخر. وللكتابة مباشرة على قرص آخر، من جهاز العقدة:",
  "health.noBackup": "لا تُعرف هنا نسخة.",
  "health.backupExplain":
    "تضم النسخة الاحتياطية المخزن وحده، ومنه المصادر المسمّاة: احفظها كما تحفظ العقدة. أما المفاتيح والإعدادات فتُحفظ على حدة.",
  "health.links": "الوصلات",
  "health.linksMore": "المزيد في التبادل، الجهات الشريكة",
};
