/** One thing of the list: a record, with all that tell of one event with it. */
export interface Item {
  /** Its place in the chart. */
  place: number;
  /** Ids, its own first. */
  event: readonly string[];
}

/** Of places in the chart, in their order, the first of each event. `eventOf`: all of one event with it, itself first. */
export function oncePerEvent(
  places: readonly number[],
  eventOf: (place: number) => readonly string[],
): Item[] {
  const told = new Set<string>();
  return places.flatMap((place) => {
    const event = eventOf(place);
    if (told.has(event[0]!)) return [];
    if (event.length > 1) for (const id of event) told.add(id);
    return [{ place, event }];
  });
}
