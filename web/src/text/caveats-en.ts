/** What the page says where caveats are chosen, in English. */
export const caveatsEn = {
  "caveats.another": "Another code",
  "caveats.anotherHint": "As it was agreed with the partner: letters, digits, spaces and hyphens.",
  "caveats.add": "Add the code",
} as const;
