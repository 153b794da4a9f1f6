import type { Bilingual } from "../../domain/bilingual.ts";
import { joinLocal } from "../../domain/journal.ts";
import type { Change, JournalLogLine, Store } from "../../store/port.ts";
import { entryChange, indexOf, type Written } from "./journal-entry.ts";
import { verifyJournal } from "./verify-journal.ts";

/** What a restored store has of the journal that it replaces. */
export interface CarriedJournal {
  /** Entries that the backup lacked. */
  entries: number;
  /** False: entries may be missing. */
  whole: boolean;
}

const kept: Bilingual = {
  ar: "استُعيد مخزن العقدة من نسخة احتياطية. وما كُتب في هذا السجلّ بعد النسخة باقٍ كما كُتب.",
  en: "The node's store was restored from a backup. What was written in this journal after the backup is here as it was written.",
};

const mayLack: Bilingual = {
  ar: "استُعيد مخزن العقدة من نسخة احتياطية. وقد تكون قيود كُتبت بعد القيد السابق لهذا القيد ناقصة، وقد تعود أرقامها لقيود أخرى.",
  en: "The node's store was restored from a backup. Entries that were written after the one before this may be missing, and their numbers may be given to others.",
};

/**
 * Adds to a restored store, which nobody is served from yet, what was written into the journal of the replaced one (null: it
 * cannot be read) after the backup, word for word, and an entry that tells of the restoring. `now`: ms UTC.
 */
export async function carryJournal(
  old: Store | null,
  restored: Store,
  now: number,
): Promise<CarriedJournal> {
  const carried = old ? await carry(old, restored) : { entries: 0, whole: false };
  const text = carried.whole ? kept : mayLack;
  const links = { records: [], partners: [] };
  const told = entryChange(now, joinLocal([]), { kind: "system", person: null, text, ...links });
  await restored.commit({ priority: "interactive", groups: [[told]] });
  return carried;
}

async function carry(old: Store, restored: Store): Promise<CarriedJournal> {
  const { chain, broken: brokenBefore } = await verifyJournal(restored);
  const { entries: before, head } = chain;
  const lines = async (after: number, limit: number) =>
    old.journalLog(after, limit).catch(() => null);
  if (brokenBefore !== null) return { entries: 0, whole: false };
  if (before > 0) {
    // The backup is of this journal only where it ends in a line of it.
    const [last] = (await lines(before - 1, 1)) ?? [];
    if (last?.hash !== head) return { entries: 0, whole: false };
  }
  for (;;) {
    const page = await lines(chain.entries, 500);
    if (!page) return { entries: chain.entries - before, whole: false };
    const broken = page.findIndex((line) => !chain.takes(line));
    const sound = broken < 0 ? page : page.slice(0, broken);
    const groups = sound.map((line) => [asWritten(line)]);
    if (groups.length > 0) await restored.commit({ priority: "bulk", groups });
    if (broken >= 0 || page.length < 500)
      return { entries: chain.entries - before, whole: broken < 0 };
  }
}

/** The same entry, which gets the same number and hash. */
function asWritten({ text }: JournalLogLine): Change {
  const {
    number: _,
    value,
    ...rest
  } = JSON.parse(text) as {
    series: string;
    number: number;
    at: number;
    corrects?: number;
    value: string;
  };
  return { do: "journal", entry: { ...rest, value, ...indexOf(JSON.parse(value) as Written) } };
}
