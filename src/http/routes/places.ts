import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed } from "../schema/basics.ts";
import { box, readBox } from "../schema/record-query.ts";
import { foundPlace } from "../schema/partners.ts";

export function placeRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/places",
      summary: "Places by name, best first, or all within a box",
      roles: may.read,
      query: Type.Object(
        {
          q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, examples: ["القائم"] })),
          bbox: Type.Optional(
            Type.String({ ...box, description: "Without `q`: all places within it" }),
          ),
          lang: Type.Enum(["ar", "en"], { default: "ar" }),
          limit: Type.Integer({ minimum: 1, maximum: 50, default: 10 }),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "The places",
        schema: Type.Object({ places: Type.Array(foundPlace) }),
        example: {
          places: [
            {
              id: "al-qaim",
              name: { ar: "القائم", en: "al-Qaim" },
              extent: "point",
              position: [41.09, 34.37],
              kind: "town",
              country: "IQ",
            },
          ],
        },
      },
      async handler({ query: { q, bbox, lang, limit } }) {
        if (q !== undefined) return { places: await desk.findPlaces({ q, lang, limit }) };
        if (bbox !== undefined) return { places: await desk.placesWithin(readBox(bbox)) };
        throw new AppError("fields-invalid", { field: "q, bbox" });
      },
    }),
  ];
}
