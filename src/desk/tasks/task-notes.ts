import type { Lang, Text } from "../../domain/bilingual.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { uuid4 } from "../../domain/uuid.ts";
import { AppError } from "../../errors.ts";
import type { StoredRecord } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { listed } from "../list-records.ts";
import { referrersOf } from "../referrers.ts";
import type { Submitted } from "../submit-report.ts";
import { sees, type Viewer } from "../viewer.ts";
import { writeRecord } from "../write-record.ts";
import { textsOf } from "../written-before.ts";
import { handledAs } from "../handled-as.ts";
import { frameOf, partOf } from "./joint-task.ts";
import { choiceOf, type Handling } from "./task-draft.ts";

export interface NoteDraft {
  content: Text;
  lang?: Lang;
  /** Left out: as what it is about is handled. */
  handling?: Handling;
}

export interface ListedNote {
  id: StixId;
  /** RFC 3339, UTC. */
  modified: string;
  originator: PartnerId | null;
  about: StixId;
  content: Text;
  lang: Lang;
}

const most = 1000;

/** Writes a note on a task or a part: whoever made that gets it too. Errors: record-not-found, those of writeRecord. */
export async function writeNote(
  desk: Desk,
  about: StixId,
  { content, lang, handling }: NoteDraft,
  author?: string,
): Promise<Submitted> {
  const target = frameOf(desk.live, about) ?? partOf(desk.live, about);
  if (!target) throw new AppError("record-not-found", { id: about });
  const note = {
    type: "note" as const,
    id: `note--${uuid4(desk.random)}`,
    ...(lang && { lang }),
    texts: { content },
    properties: { object_refs: [about] },
  };
  const choice = handling ? choiceOf(handling) : await handledAs(desk, target);
  return writeRecord(desk, note, choice, author);
}

/** Notes on a task, or on a part, that this person may see, newest first, the 1,000 that came last. Error: record-not-found. */
export async function listNotes(desk: Desk, viewer: Viewer, about: StixId): Promise<ListedNote[]> {
  const target = frameOf(desk.live, about) ?? partOf(desk.live, about);
  if (!target || !sees(desk, viewer, target)) throw new AppError("record-not-found", { id: about });
  const stored: StoredRecord[] = [];
  for await (const one of referrersOf(desk, about)) {
    if (one.kind === "note" && isAbout(one.body, about)) stored.push(one);
    if (stored.length > most) stored.shift();
  }
  const records = await listed(desk, viewer, stored, "listed", JSON.stringify({ notes: about }));
  records.sort((a, b) => (a.modified < b.modified ? 1 : -1));
  return Promise.all(
    records.map(async ({ id, modified, originator, record }) => {
      const { lang, texts } = await textsOf(desk, record);
      return { id, modified, originator, about, lang, content: texts["content"] ?? {} };
    }),
  );
}

function isAbout(body: string, id: StixId): boolean {
  return ((JSON.parse(body) as StixObject)["object_refs"] as StixId[]).includes(id);
}
