/** What the page says of working together, in English: warnings, what waits for a second person, areas, answers, clashes. */
export const togetherEn = {
  "nav.warnings": "Warnings",
  "nav.unknown": "This address leads nowhere here, so you see: {view}.",
  "view.missing": "This page could not be opened",
  "view.missing.hint":
    "A part of the application did not arrive, or it was renewed since you opened it. Reload the page once the node can be reached.",

  "area.at": "at {place}",
  "area.from": "{km} km {direction} of {place}",
  "area.across": "about {km} km across",
  "area.acrossMetres": "about {metres} m across",
  "direction.n": "north",
  "direction.ne": "north-east",
  "direction.e": "east",
  "direction.se": "south-east",
  "direction.s": "south",
  "direction.sw": "south-west",
  "direction.w": "west",
  "direction.nw": "north-west",

  "warnings.title": "Warnings to civilians",
  "warnings.explain":
    "Imminent danger to civilians, in one short form. It takes two people of yours, and goes as soon as the second one approves.",
  "warnings.new": "New warning",
  "warnings.inForce": "Warnings in force",
  "warnings.over": "Over",
  "warnings.empty": "No warning is in force here",
  "warnings.emptyHint":
    "Our warnings, and those that partners give us, stand here and above the picture. Partners may know of more danger.",
  "warnings.more": "one=and {count} more warning in force|other=and {count} more warnings in force",
  "warnings.by": "from {partner}",
  "warnings.from": "from",
  "warnings.until": "until",
  "warnings.open": "no end is known",
  "warnings.written": "signed {at}",
  "warnings.record": "The record, and who has it",
  "warnings.waiting":
    "one={count} thing about warnings waits for a second person|other={count} things about warnings wait for a second person",
  "warnings.asked":
    "It is written down and goes to nobody yet: another officer of yours has to approve it.",
  "warnings.danger": "Danger",
  "warnings.headline": "What happens",
  "warnings.instructions": "What people should do",
  "warnings.inOther": "Also in {language}",
  "warnings.placeNeeded": "Say where: choose a place or write its coordinates.",
  "warnings.radius": "Radius of the area around it, km (0: the point alone)",
  "warnings.untilHint": "Left empty: until two people say that the danger is over.",
  "warnings.second":
    "Another officer reads it before it goes. Once out it cannot be recalled, only ended.",
  "warnings.ask": "Ask for the warning",
  "warnings.end": "The danger is over",
  "warnings.endTitle": "Say that the danger is over",
  "warnings.endExplain":
    "Of: {headline}. A second person has to approve it. Until then the warning stands; then it ends for all who had it.",
  "warnings.endWaits": "That its danger is over waits for a second person.",

  "tasks.noParts":
    "No part of it is here: who proposes a task gives each part only to those who may have it.",
  "tasks.unnamedPart": "a part that is not shown here",
  "tasks.unnamedUnit": "not shown here",
  "tasks.suspendedParts": "Suspended: {parts}",
  "commit.notReady": "No longer ready",
  "commit.resume": "Take it up again",
  "clash.unit": "The unit",
  "clash.about": "Both need",
  "clash.where": "Where",
  "clash.keepAwayArea": "Area to keep away from",

  "requests.records": "Records with it",
  "requests.findRecord": "Add records of ours that answer it",
  "requests.recordsHint": "Only such as {partner} may have. Search by words in either language.",
  "requests.unlink": "Take this record out",
  "requests.close": "Close",
  "requests.closeExplain": "Nothing more is awaited. All whom it was put to are told.",
  "requests.withdraw": "Withdraw",
  "requests.withdrawExplain": "It is not asked any more. All whom it was put to are told.",

  "waiting.warning": "A warning to civilians is to go out",
  "waiting.warning-over": "The danger of this warning is said to be over",
  "waiting.acceptance-alone":
    "A clash is to be accepted without the word of those who may be unable to answer",
  "waiting.askedBy": "{by} wants it; another person decides beside the clash.",
  "waiting.toTask": "Open the task",
  "waiting.import": "Import of protected places from “{file}”: {count}",
  "waiting.places": "one={count} place|other={count} places",
  "waiting.importExplain":
    "The places never leave our node. Where the file says no radius, {metres} m are kept away.",
  "waiting.showPlaces": "Show the places",
  "waiting.placeName": "Name",
  "waiting.radius": "Kept away",
  "waiting.metres": "{metres} m",
  "waiting.usual": "not said: the usual",
  "waiting.twice": "same place twice",
  "waiting.doubled": "Some stand more than once at the same place in the file.",
  "waiting.answerTo": "Only for checks of: {partners}",
  "waiting.answerNobody": "For our own checks only",
  "waiting.morePlaces": "one=Show {count} more place|other=Show more of {count} places",
  "confirm.warning": "{by} wants to warn. Nobody is warned until a second person confirms it.",
  "confirm.warningMine": "You want to warn. Nobody is warned until a second person confirms it.",
  "confirm.warningYes":
    "It goes out at once, signed for this node. It cannot be recalled, only ended by two people.",
  "confirm.warning-over":
    "{by} says that the danger is over. The warning stands until a second person confirms it.",
  "confirm.warning-overMine":
    "You say that the danger is over. The warning stands until a second person confirms it.",
  "confirm.warning-overYes":
    "All who had the warning are told at once that its danger is over. Who goes back too early is in danger.",
  "confirm.protected-import":
    "{by} wants to import these. They count once a second person who has read them confirms it.",
  "confirm.protected-importMine":
    "You want to import these. They count once a second person who has read them confirms it.",
  "confirm.protected-importYes":
    "Exactly these places count from now on: own tasks and checks of partners are held against them.",

  "danger.flood": "Flood",
  "danger.fire": "Fire",
  "danger.contamination": "Contamination",
  "danger.explosive-hazard": "Explosive hazard",
  "danger.building-collapse": "Building collapse",
  "danger.armed-clash": "Armed clash",
  "danger.shelling": "Shelling",
  "danger.air-activity": "Air activity",
  "danger.epidemic": "Epidemic",
  "danger.other": "Other danger",
  "protectedKind.hospital": "Hospital",
  "protectedKind.school": "School",
  "protectedKind.camp": "Camp",
  "protectedKind.shelter": "Shelter",
  "protectedKind.water-works": "Water works",
  "protectedKind.place-of-worship": "Place of worship",
  "protectedKind.cultural-property": "Cultural property",
  "protectedKind.other": "Other protected place",
} as const;
