import type { Position } from "../tasks/form/fields.ts";
import { whenForgotten } from "./forget.ts";

interface Drawing {
  /** What the next positions go to; null: nothing is being drawn. */
  into: Position[] | null;
  /** So many it takes; with 1 the next one stands in the place of the last. */
  most: number;
}

/** The one shape of a form that is being drawn, on its map or by coordinates. */
export const drawing: Drawing = $state({ into: null, most: 0 });
whenForgotten(endDrawing);

export function startDrawing(into: Position[], most: number): void {
  Object.assign(drawing, { into, most });
}

export function endDrawing(): void {
  drawing.into = null;
}

/** Puts a position, to about a metre, behind the last; nothing where nothing is being drawn, or it is full. */
export function drew([longitude, latitude]: Position): void {
  const { into, most } = drawing;
  const position: Position = [rounded(longitude), rounded(latitude)];
  if (most === 1) into?.splice(0, into.length, position);
  else if (into && into.length < most) into.push(position);
}

const rounded = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
