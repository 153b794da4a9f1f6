/** A plain map of where a point lies: lines of degrees in a square of 100 × 100, the point in its middle. */
export interface Locator {
  /** Meridians; `x` to the right, `degrees` of longitude. */
  meridians: { x: number; degrees: number }[];
  /** Parallels; `y` downwards, `degrees` of latitude. */
  parallels: { y: number; degrees: number }[];
}

const step = 0.5;

/** Reaches one degree of latitude north and south of [longitude, latitude], and as far east and west. */
export function locatorOf([longitude, latitude]: readonly [number, number]): Locator {
  const wide = 1 / Math.max(0.05, Math.cos((latitude * Math.PI) / 180));
  return {
    meridians: linesWithin(longitude, wide).map((degrees) => ({
      x: 50 + ((degrees - longitude) / wide) * 50,
      degrees,
    })),
    parallels: linesWithin(latitude, 1)
      .filter((degrees) => Math.abs(degrees) <= 90)
      .map((degrees) => ({ y: 50 - (degrees - latitude) * 50, degrees })),
  };
}

function linesWithin(middle: number, half: number): number[] {
  const first = Math.ceil((middle - half) / step);
  const last = Math.floor((middle + half) / step);
  return Array.from({ length: last - first + 1 }, (_, nth) => (first + nth) * step);
}
