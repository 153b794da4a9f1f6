import type { everywhereEn } from "./everywhere-en.ts";

/** What the page says wherever a person is in it, in Arabic. */
export const everywhereAr: Record<keyof typeof everywhereEn, string> = {
  "link.kept": "لا اتصال بمنظومتنا. المعروض هو ما حُمِّل في:",

  "sheet.print": "طباعة",
  "sheet.locator": "موقعه بين خطوط أنصاف الدرجات",
  "sheet.originalIn": "الأصل: {language}",
  "sheet.expires":
    "هذه الورقة صالحة لوقت طباعتها. قد تُعدَّل المعلومة أو تُسحب، فراجع نسختها الحالية قبل أن تعمل بها.",

  "undo.undo": "تراجُع",
  "undo.view": "حُذف العرض المحفوظ «{name}».",
  "undo.overlay": "أُزيل «{name}» عن الخريطة.",
  "undo.filter": "أُلغيت التصفية.",
  "report.leaveTitle": "إغلاق استمارة التقرير؟",
  "report.leaveExplain": "لم يُحفظ ما كتبته بعد. يمكنك استعادته خلال عشر ثوانٍ من الإغلاق.",
  "report.leave": "أغلق دون حفظ",
  "field.missing": "هذه الخانة مطلوبة.",
  "field.wrong": "ليس هذا بالصيغة المطلوبة. راجع ما كتبته.",
  "field.range": "القيمة خارج الحدود المسموح بها.",
  "field.tooLong": "النص أطول من المسموح به.",
  "file.choose": "اختر ملفاً",
  "file.none": "لم يُختر ملف",
  "undo.report": "أُغلقت استمارة التقرير دون حفظ.",
  "saved.takeBack": "سحب التقرير",
};
