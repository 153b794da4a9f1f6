import { basename, dirname } from "node:path";
import Type from "typebox";
import { AppError } from "../../errors.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";

const mediaType = "application/vnd.pmtiles";

/** The operator's own map, from a PMTiles file; null: there is none. */
export function basemapRoutes(file: string | null): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/basemap",
      summary: "The operator's own map as a PMTiles file, to be read in ranges",
      roles: may.read,
      answer: {
        status: 200,
        description: "The whole file",
        mediaType,
        schema: Type.String(),
        example: "PMTiles",
      },
      others: [
        {
          status: 206,
          description: "The range that was asked for",
          mediaType,
          schema: Type.String(),
          example: "PMTiles",
        },
      ],
      errors: [new AppError("not-found")],
      handler(_, reply) {
        if (file === null) throw new AppError("not-found");
        const options = { cacheControl: false, preCompressed: false, contentType: false };
        return reply
          .type(mediaType)
          .sendFile(basename(file), dirname(file), options as { cacheControl: boolean });
      },
    }),
  ];
}
