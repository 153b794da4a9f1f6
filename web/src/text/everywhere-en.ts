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
  "field.missing": "This field is needed.",
  "field.wrong": "This does not have the form that is asked for. Look at what you wrote.",
  "field.range": "The value is outside what is allowed.",
  "field.tooLong": "The text is longer than allowed.",
  "file.choose": "Choose a file",
  "file.none": "no file chosen",
  "undo.report": "The report form was closed without saving.",
  "saved.takeBack": "Take back",
} as const;
