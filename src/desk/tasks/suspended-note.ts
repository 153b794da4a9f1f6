import type { Bilingual, Lang } from "../../domain/bilingual.ts";
import type { CommitmentState } from "../../domain/task.ts";
import type { Desk } from "../desk.ts";
import { listed } from "../list-records.ts";
import { partyOf } from "../parties.ts";
import type { Viewer } from "../viewer.ts";
import { joined } from "./drafted.ts";
import { frameOf, partOf, performerOf } from "./joint-task.ts";
import type { ListedPart } from "./list-parts.ts";

/** With these a performer goes on. */
const goesOn: ReadonlySet<CommitmentState> = new Set([
  "accepted",
  "accepted-with-conditions",
  "ready",
  "under-way",
]);

/**
 * Each partner decides alone about its parts, so nothing of this is refused: who goes on with a part is told that its task is suspended,
 * or what it depends on, as far as this person may see that. null: there is nothing to tell.
 */
export async function suspendedNote(
  desk: Desk,
  viewer: Viewer,
  state: CommitmentState,
  part: ListedPart,
): Promise<Bilingual | null> {
  if (!goesOn.has(state)) return null;
  const notes: Bilingual[] = [];
  const frame = frameOf(desk.live, part.task);
  if (frame?.object["task_state"] === "suspended") {
    const name = nameIn(desk, frame.originator!);
    notes.push({
      ar: `علّقت «${name("ar")}» هذه المهمة كلها. القرار في جزئكم لكم، وما قلتموه سُجّل.`,
      en: `${name("en")} suspended this task as a whole. You alone decide about your part, and what you said stands.`,
    });
  }
  const below = part.suspendedBelow.flatMap((id) => partOf(desk.live, id) ?? []);
  const stored = await desk.store.byRows(below.map(({ row }) => row));
  const query = JSON.stringify({ suspended: part.id });
  const told = await listed(desk, viewer, stored, "listed", query);
  if (told.length > 0) {
    const said = (lang: Lang) => (record: (typeof told)[number]) => {
      const { ar, en } = record.name;
      const text = (lang === "ar" ? (ar ?? en) : (en ?? ar)) ?? record.id;
      const by = nameIn(desk, performerOf(partOf(desk.live, record.id)!))(lang);
      return lang === "ar" ? `«${text}» (${by})` : `“${text}” (${by})`;
    };
    notes.push({
      ar: `عُلّق ما يتوقف عليه هذا الجزء: ${told.map(said("ar")).join("، ")}.`,
      en: `What this part depends on is suspended: ${told.map(said("en")).join(", ")}.`,
    });
  }
  return joined(notes);
}

function nameIn(desk: Desk, id: string): (lang: Lang) => string {
  return (lang) => partyOf(desk, id)?.name[lang] ?? id;
}
