import type { Activity } from "../../deconflict/activity.ts";
import { boxesOf, squareMetresOf } from "../../deconflict/boxes.ts";
import type { Effort } from "../../deconflict/effort.ts";
import { effortOfLook } from "../../deconflict/find-clashes.ts";
import type { Geometry, Position } from "../../domain/geometry.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { KeepAwayBecause } from "../../domain/protected-place.ts";
import type { StixObject } from "../../domain/stix.ts";
import type { Desk } from "../desk.ts";
import { put, read } from "../documents.ts";
import { endOfDay, withinADay } from "./within-a-day.ts";

/** Square metres that a part may cover: what people plan on the ground covers less, and nobody asks of a whole country. */
export const mostAsked = 20_000_000_000;
/** Areas of one answer. */
export const mostAreas = 200;
/** Areas that one partner is told anew within a day. It rests on what that one was told, and on nothing that is kept from it. */
export const mostOfDay = 500;
/** Steps of comparing that an area counts as, beside what comparing it took. */
const stepsOfArea = 1000;

/** What an answer to a check says of protected places. `again`: ms UTC, when there is more to be said; null: this is all. */
export interface KeepAway {
  said: Record<string, unknown>;
  again: number | null;
}

/**
 * Where this partner is to keep away from with what it wants to do; null: it wants nothing any more. `before`: the answer that
 * stands, of which nothing is counted twice. What it took is taken from `round`.
 */
export async function keepAwayFor(
  desk: Desk,
  partner: PartnerId,
  activity: Activity | null,
  before: StixObject | undefined,
  round: Effort,
): Promise<KeepAway> {
  if (activity && isTooLarge(activity)) return cannotSay("part-too-large", null);
  const areas = activity ? areasFor(desk, partner, activity, round) : [];
  if (areas.length === 0) return { said: { keep_away: "none-known" }, again: null };
  if (areas.length > mostAreas) return cannotSay("part-too-large", null);
  const told = (before?.["keep_away_areas"] as Geometry | undefined)?.coordinates ?? [];
  const known = new Set((told as Position[][][]).map(keyOf));
  const fresh = areas.map(keyOf).filter((key) => !known.has(key));
  const again = fresh.length === 0 ? null : await count(desk, partner, fresh);
  if (again !== null) return cannotSay("asked-too-much", again);
  const keep_away_areas = { type: "MultiPolygon", coordinates: areas };
  return { said: { keep_away: "keep-away", keep_away_areas }, again: null };
}

function cannotSay(because: KeepAwayBecause, again: number | null): KeepAway {
  return { said: { keep_away: "cannot-say", keep_away_because: because }, again };
}

function isTooLarge({ geometries, corridors = [], radius = 0 }: Activity): boolean {
  const boxes = boxesOf([...geometries, ...corridors.map(({ line }) => line)], radius);
  return boxes.reduce((sum, box) => sum + squareMetresOf(box), 0) > mostAsked;
}

/** Each once, in an order that follows from nothing but them. */
function areasFor(
  desk: Desk,
  partner: PartnerId,
  activity: Activity,
  round: Effort,
): Position[][][] {
  const look = effortOfLook(round);
  const found = desk.places.keepAway(partner, activity, look);
  round.left -= look.spent + stepsOfArea * found.length;
  const coordinates = found.flatMap(({ geometry }) => geometry.coordinates as Position[][][]);
  const areas = new Map(coordinates.map((area) => [JSON.stringify(area), area]));
  return [...areas.keys()].sort().map((key) => areas.get(key)!);
}

/** By two of its corners. */
function keyOf([ring]: Position[][]): string {
  return `${ring![0]} ${ring![2]}`;
}

/** Counts areas that a partner is about to be told; null: it may be, otherwise when it may be at the earliest. */
async function count(desk: Desk, partner: PartnerId, areas: string[]): Promise<number | null> {
  return desk.turns.whole([`areas-told ${partner}`], async () => {
    const now = desk.clock();
    const kept = withinADay(await read(desk.store, "areas-told", partner), now);
    const { since, areas: before } = kept ?? { since: now, areas: [] };
    const all = new Set([...before, ...areas]);
    if (all.size > mostOfDay) return endOfDay(since);
    if (all.size === before.length) return null;
    const group = [put("areas-told", partner, { since, areas: [...all] })];
    await desk.store.commit({ priority: "interactive", groups: [group] });
    return null;
  });
}
