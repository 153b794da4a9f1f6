/** What the page says where caveats are chosen, in English. */
export const caveatsEn = {
  "caveats.another": "Another caveat",
  "caveats.code": "Code of the caveat",
  "caveats.codeHint": "As it was agreed with the partner: letters, digits, spaces and hyphens.",
  "caveats.add": "Add",
} as const;
