import type { Change, Store } from "../../store/port.ts";
import type { Careful } from "../carry-over.ts";

const kinds = [
  "protected-place",
  "protected-import",
  "protected-import-places",
  "check-said",
  "areas-told",
] as const;

/** Protected places and what was said of them, as they are in the replaced store: none that came after the backup is forgotten. */
export async function carriedPlaces(old: Store, restored: Store, read: Careful): Promise<Change[]> {
  const changes: Change[] = [];
  for (const kind of kinds) {
    const kept = await read(() => old.documents(kind), null);
    if (kept === null) continue;
    for (const document of kept) changes.push({ do: "put", document });
    const there = new Set(kept.map(({ key }) => key));
    for (const { key } of await restored.documents(kind)) {
      if (!there.has(key)) changes.push({ do: "remove", kind, key });
    }
  }
  return changes;
}
