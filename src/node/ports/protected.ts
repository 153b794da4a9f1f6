import type { Desk } from "../../desk/desk.ts";
import { listPlaces, readImport } from "../../desk/protected/list-places.ts";
import {
  addPlace,
  askImport,
  decideImport,
  removePlace,
} from "../../desk/protected/write-places.ts";
import type { ProtectedPort } from "../../http/ports/protected.ts";
import { readPlacesCsv, readPlacesGeoJson } from "../../intake/protected-places.ts";
import { inOneLanguage } from "./reason.ts";
import { viewerOf } from "./viewer.ts";

export function protectedPort(desk: Desk): ProtectedPort {
  return {
    listProtectedPlaces: (person, query) => listPlaces(desk, viewerOf(person), query),
    addProtectedPlace: (person, draft) => addPlace(desk, person.name, draft),
    removeProtectedPlace: (person, id) => removePlace(desk, viewerOf(person), id),
    readProtectedImport: (person, id) => readImport(desk, viewerOf(person), id),
    async importProtectedPlaces(person, { file, format, text }) {
      const read = format === "csv" ? readPlacesCsv : readPlacesGeoJson;
      return askImport(desk, person.name, file, read(text, file));
    },
    decideProtectedImport: (person, id, { approve, reason }) =>
      decideImport(desk, person.name, id, {
        approve,
        ...(reason && { reason: inOneLanguage(reason) }),
      }),
  };
}
