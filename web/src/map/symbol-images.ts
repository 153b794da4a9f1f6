import ms from "milsymbol";

export interface MapImage {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** Images are drawn for screens of twice the density and shown at half. */
export const pixelRatio = 2;
/** In screen pixels: of the symbol, its rim, the band in its originator's colour, and the staff down to the point. */
const [size, rim, band, staff] = [22, 1.5, 5, 6];

/**
 * An APP-6 symbol on a staff that stands on its point: filled with a light shade of its originator's colour, so that the
 * black icon can be read, over a band in the colour itself.
 */
export async function symbolImage(code: string, colour: string): Promise<MapImage> {
  const symbol = new ms.Symbol(code, { size, fillColor: lightly(colour) });
  const drawing = new Image();
  drawing.src = `data:image/svg+xml,${encodeURIComponent(symbol.asSVG())}`;
  await drawing.decode();
  const { width, height } = symbol.getSize();
  const [wide, high] = [width * pixelRatio, height * pixelRatio].map(Math.ceil) as [number, number];
  const [edge, foot] = [rim * pixelRatio, (band + staff) * pixelRatio];
  const brush = brushFor(wide + 2 * edge, high + edge + foot);
  const middle = brush.canvas.width / 2;
  brush.fillStyle = "#ffffff";
  brush.fillRect(0, 0, brush.canvas.width, high + band * pixelRatio + edge);
  brush.fillStyle = colour;
  brush.fillRect(
    middle - pixelRatio,
    brush.canvas.height - staff * pixelRatio,
    2 * pixelRatio,
    staff * pixelRatio,
  );
  brush.fillRect(edge, edge + high - pixelRatio, wide, band * pixelRatio);
  brush.drawImage(drawing, edge, edge, wide, high);
  return imageOf(brush);
}

/** For a picture of this size in pixels, kept where it can be read again: from a graphics card that costs tens of ms. */
export function brushFor(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext("2d", { willReadFrequently: true })!;
}

export function imageOf(brush: CanvasRenderingContext2D): MapImage {
  const { width, height } = brush.canvas;
  return { width, height, data: brush.getImageData(0, 0, width, height).data };
}

/** A colour ("#rrggbb") with two thirds of white. */
function lightly(colour: string): string {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `rgb(${parts.map((part) => Math.round(part + (255 - part) * 0.66)).join()})`;
}
