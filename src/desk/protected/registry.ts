import type { PartnerId } from "../../domain/partner.ts";
import { keepAwayCell, usualKeepAway } from "../../domain/protected-place.ts";
import type { Activity, ProtectedPlace } from "../../deconflict/activity.ts";
import { type ClashIndex, openClashIndex } from "../../deconflict/clash-index.ts";
import type { Effort } from "../../deconflict/effort.ts";
import { coarsen } from "../../deconflict/coarsen.ts";
import type { Change } from "../../store/port.ts";
import type { Documents } from "../documents.ts";

export type PlaceDocument = Documents["protected-place"];

/** What a place is to partners. */
export interface ToldPlace extends Pick<PlaceDocument, "answerTo"> {
  area: ProtectedPlace;
}

/** Protected places of this node in memory, exact for itself and in cells of a grid for partners. */
export interface PlaceRegistry {
  get(id: string): PlaceDocument | undefined;
  /** In the order of their ids. */
  all(): Iterable<[string, PlaceDocument]>;
  readonly size: number;
  /** As places of a clash index, with the metres to keep away. */
  places(): Iterable<ProtectedPlace>;
  /**
   * What this partner is told to keep away from where it wants to do this: areas of whole cells that the activity meets. It rests on
   * the cells alone, so that no number of questions tells where in a cell a place lies. What `look` does not suffice for is told.
   */
  keepAway(partner: PartnerId, activity: Activity, look?: Effort): ProtectedPlace[];
  /** Called after commits that brought or removed places. `told`: what changed of what partners are told. */
  onChange(
    listener: (
      put: readonly ProtectedPlace[],
      removed: readonly string[],
      told: readonly ToldPlace[],
    ) => void,
  ): void;
  settle(changes: readonly Change[]): void;
}

export function openPlaces(documents: ReadonlyMap<string, PlaceDocument>): PlaceRegistry {
  const known = new Map([...documents].sort(([a], [b]) => (a < b ? -1 : 1)));
  const listeners: Parameters<PlaceRegistry["onChange"]>[0][] = [];
  /** By partner; made when first asked, dropped when places change that are for it: what is kept from it costs it no time. */
  const told = new Map<PartnerId, { index: ClashIndex; areas: Map<string, ProtectedPlace> }>();

  function toldTo(partner: PartnerId) {
    let found = told.get(partner);
    if (!found) {
      const areas = new Map<string, ProtectedPlace>();
      for (const [id, place] of known) {
        if (!isFor(place, partner)) continue;
        const { area } = toldOf(id, place);
        areas.set(area.id, area);
      }
      const index = openClashIndex();
      index.putPlaces(areas.values());
      told.set(partner, (found = { index, areas }));
    }
    return found;
  }

  return {
    get: (id) => known.get(id),
    all: () => known,
    get size() {
      return known.size;
    },
    *places() {
      for (const [id, place] of known) yield asPlace(id, place);
    },
    keepAway(partner, activity, look) {
      const { index, areas } = toldTo(partner);
      return index
        .clashesOf({ ...activity, boundaries: [] }, look)
        .filter(({ kind }) => kind === "protected-place")
        .flatMap(({ between }) => between.flatMap((id) => areas.get(id) ?? []));
    },
    onChange(listener) {
      listeners.push(listener);
    },
    settle(changes) {
      const put: ProtectedPlace[] = [];
      const removed: string[] = [];
      const changed: ToldPlace[] = [];
      const noteTold = (id: string): void => {
        const place = known.get(id);
        if (place && place.answerTo?.length !== 0) changed.push(toldOf(id, place));
      };
      for (const change of changes) {
        if (change.do === "put" && change.document.kind === "protected-place") {
          const { key, value } = change.document;
          const place = JSON.parse(value) as PlaceDocument;
          noteTold(key);
          known.set(key, place);
          noteTold(key);
          put.push(asPlace(key, place));
        } else if (change.do === "remove" && change.kind === "protected-place") {
          noteTold(change.key);
          known.delete(change.key);
          removed.push(change.key);
        }
      }
      if (put.length + removed.length === 0) return;
      for (const partner of told.keys())
        if (changed.some((place) => isFor(place, partner))) told.delete(partner);
      for (const listener of listeners) listener(put, removed, changed);
    },
  };
}

function isFor({ answerTo }: Pick<PlaceDocument, "answerTo">, partner: PartnerId): boolean {
  return answerTo === null || answerTo.includes(partner);
}

function toldOf(id: string, place: PlaceDocument): ToldPlace {
  return { area: coarsen(asPlace(id, place), keepAwayCell), answerTo: place.answerTo };
}

function asPlace(id: string, { geometry, radius = usualKeepAway }: PlaceDocument): ProtectedPlace {
  return { id, geometry, radius };
}
