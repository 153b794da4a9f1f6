import ICAL from "ical.js";
import type { Bilingual, Lang, Text } from "../../domain/bilingual.ts";
import { classificationNames } from "../../domain/label.ts";
import type { StixId } from "../../domain/stix.ts";
import { mostParts, type PartState, partStateNames, taskStateNames } from "../../domain/task.ts";
import type { Desk } from "../desk.ts";
import type { ListedRecord } from "../list-records.ts";
import { partyOf } from "../parties.ts";
import type { Viewer } from "../viewer.ts";
import { listParts, type ListedPart } from "./list-parts.ts";
import { listTasks, type ListedTask, readTask } from "./list-tasks.ts";

/** More tasks than this no calendar holds. */
const most = 200;

/** Joint tasks with their parts as an iCalendar (RFC 5545), as far as this person may see them. Error: record-not-found. */
export async function taskCalendar(
  desk: Desk,
  viewer: Viewer,
  lang: Lang,
  asked: { task: StixId } | { from?: number; until?: number },
): Promise<string> {
  const { tasks, more } =
    "task" in asked
      ? { tasks: [await readTask(desk, viewer, asked.task)], more: false }
      : await listTasks(desk, viewer, { ...asked, limit: most });
  const calendar = new ICAL.Component("vcalendar");
  calendar.addPropertyWithValue("version", "2.0");
  calendar.addPropertyWithValue("prodid", `-//Tansiq//${lang.toUpperCase()}`);
  if (more) calendar.addPropertyWithValue("x-wr-caldesc", notAll[lang]);
  for (const task of tasks) {
    calendar.addSubcomponent(taskEvent(desk, task, lang));
    for await (const part of partsOf(desk, viewer, task.id))
      calendar.addSubcomponent(partEvent(desk, part, lang));
  }
  return `${calendar.toString()}\r\n`;
}

/** What partners add counts too, so that there may be more than one proposer writes. */
async function* partsOf(desk: Desk, viewer: Viewer, task: StixId): AsyncGenerator<ListedPart> {
  for (let before: StixId | undefined; ;) {
    const page = { limit: mostParts, ...(before !== undefined && { before }) };
    const { parts, more } = await listParts(desk, viewer, task, page);
    yield* parts;
    before = parts.at(-1)?.id;
    if (!more || before === undefined) return;
  }
}

const notAll: Bilingual = {
  ar: `لا تتّسع هذه الرزنامة لكل المهام: فيها آخر ${most} مهمة بدءاً. حدّد مدة أقصر لترى غيرها.`,
  en: `Not all tasks are in this calendar: it holds the ${most} that begin last. Choose a shorter period to see others.`,
};

const certain: ReadonlySet<PartState> = new Set(["accepted", "ready", "under-way", "done"]);
const off: ReadonlySet<PartState> = new Set(["cancelled", "declined", "aborted"]);

function taskEvent(desk: Desk, task: ListedTask, lang: Lang): ICAL.Component {
  const event = eventOf(desk, task, lang, taskStateNames[task.state][lang]);
  const statuses = {
    proposed: "TENTATIVE",
    suspended: "TENTATIVE",
    done: "CONFIRMED",
    cancelled: "CANCELLED",
  };
  event.addPropertyWithValue("status", statuses[task.state]);
  return event;
}

function partEvent(desk: Desk, part: ListedPart, lang: Lang): ICAL.Component {
  const performer = partyOf(desk, part.performer)?.name[lang] ?? part.performer;
  const state = `${performer} – ${partStateNames[part.state][lang]}`;
  const event = eventOf(desk, part, lang, state, part.commitment?.modified);
  const tentative = certain.has(part.state) ? "CONFIRMED" : "TENTATIVE";
  event.addPropertyWithValue("status", off.has(part.state) ? "CANCELLED" : tentative);
  event.addPropertyWithValue("categories", plain(performer));
  event.addPropertyWithValue("related-to", part.task);
  return event;
}

function eventOf(
  desk: Desk,
  shown: Pick<ListedRecord, "id" | "modified" | "name" | "description" | "position" | "label"> & {
    from: string;
    until: string;
  },
  lang: Lang,
  state: string,
  said = shown.modified,
): ICAL.Component {
  const { id, modified, name, description, position, label } = shown;
  const event = new ICAL.Component("vevent");
  const changed = time(said > modified ? said : modified);
  const handled = label ? classificationNames[label.classification][lang] : "–";
  const told = [inLanguage(description, lang), state, handled, modes[desk.mode ?? "real"][lang]];
  event.addPropertyWithValue("uid", id);
  event.addPropertyWithValue("dtstamp", changed);
  event.addPropertyWithValue("last-modified", changed);
  event.addPropertyWithValue("dtstart", time(shown.from));
  event.addPropertyWithValue("dtend", time(shown.until));
  event.addPropertyWithValue("summary", plain(`${inLanguage(name, lang)} (${state})`));
  event.addPropertyWithValue("description", plain(told.filter((one) => one !== "").join("\n")));
  event.addPropertyWithValue(
    "class",
    label?.classification === "unclassified" ? "PUBLIC" : "CONFIDENTIAL",
  );
  if (position) event.addPropertyWithValue("geo", [position[1], position[0]]);
  return event;
}

const modes = {
  real: { ar: "", en: "" },
  demonstration: { ar: "عرض توضيحي", en: "Demonstration" },
  exercise: { ar: "تمرين", en: "Exercise" },
};

function time(text: string): ICAL.Time {
  return ICAL.Time.fromJSDate(new Date(text), true);
}

function inLanguage(text: Text, lang: Lang): string {
  return text[lang] ?? text.ar ?? text.en ?? "";
}

/** The library does not escape what else ends a line. */
function plain(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/[\u0000-\u0008\u000B-\u001F]/g, "");
}
