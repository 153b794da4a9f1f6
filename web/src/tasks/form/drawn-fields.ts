import type { Shape } from "../../format/area.ts";
import type { DrawnShape } from "../../map/task-features.ts";
import { type Drawing, frameColour, mapLabel } from "../drawn.ts";
import type { PlaceFields, Position, TaskFields } from "./fields.ts";

type Looks = Pick<Drawing, "colour" | "name">;

/** What stands in the form, also while it is being drawn: of an area with two corners the line between them. */
export function drawnOfFields(
  { frame, parts }: TaskFields,
  { colour, name }: Looks,
  into: readonly Position[] | null,
): DrawnShape[] {
  const drawn = (
    place: Pick<PlaceFields, "kind" | "positions">,
    rest: Omit<DrawnShape, "shape" | "on">,
  ) => {
    const shape = sketchOf(place);
    return shape ? [{ ...rest, shape, on: place.positions === into }] : [];
  };
  const plain = { id: null, radius: 0 };
  return [
    ...drawn(frame.place, { ...plain, colour: frameColour, label: "", line: "frame" }),
    ...frame.lines.flatMap(({ name: said, positions, type }) =>
      drawn(
        { kind: "route", positions },
        { ...plain, colour: frameColour, label: mapLabel(name(said)), line: type },
      ),
    ),
    ...parts.flatMap(({ name: said, performer, place }) =>
      drawn(place, {
        ...{ id: null, radius: Number(place.radius) || 0, colour: colour(performer || null) },
        ...{ label: mapLabel(name(said)), line: "part" as const },
      }),
    ),
  ];
}

/** A place as far as it is drawn; null: not at all. */
export function sketchOf({
  kind,
  positions,
}: Pick<PlaceFields, "kind" | "positions">): Shape | null {
  const [first] = positions;
  if (kind === "none" || !first) return null;
  if (kind === "point" || positions.length === 1) return { type: "Point", coordinates: first };
  if (kind === "route" || positions.length === 2)
    return { type: "LineString", coordinates: positions };
  return { type: "Polygon", coordinates: [[...positions, first]] };
}
