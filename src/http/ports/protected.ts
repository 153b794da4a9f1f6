import type { Person } from "../../desk/people.ts";
import type { ListedPlace, PlaceQuery } from "../../desk/protected/list-places.ts";
import type { Bilingual, Text } from "../../domain/bilingual.ts";
import type { ProtectedPlaceDraft } from "../../domain/protected-place.ts";

/** What the API needs for this node's own protected places. */
export interface ProtectedPort {
  listProtectedPlaces(
    person: Person,
    query: PlaceQuery,
  ): Promise<{ places: ListedPlace[]; more: boolean; note: Bilingual }>;
  addProtectedPlace(person: Person, draft: ProtectedPlaceDraft): Promise<string>;
  removeProtectedPlace(person: Person, id: string): Promise<void>;
  readProtectedImport(person: Person, id: string): Promise<ProtectedPlaceDraft[]>;
  /** `text`: a CSV table or a GeoJSON FeatureCollection. */
  importProtectedPlaces(
    person: Person,
    given: { file: string; format: "csv" | "geojson"; text: string },
  ): Promise<string>;
  decideProtectedImport(
    person: Person,
    id: string,
    decision: { approve: boolean; reason?: Text },
  ): Promise<{ imported: number }>;
}
