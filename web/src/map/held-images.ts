import type { ControlState } from "../picture-state/control-at.ts";
import { brushFor, imageOf, type MapImage, pixelRatio } from "./symbol-images.ts";

const side = 22 * pixelRatio;
const middle = side / 2;
const outer = middle - 2 * pixelRatio;

/**
 * A settlement by who holds it; told apart by form as well as by colour: whole for held, slices for divided, stripes for
 * contested, an empty ring for not known.
 */
export function heldImage(state: ControlState, colours: readonly string[]): MapImage {
  const brush = brushFor(side, side);
  circle(brush, outer + 1.5 * pixelRatio, "#ffffff");
  if (state === "unknown" || colours.length === 0) ring(brush);
  else {
    brush.save();
    brush.beginPath();
    brush.arc(middle, middle, outer, 0, 2 * Math.PI);
    brush.clip();
    if (state === "contested") stripes(brush, colours);
    else slices(brush, colours);
    brush.restore();
    brush.lineWidth = pixelRatio;
    brush.strokeStyle = "#10202b";
    brush.beginPath();
    brush.arc(middle, middle, outer, 0, 2 * Math.PI);
    brush.stroke();
  }
  return imageOf(brush);
}

function circle(brush: CanvasRenderingContext2D, radius: number, colour: string): void {
  brush.fillStyle = colour;
  brush.beginPath();
  brush.arc(middle, middle, radius, 0, 2 * Math.PI);
  brush.fill();
}

function ring(brush: CanvasRenderingContext2D): void {
  brush.lineWidth = 2 * pixelRatio;
  brush.strokeStyle = "#55636d";
  brush.setLineDash([4 * pixelRatio, 3 * pixelRatio]);
  brush.beginPath();
  brush.arc(middle, middle, outer - pixelRatio, 0, 2 * Math.PI);
  brush.stroke();
}

function slices(brush: CanvasRenderingContext2D, colours: readonly string[]): void {
  const each = (2 * Math.PI) / colours.length;
  colours.forEach((colour, nth) => {
    brush.fillStyle = colour;
    brush.beginPath();
    brush.moveTo(middle, middle);
    brush.arc(middle, middle, outer, nth * each - Math.PI / 2, (nth + 1) * each - Math.PI / 2);
    brush.fill();
  });
}

function stripes(brush: CanvasRenderingContext2D, colours: readonly string[]): void {
  const width = 4 * pixelRatio;
  brush.translate(middle, middle);
  brush.rotate(Math.PI / 4);
  for (let nth = 0, at = -side; at < side; nth++, at += width) {
    brush.fillStyle = colours[nth % colours.length]!;
    brush.fillRect(at, -side, width, 2 * side);
  }
}
