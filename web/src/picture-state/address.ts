import { type Filter, noFilter } from "./filter.ts";
import { type Moment, now } from "./moment.ts";

/** Where the map is: its middle in degrees, and its zoom. */
export interface Place {
  longitude: number;
  latitude: number;
  zoom: number;
}

/** What of the picture stands in the page's address, so that it can be kept and sent. */
export interface Address {
  filter: Filter;
  moment: Moment;
  place: Place | null;
}

const day = 86_400_000;
const words = [
  "q",
  "partner",
  "kind",
  "topic",
  "classification",
  "reliability",
  "credibility",
] as const;

/** The part of the address between ? and #; "" where everything is as it is at first. */
export function searchOf({ filter, moment, place }: Address): string {
  const search = new URLSearchParams();
  for (const name of words) if (filter[name].trim()) search.set(name, filter[name].trim());
  if (filter.inView) search.set("view", "only");
  if (moment.at !== null)
    search.set("t", new Date(moment.at).toISOString().replace(/\.000Z$/, "Z"));
  if (moment.clock === "known") search.set("clock", "known");
  if (moment.span !== null) search.set("days", String(moment.span / day));
  if (place) {
    const { longitude, latitude, zoom } = place;
    search.set("map", `${longitude.toFixed(4)},${latitude.toFixed(4)},${zoom.toFixed(2)}`);
  }
  // Commas and colons may stand there as they are, and read better so.
  return search.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
}

/** Reads it; what means nothing is as at first. */
export function readSearch(text: string): Address {
  const search = new URLSearchParams(text);
  const filter = { ...noFilter, inView: search.get("view") === "only" };
  for (const name of words) filter[name] = (search.get(name) ?? "").slice(0, 200);
  const at = Date.parse(search.get("t") ?? "");
  const days = Number(search.get("days"));
  return {
    filter,
    moment: {
      at: Number.isNaN(at) ? now.at : at,
      clock: search.get("clock") === "known" ? "known" : "so",
      span: days > 0 && days <= 36_500 ? days * day : null,
    },
    place: readPlace(search.get("map")),
  };
}

function readPlace(text: string | null): Place | null {
  const [longitude, latitude, zoom, ...rest] = (text ?? "").split(",").map(Number);
  if (longitude === undefined || latitude === undefined || zoom === undefined || rest.length > 0)
    return null;
  const inside = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85 && zoom >= 0 && zoom <= 22;
  return inside ? { longitude, latitude, zoom } : null;
}
