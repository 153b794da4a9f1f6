import type { Bilingual, Text } from "../../domain/bilingual.ts";
import { boundsOf, type Geometry } from "../../domain/geometry.ts";
import type { PartnerId } from "../../domain/partner.ts";
import {
  type ProtectedPlaceDraft,
  type ProtectedPlaceKind,
  unlistedIsProtected,
} from "../../domain/protected-place.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { read } from "../documents.ts";
import { noteRead } from "../read-log.ts";
import type { Viewer } from "../viewer.ts";

export interface ListedPlace {
  id: string;
  name: Text;
  kind: ProtectedPlaceKind;
  geometry: Geometry;
  /** Metres to keep away. */
  radius: number;
  /** null: checks of all partners are answered with it. */
  answerTo: PartnerId[] | null;
  by: string;
  /** RFC 3339, UTC. */
  at: string;
}

export interface PlaceQuery {
  kind?: ProtectedPlaceKind;
  /** [west, south, east, north], degrees. */
  box?: [number, number, number, number];
  limit: number;
  /** Of the last one seen. */
  after?: string;
}

/** Protected places of this node, in the order of their ids. What was asked for is written down. */
export async function listPlaces(
  desk: Desk,
  viewer: Viewer,
  query: PlaceQuery,
): Promise<{ places: ListedPlace[]; more: boolean; note: Bilingual }> {
  const { kind, box, limit, after = "" } = query;
  const found: ListedPlace[] = [];
  for (const [id, { at, ...place }] of desk.places.all()) {
    if (id <= after || (kind !== undefined && place.kind !== kind)) continue;
    if (box !== undefined && !meets(place.geometry, box)) continue;
    found.push({ id, ...place, at: stixTime(at) });
  }
  found.sort((a, b) => (a.id < b.id ? -1 : 1));
  const asked = JSON.stringify({ protectedPlaces: query });
  await noteRead(desk, viewer, { how: "listed", versions: [], query: asked });
  return { places: found.slice(0, limit), more: found.length > limit, note: unlistedIsProtected };
}

/** The places of one that waits, which the second person reads before approving it; that is written down. Error: waiting-gone. */
export async function readImport(
  desk: Desk,
  viewer: Viewer,
  id: string,
): Promise<ProtectedPlaceDraft[]> {
  const places = await read(desk.store, "protected-import-places", id);
  if (!places) throw new AppError("waiting-gone");
  const query = JSON.stringify({ protectedImport: id });
  await noteRead(desk, viewer, { how: "listed", versions: [], query });
  return places;
}

function meets(geometry: Geometry, [west, south, east, north]: [number, number, number, number]) {
  const bounds = boundsOf(geometry);
  return (
    bounds !== null &&
    bounds[0] <= east &&
    bounds[2] >= west &&
    bounds[1] <= north &&
    bounds[3] >= south
  );
}
