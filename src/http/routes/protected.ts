import Type from "typebox";
import { asText } from "../../domain/bilingual.ts";
import { protectedPlaceKinds, unlistedIsProtected } from "../../domain/protected-place.ts";
import { AppError } from "../../errors.ts";
import type { ProtectedPort } from "../ports/protected.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { bilingual, closed } from "../schema/basics.ts";
import {
  examplePlace,
  examplePlaceDraft,
  listedPlace,
  placeDraft,
  placeId,
} from "../schema/protected.ts";
import { why } from "../schema/waiting.ts";

const { id } = examplePlace;
const params = Type.Object(
  { id: Type.String({ ...placeId, maxLength: 42, examples: [id] }) },
  closed,
);
const invalid = new AppError("protected-place-invalid", {
  field: "geometry",
  reason: "its ring crosses itself",
  reason_ar: "حلقته تقطع نفسها",
});
const done = {
  status: 200,
  description: "It is on disk",
  schema: Type.Object({ done: Type.Boolean() }),
  example: { done: true },
};
const box = Type.String({
  pattern: "^-?[0-9.]{1,12}(,-?[0-9.]{1,12}){3}$",
  description: "west,south,east,north in degrees",
});

export function protectedRoutes(desk: ProtectedPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/protected-places",
      summary: "This node's own protected places; they never leave it",
      roles: may.readProtected,
      query: Type.Object(
        {
          kind: Type.Optional(Type.Enum([...protectedPlaceKinds])),
          box: Type.Optional(box),
          limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
          after: Type.Optional(
            Type.String({ ...placeId, description: "`id` of the last one seen" }),
          ),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "One page; `note` is to be shown with it",
        schema: Type.Object({
          places: Type.Array(listedPlace),
          more: Type.Boolean(),
          note: bilingual(),
        }),
        example: { places: [examplePlace], more: false, note: unlistedIsProtected },
      },
      handler: ({ person, query: { box, ...query } }) =>
        desk.listProtectedPlaces(person, {
          ...query,
          ...(box && { box: box.split(",").map(Number) as [number, number, number, number] }),
        }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/protected-places",
      summary: "Write a protected place down",
      roles: may.changeProtected,
      body: placeDraft,
      bodyExample: examplePlaceDraft,
      answer: {
        status: 201,
        description: "It is on disk",
        schema: Type.Object({ id: placeId }),
        example: { id },
      },
      errors: [
        invalid,
        new AppError("partner-unknown", { partner: "atlantis" }),
        new AppError("protected-places-by-hand", { most: 20 }),
        new AppError("store-full"),
      ],
      handler: async ({ person, body }) => ({ id: await desk.addProtectedPlace(person, body) }),
    }),
    defineRoute({
      method: "DELETE",
      path: "/api/protected-places/{id}",
      summary: "Take a protected place off the list",
      roles: may.changeProtected,
      params,
      answer: done,
      errors: [
        new AppError("protected-place-unknown", { id }),
        new AppError("protected-places-by-hand", { most: 20 }),
      ],
      async handler({ person, params }) {
        await desk.removeProtectedPlace(person, params.id);
        return { done: true };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/protected-places/imports",
      summary:
        "Ask that protected places are imported from CSV or GeoJSON; another person approves it",
      roles: may.changeProtected,
      body: Type.Object(
        {
          file: Type.String({ minLength: 1, maxLength: 200 }),
          format: Type.Enum(["csv", "geojson"]),
          text: Type.String({
            minLength: 1,
            description:
              "CSV with name_ar, name_en, kind, lon, lat, radius; or a GeoJSON FeatureCollection with these as properties",
          }),
        },
        closed,
      ),
      bodyExample: {
        file: "places.csv",
        format: "csv",
        text: "name_ar,name_en,kind,lon,lat,radius\nمستشفى القائم العام,Al-Qaim general hospital,hospital,41.05,34.39,500\n",
      },
      answer: {
        status: 202,
        description: "It waits for the second person",
        schema: Type.Object({ id: placeId }),
        example: { id },
      },
      errors: [
        invalid,
        new AppError("table-invalid", {
          ...{ file: "places.csv", row: 2, column: "lon" },
          ...{ reason: '"x" is not a number', reason_ar: "ليس عدداً" },
        }),
        new AppError("protected-import-size", { count: 0, most: 20_000 }),
        new AppError("store-full"),
      ],
      handler: async ({ person, body }) => ({ id: await desk.importProtectedPlaces(person, body) }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/protected-places/imports/{id}",
      summary: "The places of an import that waits, to be read before it is approved",
      roles: may.changeProtected,
      params,
      answer: {
        status: 200,
        description: "All of them, as they would be written down",
        schema: Type.Object({ places: Type.Array(placeDraft) }),
        example: { places: [examplePlaceDraft] },
      },
      errors: [new AppError("waiting-gone")],
      handler: async ({ person, params }) => ({
        places: await desk.readProtectedImport(person, params.id),
      }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/protected-places/imports/{id}",
      summary: "Approve an import as the second person, refuse it, or take back one's own",
      roles: may.changeProtected,
      params,
      body: Type.Object({ approve: Type.Boolean(), reason: Type.Optional(why) }, closed),
      bodyExample: { approve: true },
      answer: {
        status: 200,
        description: "`imported`: how many places came of it",
        schema: Type.Object({ imported: Type.Integer() }),
        example: { imported: 12 },
      },
      errors: [
        new AppError("waiting-gone"),
        new AppError("second-person-needed"),
        new AppError("reason-missing"),
      ],
      handler: ({ person, params, body: { approve, reason } }) =>
        desk.decideProtectedImport(person, params.id, {
          approve,
          ...(reason !== undefined && { reason: asText(reason) }),
        }),
    }),
  ];
}
