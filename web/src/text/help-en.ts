/** What the help says, in English. */
export const helpEn = {
  "help.title": "Help",
} as const;
