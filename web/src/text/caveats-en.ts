/** What the page says where caveats are chosen, in English. */
export const caveatsEn = {
  "caveats.another": "Another caveat",
  "caveats.code": "Code of the caveat",
  "caveats.latinHint":
    "As it was agreed with the partner: first a Latin letter or a digit, then also spaces, hyphens and underscores.",
  "caveats.anyScriptHint":
    "As it was agreed with the partner: first a letter of any script or a digit, then also spaces, hyphens, underscores, dots and slashes.",
  "caveats.notAdded": "This code does not fit and is not added yet.",
  "caveats.add": "Add",
} as const;
