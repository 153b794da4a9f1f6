/** What the page says wherever a person is in it, in English: without the node, on paper, taking back a slip. */
export const everywhereEn = {
  "link.kept": "No link to our node. Shown is what was loaded:",

  "sheet.print": "Print",
  "sheet.locator": "Where it lies, in lines of half a degree",
  "sheet.originalIn": "the original is in {language}",
  "sheet.expires":
    "Holds for the time of printing. A record may be changed or recalled: look at its present version before you act on it.",

  "undo.undo": "Undo",
  "undo.view": "The saved view “{name}” was removed.",
  "undo.overlay": "“{name}” was taken off the map.",
  "undo.filter": "The filter was cleared.",
  "report.leaveTitle": "Close the report form?",
  "report.leaveExplain":
    "What you wrote is not saved yet. For ten seconds after closing you can take it back.",
  "report.leave": "Close without saving",
  "undo.report": "The report form was closed without saving.",
  "saved.takeBack": "Take back",
} as const;
