import type { helpEn } from "./help-en.ts";

/** What the help says, in Arabic. */
export const helpAr: Record<keyof typeof helpEn, string> = {
  "help.title": "المساعدة",
};
