/** What the page says of one event with several sources, in English. */
export const sameEventEn = {
  "alike.title": "May be the same event",
  "alike.count":
    "one={count} record may tell of the same event|other={count} records may tell of the same event",
  "alike.hint":
    "Near in place, time and words. Nothing is linked unless you say so; leave it as it is where it is another event.",
  "alike.samePlace": "same place",
  "alike.km": "one={count} km apart|other={count} km apart",
  "alike.sameTime": "same time",
  "alike.minutes": "one={count} minute apart|other={count} minutes apart",
  "alike.hours": "one={count} hour apart|other={count} hours apart",
  "alike.days": "one={count} day apart|other={count} days apart",
  "alike.words": "{count}% of the words in common",
  "alike.otherLanguage": "in another language: words not compared",
  "alike.same": "Same event",
  "alike.link": "It is the same event",
  "alike.linking": "Linking…",
  "alike.chosen": "Same event as",
  "alike.open": "Open",
  "alike.read": "Read it",

  "event.title": "One event, {sources}",
  "event.sources": "one={count} source|other={count} sources",
  "event.linkedBy": "Said to be one event by {partner}",
  "event.linkedWhich": "{partner} said that “{one}” and “{other}” are one event",
  "event.unlink": "Not the same event",
  "event.unlinkTitle": "Say that it is not the same event",
  "event.unlinkExplain":
    "Our word that “{one}” and “{other}” tell of one event is taken back, also where it went. Both records stay as they are.",
  "event.unlinking": "Taking back…",
  "event.more": "There are more sources than are shown.",
} as const;
