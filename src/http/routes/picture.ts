import Type from "typebox";
import { AppError } from "../../errors.ts";
import { chartBytes } from "../chart-bytes.ts";
import type { VersionName } from "../../desk/chart-records.ts";
import type { DeskPort } from "../desk-port.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, stixId, uuid } from "../schema/basics.ts";
import { exampleRecord } from "../schema/examples.ts";
import { listedRecord } from "../schema/records.ts";

/** So many records a map still moves with. */
const mostCharted = 100_000;

const versionName = Type.String({
  pattern: `^[a-z][a-z0-9-]{0,249}--${uuid}@-?\\d{1,16}$`,
  maxLength: 310,
  description: "id@modified, the time in ms since 1970, UTC",
  examples: [`${exampleRecord.id}@${Date.parse(exampleRecord.modified)}`],
});

/** The picture over time: columns for map and time line, and the texts of what a person looks at. */
export function pictureRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/picture",
      summary:
        "Every version of the newest records, in columns: where, when, known when, which kind",
      roles: may.read,
      query: Type.Object(
        {
          q: Type.Optional(
            Type.String({ maxLength: 200, description: "Words, Arabic or English" }),
          ),
          id: Type.Optional(
            Type.Array(stixId, { maxItems: 50, description: "Only these records" }),
          ),
          limit: Type.Integer({ minimum: 1, maximum: mostCharted, default: mostCharted }),
        },
        closed,
      ),
      answer: {
        status: 200,
        description:
          "Little-endian: length of the head (uint32), the head as JSON (`length`, `more`, `names`) with spaces up to a multiple of 8, then one behind the other the columns at, until, modified, known, replaced (float64, ms UTC; until NaN: nothing says when it ended; replaced Infinity: the latest version), lon, lat (int32, 1e-7 degrees; 0x7fffffff: nowhere), kind, originator, label, grade (uint16, indexes into `names`), marks (uint8; 1: control, 2: line or area), uuid (16 bytes each)",
        mediaType: "application/octet-stream",
        schema: Type.String(),
        example:
          '{"length":0,"more":false,"names":{"kind":[],"originator":[],"label":[],"grade":[]}}',
      },
      async handler({ person, query: { q, id, limit } }, reply) {
        const chart = await desk.chartRecords(person, {
          limit,
          ...(q !== undefined && { q }),
          ...(id && { ids: id }),
        });
        return reply.type("application/octet-stream").send(chartBytes(chart));
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/picture/records",
      summary: "Versions of the picture with their texts",
      roles: may.read,
      query: Type.Object(
        {
          version: Type.Array(versionName, { minItems: 1, maxItems: 100 }),
          export: Type.Optional(
            Type.Boolean({ description: "They are taken out: written down as `exported`" }),
          ),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "In the order asked; what is gone is left out",
        schema: Type.Object({ records: Type.Array(listedRecord) }),
        example: { records: [exampleRecord] },
      },
      async handler({ person, query }) {
        const how = query.export ? "exported" : "listed";
        const versions = query.version.map(readVersionName);
        return { records: await desk.readCharted(person, versions, how) };
      },
    }),
  ];
}

function readVersionName(text: string): VersionName {
  const [id, time] = text.split("@") as [string, string];
  const modified = Number(time);
  if (!Number.isSafeInteger(modified)) throw new AppError("fields-invalid", { field: "version" });
  return { id, modified };
}
