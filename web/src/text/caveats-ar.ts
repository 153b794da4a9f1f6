import type { caveatsEn } from "./caveats-en.ts";

/** What the page says where caveats are chosen, in Arabic. */
export const caveatsAr: Record<keyof typeof caveatsEn, string> = {
  "caveats.another": "قيد آخر",
  "caveats.code": "رمز القيد",
  "caveats.latinHint":
    "كما اتُّفق عليه مع الجهة الشريكة: يبدأ بحرف لاتيني أو برقم، وقد تتبعه مسافات وشرطات عادية أو سفلية.",
  "caveats.anyScriptHint":
    "كما اتُّفق عليه مع الجهة الشريكة: يبدأ بحرف من أي لغة أو برقم، وقد تتبعه مسافات ونقاط وشرطات عادية أو سفلية أو مائلة.",
  "caveats.notAdded": "هذا الرمز لا يصلح ولم يُضَف بعد.",
  "caveats.add": "إضافة",
};
