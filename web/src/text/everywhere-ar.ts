import type { everywhereEn } from "./everywhere-en.ts";

/** What the page says wherever a person is in it, in Arabic. */
export const everywhereAr: Record<keyof typeof everywhereEn, string> = {
  "link.kept": "لا اتصال بمنظومتنا. المعروض هو ما حُمِّل في:",
};
