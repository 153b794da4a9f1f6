import type { caveatsEn } from "./caveats-en.ts";

/** What the page says where caveats are chosen, in Arabic. */
export const caveatsAr: Record<keyof typeof caveatsEn, string> = {
  "caveats.another": "قيد آخر",
  "caveats.code": "رمز القيد",
  "caveats.codeHint": "كما اتُّفق عليه مع الجهة الشريكة: حروف وأرقام ومسافات وشرطات.",
  "caveats.add": "إضافة",
};
