import type { imagesEn } from "./images-en.ts";

/** What the page says of images, in Arabic. */
export const imagesAr: Record<keyof typeof imagesEn, string> = {
  "images.title": "الصور",
  "images.attach": "إرفاق صورة",
  "images.attaching": "تُقرأ…",
  "images.hint":
    "أربع صور على الأكثر. يمكن أيضاً سحبها إلى هنا أو لصقها. لا يُرسَل معها مكان التقاطها ولا بيانات الكاميرا.",
  "images.full": "أُرفقت أربع صور ولا تُقبل غيرها: أزل واحدة أولاً.",
  "images.unreadable": "تعذّرت قراءة هذا الملف بوصفه صورة: اختر ملفاً من نوع JPEG أو PNG أو WebP.",
  "images.lost": "ما أُرفق من صور ولم يُحفظ ذهب بإعادة تحميل الصفحة: أرفقه من جديد.",
  "images.caption": "ما تُظهره الصورة",
  "images.captionIn": "ما تُظهره الصورة ({language})",
  "images.remove": "إزالة الصورة {number}",
  "images.open": "عرض مكبّر: {caption}",
  "images.unnamed": "الصورة {number}",
  "images.gone": "تعذّر عرض هذه الصورة: سُحبت، أو لا اتصال بمنظومتنا.",
  "images.octets": "{size} ك.ب",
  "images.count":
    "zero=لا صورة|one=صورة واحدة|two=صورتان|few={count} صور|many={count} صورة|other={count} صورة",
  "change.images": "الصور",
};
