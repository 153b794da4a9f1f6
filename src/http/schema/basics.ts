import Type, { type TSchema } from "typebox";
import { partnerIdPattern } from "../../domain/partner.ts";

/** Keeps a schema's JSON and gives it the type of the desk's answer that it describes. */
export function describes<T>(schema: TSchema) {
  return Type.Unsafe<T>(schema);
}

export const closed = { additionalProperties: false } as const;

export const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

export const stixId = Type.String({
  pattern: `^[a-z][a-z0-9-]{0,249}--${uuid}$`,
  maxLength: 290,
  description: "type--uuid (STIX 2.1, 2.9)",
});
export const partnerId = Type.String({ pattern: partnerIdPattern, description: "Partner" });
export const time = Type.String({
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$",
  description: "RFC 3339, UTC",
});

/** Where people write times of their own day; it is kept in UTC. */
export const offsetTime = Type.String({
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$",
  description: "RFC 3339, with Z or an offset",
});

const words = (maxLength: number) => Type.String({ minLength: 1, maxLength });

export const bilingual = (maxLength = 2000) =>
  Type.Object({ ar: words(maxLength), en: words(maxLength) }, closed);

/** One language or both. */
export const text = (maxLength = 10_000) =>
  Type.Object(
    { ar: Type.Optional(words(maxLength)), en: Type.Optional(words(maxLength)) },
    { ...closed, minProperties: 1 },
  );

/** A text as it is shown: in the languages in which it is there. */
export const shownText = Type.Object({
  ar: Type.Optional(Type.String()),
  en: Type.Optional(Type.String()),
});

export const textOrString = (maxLength = 10_000) => Type.Union([words(maxLength), text(maxLength)]);

export const position = Type.Unsafe<[number, number]>({
  type: "array",
  prefixItems: [
    { type: "number", minimum: -180, maximum: 180 },
    { type: "number", minimum: -90, maximum: 90 },
  ],
  items: false,
  minItems: 2,
  maxItems: 2,
  description: "[longitude, latitude], degrees, WGS 84",
});

export const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

export const stixObject = Type.Object(
  { type: Type.String(), id: stixId, spec_version: Type.Literal("2.1") },
  { title: "StixObject", description: "A STIX 2.1 object", additionalProperties: true },
);

/** Who acts on a version that is not the latest is told. */
export const version = Type.String({ ...time, description: "`modified` of what was read" });
