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
export function symbolImage(code: string, colour: string): MapImage {
  const symbol = new ms.Symbol(code, { size, fillColor: lightly(colour) }).asCanvas(pixelRatio);
  const canvas = document.createElement("canvas");
  const [edge, foot] = [rim * pixelRatio, (band + staff) * pixelRatio];
  canvas.width = symbol.width + 2 * edge;
  canvas.height = symbol.height + edge + foot;
  const brush = canvas.getContext("2d")!;
  const middle = canvas.width / 2;
  brush.fillStyle = "#ffffff";
  brush.fillRect(0, 0, canvas.width, symbol.height + band * pixelRatio + edge);
  brush.fillStyle = colour;
  brush.fillRect(
    middle - pixelRatio,
    canvas.height - staff * pixelRatio,
    2 * pixelRatio,
    staff * pixelRatio,
  );
  brush.fillRect(edge, edge + symbol.height - pixelRatio, symbol.width, band * pixelRatio);
  brush.drawImage(symbol, edge, edge);
  return imageOf(canvas);
}

export function imageOf(canvas: HTMLCanvasElement): MapImage {
  const { width, height } = canvas;
  return { width, height, data: canvas.getContext("2d")!.getImageData(0, 0, width, height).data };
}

/** A colour ("#rrggbb") with two thirds of white. */
function lightly(colour: string): string {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `rgb(${parts.map((part) => Math.round(part + (255 - part) * 0.66)).join()})`;
}
