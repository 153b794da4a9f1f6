interface Version {
  id: string;
  modified: string;
}

/**
 * The list after its first page was asked for again: what is new stands on top, what was loaded
 * further down stays. `fresh` are the ids of records, or versions, that were not there before.
 */
export function mergeHead<R extends Version>(
  loaded: readonly R[],
  head: readonly R[],
  headIsAll: boolean,
): { records: R[]; fresh: string[] } {
  const before = new Map(loaded.map((record) => [record.id, record.modified]));
  const fresh = head.filter((r) => before.get(r.id) !== r.modified).map((r) => r.id);
  if (headIsAll) return { records: [...head], fresh };
  const inHead = new Set(head.map((record) => record.id));
  const lastShared = loaded.findLastIndex((record) => inHead.has(record.id));
  // Nothing shared: a whole page or more is new, and what lies between is not known; begin again.
  if (lastShared < 0) return { records: [...head], fresh };
  const below = loaded.slice(lastShared + 1).filter((record) => !inHead.has(record.id));
  return { records: [...head, ...below], fresh };
}
