import type { Desk } from "../../desk/desk.ts";
import { eventIds, eventOf } from "../../desk/same-event/event-of.ts";
import { alikeTo, findAlike } from "../../desk/same-event/find-alike.ts";
import { linkSame, unlinkSame } from "../../desk/same-event/link.ts";
import { mustSee } from "../../desk/viewer.ts";
import { asText } from "../../domain/bilingual.ts";
import { meantUntil } from "../../domain/occurrence.ts";
import { draftFault } from "../../domain/report-draft.ts";
import { parseStixTime } from "../../domain/time.ts";
import type { AlikeDraft, SameEventPort } from "../../http/ports/same-event.ts";
import { viewerOf } from "./viewer.ts";

export function sameEventPort(desk: Desk): SameEventPort {
  return {
    alikeTo: (person, id) => alikeTo(desk, viewerOf(person), id),
    alikeToDraft: async (person, draft) => findAlike(desk, viewerOf(person), occurrenceIn(draft)),
    eventOf: (person, id) => eventOf(desk, viewerOf(person), id),
    eventIds: (person, ids) => eventIds(desk, viewerOf(person), ids),
    async linkSame(person, id, other) {
      for (const one of [id, other]) await mustSee(desk, viewerOf(person), one);
      return linkSame(desk, id, other);
    },
    async unlinkSame(person, id, link) {
      for (const one of [id, link]) await mustSee(desk, viewerOf(person), one);
      await unlinkSame(desk, id, link);
    },
  };
}

function occurrenceIn({ name, description, lang, at, until, precision, position }: AlikeDraft) {
  const from = timeIn("at", at);
  const texts = [name, description].flatMap((text) => (text ? [asText(text, lang)] : []));
  const inLanguage = (one: "ar" | "en") => texts.flatMap((text) => text[one] ?? []).join(" ");
  return {
    position: position ?? null,
    at: from,
    until: Math.max(until ? timeIn("until", until) : from, meantUntil(from, precision)),
    texts: { ar: inLanguage("ar"), en: inLanguage("en") },
  };
}

function timeIn(field: string, text: string): number {
  return (
    parseStixTime(text) ??
    draftFault(field, "write it like 2015-03-11T00:00:00Z", "اكتبه هكذا 2015-03-11T00:00:00Z")
  );
}
