import Type, { type Static } from "typebox";
import { parseStixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { RecordQuery } from "../../desk/search-records.ts";
import { closed, time } from "./basics.ts";

/** Repeated (`kind=a&kind=b`) or with commas (`kind=a,b`). */
const names = (description: string, example: string) =>
  Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 500 }), {
      maxItems: 50,
      description,
      examples: [[example]],
    }),
  );

const degrees = "-?\\d{1,3}(\\.\\d{1,15})?";

export const box = Type.String({
  pattern: `^${degrees},${degrees},${degrees},${degrees}$`,
  description: "west,south,east,north in degrees; west > east crosses the date line",
  examples: ["38.5,32.5,44,36.5"],
});

export const recordQuery = Type.Object(
  {
    bbox: Type.Optional(box),
    from: Type.Optional(
      Type.String({
        ...time,
        description: "At this time or later",
        examples: ["2015-03-01T00:00:00Z"],
      }),
    ),
    to: Type.Optional(
      Type.String({ ...time, description: "Before this time", examples: ["2015-04-01T00:00:00Z"] }),
    ),
    kind: names("STIX types", "incident"),
    topic: names("Topics of the vocabulary", "border"),
    partner: names("Originators", "baghdad"),
    q: Type.Optional(
      Type.String({
        maxLength: 200,
        description: "Words, Arabic or English",
        examples: ["الأنبار"],
      }),
    ),
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
    cursor: Type.Optional(
      Type.String({ maxLength: 512, description: "`next` of the page before" }),
    ),
  },
  closed,
);

/** What was asked for, in the desk's units. AppError fields-invalid names the parameter. */
export function readRecordQuery(query: Static<typeof recordQuery>): RecordQuery {
  const { bbox, from, to, kind, topic, partner, q, limit, cursor } = query;
  return {
    limit,
    ...(bbox !== undefined && { bbox: readBox(bbox) }),
    ...(from !== undefined && { from: readTime("from", from) }),
    ...(to !== undefined && { to: readTime("to", to) }),
    ...(kind && { kinds: split(kind) }),
    ...(topic && { topics: split(topic) }),
    ...(partner && { partners: split(partner) }),
    ...(q?.trim() && { q }),
    ...(cursor !== undefined && { cursor }),
  };
}

function split(values: readonly string[]): string[] {
  return [...new Set(values.flatMap((value) => value.split(",")))].filter((name) => name !== "");
}

/** [west, south, east, north]. AppError fields-invalid. */
export function readBox(text: string): [number, number, number, number] {
  const [west, south, east, north] = text.split(",").map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const inside = Math.max(Math.abs(west), Math.abs(east)) <= 180;
  if (!inside || south < -90 || north > 90 || south > north)
    throw new AppError("fields-invalid", { field: "bbox" });
  return [west, south, east, north];
}

/** ms since 1970, UTC. The form was checked; a 30th of February still must be refused. */
export function readTime(field: string, text: string): number {
  const ms = parseStixTime(text);
  if (ms === null) throw new AppError("fields-invalid", { field });
  return ms;
}
