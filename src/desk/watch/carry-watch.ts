import type { Change, Store } from "../../store/port.ts";
import type { Careful } from "../carry-over.ts";

const keptKinds = ["handover", "situation-report", "situation-report-before"] as const;

/** What people of the watch keep beside the journal, as it is in the replaced store: the restored one goes on from there. */
export async function carriedWatch(old: Store, restored: Store, read: Careful): Promise<Change[]> {
  const points = await read(() => old.documents("watch-point"), null);
  const kept = [...(points ?? [])];
  for (const kind of keptKinds) kept.push(...(await read(() => old.documents(kind), [])));
  const changes = kept.map((document): Change => ({ do: "put", document }));
  if (points === null) return changes;
  // What is open no more stands in a handover.
  const open = new Set(points.map(({ key }) => key));
  for (const { kind, key } of await restored.documents("watch-point")) {
    if (!open.has(key)) changes.push({ do: "remove", kind, key });
  }
  return changes;
}
