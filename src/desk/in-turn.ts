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
  /** The same turns, ahead of all that waits in `records`: for what may take back or tighten, which no busy partner may delay. */
  ahead: InTurn;
  /** Keys: what has to be read before it is known which records it touches: an own report, the document of a link. */
  whole: InTurn;
}

export function openTurns(): Turns {
  return { ...lanes(), whole: lanes().records };
}

interface Waiting {
  keys: ReadonlySet<string>;
  ahead: boolean;
  running: boolean;
  start(): void;
}

function lanes(): Pick<Turns, "records" | "ahead"> {
  /**
   * By key: what is under way, then what goes ahead, then the rest, each as it came. All lines of one entry are joined at once, so
   * that what waits is in the same order in each of them.
   */
  const lines = new Map<string, Waiting[]>();

  const join = (entry: Waiting): void => {
    for (const key of entry.keys) {
      const line = lines.get(key) ?? [];
      lines.set(key, line);
      const behind = line.findIndex(({ running, ahead }) => entry.ahead && !running && !ahead);
      line.splice(behind < 0 ? line.length : behind, 0, entry);
    }
  };

  const startIfFirst = (entry: Waiting): void => {
    if (entry.running || ![...entry.keys].every((key) => lines.get(key)![0] === entry)) return;
    entry.running = true;
    entry.start();
  };

  const leave = (entry: Waiting): void => {
    const next = new Set<Waiting>();
    for (const key of entry.keys) {
      const line = lines.get(key)!;
      line.shift();
      if (line[0]) next.add(line[0]);
      else lines.delete(key);
    }
    for (const one of next) startIfFirst(one);
  };

  const inTurn =
    (ahead: boolean): InTurn =>
    async (keys, work) => {
      let start = (): void => {};
      const started = new Promise<void>((resolve) => (start = resolve));
      const entry: Waiting = { keys: new Set(keys), ahead, running: false, start };
      join(entry);
      startIfFirst(entry);
      try {
        await started;
        return await work();
      } finally {
        leave(entry);
      }
    };

  return { records: inTurn(false), ahead: inTurn(true) };
}
