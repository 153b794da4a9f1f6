import type { Shape } from "../format/area.ts";

/** Where a part or a task is, as its record has it: an area, a point, or the way it travels; null: nowhere in particular. */
export function shapeOf(record: Record<string, unknown>): Shape | null {
  const corridor = record["corridor"] as { line: Shape } | undefined;
  return (record["geometry"] as Shape | undefined) ?? corridor?.line ?? null;
}
