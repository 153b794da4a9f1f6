/** One thing of the list: a record, with all that tell of one event with it. */
export interface Item {
  /** Its place in the chart. */
  place: number;
  /** Ids, its own first. */
  event: readonly string[];
  /** The places given of this event, its own first. */
  all: number[];
}

/** Of places in the chart, in their order, the first of each event. `eventOf`: all of one event with it, itself first. */
export function oncePerEvent(
  places: readonly number[],
  eventOf: (place: number) => readonly string[],
): Item[] {
  const told = new Map<string, Item>();
  return places.flatMap((place) => {
    const event = eventOf(place);
    const known = told.get(event[0]!);
    if (known) {
      known.all.push(place);
      return [];
    }
    const item: Item = { place, event, all: [place] };
    if (event.length > 1) for (const id of event) told.set(id, item);
    return [item];
  });
}

/** The best of Admiralty grades ("B2"): the more reliable source first, then the more credible; null where nobody graded. */
export function bestGrade(grades: readonly string[]): string | null {
  return grades.filter(Boolean).toSorted()[0] ?? null;
}
