import type { Change, Store } from "../store/port.ts";
import { put, readAll, type Documents } from "./documents.ts";

/** The recalls that stick, those that wait for their record, and what single partners took back, of `old` and `restored` together. */
export async function stickyRecalls(old: Store, restored: Store): Promise<Change[]> {
  const changes: Change[] = [];
  const recalled = await readAll(restored, "recalled");
  for (const [id, recall] of await readAll(old, "recalled")) {
    changes.push(put("recalled", id, bothRecalled(recall, recalled.get(id))));
  }
  const ahead = await readAll(restored, "recalled-ahead");
  for (const [key, { through }] of await readAll(old, "recalled-ahead")) {
    const later = Math.max(through, ahead.get(key)?.through ?? through);
    changes.push(put("recalled-ahead", key, { through: later }));
  }
  const brought = await readAll(restored, "brought");
  for (const [key, { takenBack }] of await readAll(old, "brought")) {
    if (takenBack === null) continue;
    const { takenBack: before = null, independent = 0 } = brought.get(key) ?? {};
    const later = Math.max(takenBack, before ?? takenBack);
    changes.push(put("brought", key, { takenBack: later, independent }));
  }
  return changes;
}

type Recall = Documents["recalled"];

function bothRecalled(one: Recall, other: Recall | undefined): Recall {
  if (!other || one.partners === "all") return one;
  if (other.partners === "all") return other;
  return { ...one, partners: [...new Set([...one.partners, ...other.partners])] };
}
