/** A run of a text that belongs to one mark, or to none. */
export interface Run {
  text: string;
  /** Index of the mark; null: none. */
  mark: number | null;
  /** The first run of its mark: what stands in another one is cut out of it. */
  first: boolean;
}

/** A text in runs; where marks lie over each other the shortest counts, of two alike the later one. Offsets are UTF-16 units. */
export function runsOf(text: string, marks: readonly { start: number; end: number }[]): Run[] {
  const edges = new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])]);
  const cuts = [...edges].sort((a, b) => a - b);
  const begun = new Set<number>();
  const runs: Run[] = [];
  let open: number[] = [];
  const byStart = marks.map((_, index) => index).sort((a, b) => marks[a]!.start - marks[b]!.start);
  let next = 0;
  for (const [at, from] of cuts.slice(0, -1).entries()) {
    open = open.filter((index) => marks[index]!.end > from);
    while (next < byStart.length && marks[byStart[next]!]!.start <= from)
      open.push(byStart[next++]!);
    const length = (index: number) => marks[index]!.end - marks[index]!.start;
    const mark = open.reduce<number | null>(
      (best, index) => (best === null || length(index) <= length(best) ? index : best),
      null,
    );
    runs.push({
      text: text.slice(from, cuts[at + 1]),
      mark,
      first: mark !== null && !begun.has(mark),
    });
    if (mark !== null) begun.add(mark);
  }
  return runs;
}
