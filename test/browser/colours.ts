import { setTimeout as pause } from "node:timers/promises";
import type { Locator } from "playwright-core";
import { patienceMs } from "./browser.ts";

/** Counts pixels by colour, in the browser, which can read its own pictures. */
const count = `async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const brush = canvas.getContext("2d");
  brush.drawImage(picture, 0, 0);
  const { data } = brush.getImageData(0, 0, picture.width, picture.height);
  const counts = {};
  for (let i = 0; i < data.length; i += 4) {
    const hex = "#" + [data[i], data[i + 1], data[i + 2]].map((c) => c.toString(16).padStart(2, "0")).join("");
    counts[hex] = (counts[hex] ?? 0) + 1;
  }
  return counts;
}`;

/** Fewer than a record's dot on the map has, more than the dot of the legend above it. */
const dot = 120;

/** Waits until each of these colours ("#1d5fa8") fills a dot's worth of pixels of what is on the screen there. */
export async function coloursOf(place: Locator, wanted: readonly string[]): Promise<void> {
  const end = performance.now() + patienceMs;
  let missing = wanted;
  while (performance.now() < end) {
    const picture = await place.screenshot({ type: "png" });
    const counts = await place
      .page()
      .evaluate<Record<string, number>>(`(${count})("${picture.toString("base64")}")`);
    missing = wanted.filter((colour) => (counts[colour] ?? 0) < dot);
    if (missing.length === 0) return;
    await pause(100);
  }
  throw new Error(`not on the screen: ${missing.join(", ")}`);
}
