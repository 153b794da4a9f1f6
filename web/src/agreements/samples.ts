import type { ListedRecord, Preview } from "../api/shapes.ts";
import type { Shape } from "../format/area.ts";
import { recordExtension } from "../format/record.ts";
import type { DrawnShape } from "../map/task-features.ts";

export const ways = ["opens", "held", "stops"] as const;
/** What would become of a record: it goes at once, is held first, or stops. */
export type Way = (typeof ways)[number];

/** The samples of a preview that are somewhere, as they are drawn; each once, what stops above the rest. */
export function drawnSamples(
  { partners }: Pick<Preview, "partners">,
  colours: Record<Way, string>,
  nameOf: (record: ListedRecord) => string,
): DrawnShape[] {
  const drawn = new Map<string, DrawnShape>();
  for (const way of ways)
    for (const record of partners.flatMap((partner) => partner[way].samples)) {
      const shape = shapeOf(record);
      if (!shape) continue;
      drawn.delete(record.id);
      drawn.set(record.id, {
        ...{ id: record.id, shape, radius: 0, colour: colours[way] },
        ...{ label: nameOf(record), on: false, line: "part" },
      });
    }
  return [...drawn.values()];
}

/** Its line or area, otherwise its point; null: it is nowhere. */
function shapeOf({ record, position }: ListedRecord): Shape | null {
  const geometry = record.extensions?.[recordExtension]?.["geometry"] ?? record["geometry"];
  return (geometry as Shape | undefined) ?? (position && { type: "Point", coordinates: position });
}
