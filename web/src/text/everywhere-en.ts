/** What the page says wherever a person is in it, in English: without the node, on paper, taking back a slip. */
export const everywhereEn = {
  "link.kept": "No link to our node. Shown is what was loaded:",
} as const;
