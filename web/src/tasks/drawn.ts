import type { ListedPart, ListedTask, Text } from "../api/shapes.ts";
import type { Shape } from "../format/area.ts";
import type { DrawnShape } from "../map/task-features.ts";
import { shapeOf } from "./shape.ts";

/** How it is drawn: a partner's colour, a text in the language of the page, and what is chosen. */
export interface Drawing {
  colour(partner: string | null): string;
  name(text: Text): string;
  /** Ids of parts. */
  lit: ReadonlySet<string>;
}

const brackets: Record<string, string> = {
  "(": ")",
  ")": "(",
  "«": "»",
  "»": "«",
  "[": "]",
  "]": "[",
};

/** The map turns Arabic words round and not their brackets. */
export function mapLabel(text: string): string {
  return /\p{Script=Arabic}/u.test(text)
    ? text.replace(/[()[\]«»]/g, (bracket) => brackets[bracket]!)
    : text;
}

export const frameColour = "#4a5a66";

/** Areas, boundaries and control lines of tasks, and over them the places of parts; of a part with an open clash the name says so. */
export function drawnOf(
  tasks: readonly ListedTask[],
  parts: readonly ListedPart[],
  { colour, name, lit }: Drawing,
): DrawnShape[] {
  const plain = { id: null, radius: 0, colour: frameColour, on: false };
  return [
    ...tasks.flatMap(({ record }): DrawnShape[] => {
      const frame = record["geometry"] as Shape | undefined;
      const lines = (record["boundaries"] ?? []) as {
        name: Text;
        line: Shape;
        line_type: "boundary" | "control-line";
      }[];
      return [
        ...(frame ? [{ ...plain, shape: frame, label: "", line: "frame" as const }] : []),
        ...lines.map(({ name: said, line, line_type }) => ({
          ...{ ...plain, shape: line, label: mapLabel(name(said)), line: line_type },
        })),
      ];
    }),
    ...parts.flatMap(({ id, record, performer, openClashes, name: said }): DrawnShape[] => {
      const shape = shapeOf(record);
      if (!shape) return [];
      const radius = (record["radius"] as number | undefined) ?? 0;
      const label = `${openClashes > 0 ? "! " : ""}${mapLabel(name(said))}`;
      const on = lit.has(id);
      return [{ id, shape, radius, colour: colour(performer), label, on, line: "part" }];
    }),
  ];
}
