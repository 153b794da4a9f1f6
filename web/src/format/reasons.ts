import type { ReleaseState } from "../api/shapes.ts";

type Reason = ReleaseState["reasons"][number];

/** A reason with what tells it from the others, and whether it decided. */
export type OrderedReason = Reason & { key: string; decided: boolean };

/** What decided first; what several parts of a record are kept by in the same words stands once. */
export function orderedReasons({
  decidedBy,
  reasons,
}: Pick<ReleaseState, "decidedBy" | "reasons">): OrderedReason[] {
  const byKey = new Map<string, OrderedReason>();
  for (const reason of reasons) {
    const { agreement, clause, effect, text } = reason;
    const key = JSON.stringify([agreement, clause, effect, text]);
    const decided = decidedBy.includes(`${agreement ?? "label"}/${clause}`);
    if (!byKey.has(key)) byKey.set(key, { ...reason, key, decided });
  }
  return [...byKey.values()].sort((a, b) => Number(b.decided) - Number(a.decided));
}
