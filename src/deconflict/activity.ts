import type { Geometry } from "../domain/geometry.ts";
import type { PartnerId } from "../domain/partner.ts";

/** Half-open [start, stop), ms since 1970, UTC: what ends at a moment does not meet what begins at it. */
export interface Window {
  start: number;
  stop: number;
}

/** Half-open [from, to), metres above ground. */
export interface HeightBand {
  from: number;
  to: number;
}

/** How far apart activities must stay: nearer in space, in time and in height at once is a clash. */
export interface Separation {
  metres: number;
  minutes: number;
  /** Between height bands. */
  heightMetres: number;
}

/**
 * A line travelled at even pace from its first position at `window.start` to its last at `window.stop`. At any time it
 * occupies only the stretch from where it was `lagMinutes` ago to where it will be in `leadMinutes`.
 */
export interface Corridor {
  /** LineString. */
  line: Geometry;
  window: Window;
  leadMinutes: number;
  lagMinutes: number;
}

/** A road, bridge or crossing that only one may use at a time. */
export interface SharedUse {
  /** A record's id or a name that the partners agreed on; names are compared as search compares words. */
  resource: string;
  window: Window;
}

/** A line that an activity may not cross. */
export interface Boundary {
  id: string;
  /** LineString. */
  line: Geometry;
}

/** What a part of a joint task occupies, and when. Lines run straight in longitude and latitude, the shorter way around. */
export interface Activity {
  id: string;
  taskId: string;
  performer: PartnerId;
  /** The unit that is committed. */
  unitId?: string;
  window: Window;
  /** Occupied during all of `window`; none where it only uses something or passes. */
  geometries: readonly Geometry[];
  corridors?: readonly Corridor[];
  /** Metres around every geometry and corridor that belong to it too: radius of a point, half the width of a line. */
  radius?: number;
  /** Left out: all heights. */
  heights?: HeightBand;
  /** What its task agreed on. Of two activities the greater counts, in each of the three. */
  separation: Separation;
  uses?: readonly SharedUse[];
  /** The boundaries that are not its own to cross. */
  boundaries?: readonly Boundary[];
}

/** Hospital, school, camp, shelter, water works: kept by the owning node only. */
export interface ProtectedPlace {
  id: string;
  geometry: Geometry;
  /** Metres to keep away from it; 0: only not in it. */
  radius: number;
}
