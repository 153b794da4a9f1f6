/**
 * Runs `work` once all earlier work on any of these keys has come to its end, well or not; what shares no key with it
 * runs on beside it. Work that holds a turn must not wait for another one, except as `Turns` says.
 */
export type InTurn = <T>(keys: Iterable<string>, work: () => Promise<T>) => Promise<T>;

/**
 * Whoever reads what is latest of a record and then commits a version, an offer or a recall that rests on it does both in
 * one turn. Who holds a turn of `whole` may wait for one of `records`, never the other way round: so nobody waits in a circle.
 */
export interface Turns {
  /** Keys: ids of the records, and of what they refer to. */
  records: InTurn;
  /** Keys: what has to be read before it is known which records it touches: an own report, the document of a link. */
  whole: InTurn;
}

export function openTurns(): Turns {
  return { records: inTurn(), whole: inTurn() };
}

function inTurn(): InTurn {
  /** The end of the last work on each key. */
  const last = new Map<string, Promise<void>>();
  return async (keys, work) => {
    const own = new Set(keys);
    const earlier = new Set<Promise<void>>();
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    // All keys at once: who comes later waits for this one on each of them.
    for (const key of own) {
      const before = last.get(key);
      if (before) earlier.add(before);
      last.set(key, ended);
    }
    try {
      await Promise.all(earlier);
      return await work();
    } finally {
      for (const key of own) if (last.get(key) === ended) last.delete(key);
      end();
    }
  };
}
