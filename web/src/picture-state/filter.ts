import type { Chart } from "./chart.ts";

/** What a person narrows the picture to; "" takes everything. */
export interface Filter {
  /** Words, looked for by the node. */
  q: string;
  partner: string;
  kind: string;
  topic: string;
  classification: string;
  reliability: string;
  credibility: string;
  /** Only what lies within the map's view. */
  inView: boolean;
}

export const noFilter: Filter = {
  ...{ q: "", partner: "", kind: "", topic: "", classification: "" },
  ...{ reliability: "", credibility: "", inView: false },
};

/** How many of its lines narrow, the words apart. */
export function narrowing(filter: Filter): number {
  return Object.entries(filter).filter(([name, value]) => name !== "q" && value).length;
}

/** Whether the version at a place is within the filter; `view`: [west, south, east, north], degrees. The words are not looked at here. */
export function within(
  { columns, names }: Chart,
  filter: Filter,
  view: readonly number[] | null,
): (place: number) => boolean {
  const { kind, originator, label, grade, lon, lat } = columns;
  const { classification, topic, reliability, credibility } = filter;
  const kinds = chosen(names.kind, (name) => !filter.kind || name === filter.kind);
  const partners = chosen(names.originator, (name) => !filter.partner || name === filter.partner);
  const labels = chosen(
    names.label,
    (one) =>
      (!classification || one?.classification === classification) &&
      (!topic || (one?.topics.includes(topic) ?? false)),
  );
  const grades = chosen(names.grade, (name) => {
    const [letter, digit] = name || "F6";
    return (!reliability || letter === reliability) && (!credibility || digit === credibility);
  });
  const box = filter.inView && view ? view.map((degrees) => Math.round(degrees * 1e7)) : null;
  return (place) => {
    if (!kinds[kind[place]!] || !partners[originator[place]!]) return false;
    if (!labels[label[place]!] || !grades[grade[place]!]) return false;
    if (!box) return true;
    const [west, south, east, north] = box as [number, number, number, number];
    const [x, y] = [lon[place]!, lat[place]!];
    return x >= west && x <= east && y >= south && y <= north;
  };
}

function chosen<T>(names: readonly T[], wanted: (name: T) => boolean): Uint8Array {
  return Uint8Array.from(names, (name) => (wanted(name) ? 1 : 0));
}
