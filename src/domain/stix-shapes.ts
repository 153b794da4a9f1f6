import { extensionIds } from "./extensions.ts";
import { imageTypes } from "./image/image.ts";
import type { SupportKind } from "./kinds.ts";
import { maxImageText } from "./report-images.ts";
import { opinionValues } from "./opinion.ts";
import { stixIdPattern } from "./references.ts";

export type Properties = Record<string, object>;

/** JSON Schema of the properties of one object type, beside the common ones. */
export interface Shape {
  required: readonly string[];
  properties: Properties;
  allOf?: readonly object[];
  /** Instead of those that objects of every kind may have. */
  extensions?: object;
}

const id = { type: "string", pattern: stixIdPattern };
const time = { type: "string", minLength: 20, maxLength: 30, format: "stix-time" };
const name = { type: "string", minLength: 1, maxLength: 1024 };
const description = { type: "string", minLength: 1, maxLength: 65_536 };
const refs = { type: "array", minItems: 1, maxItems: 1000, items: id };
const words = {
  type: "array",
  minItems: 1,
  maxItems: 64,
  items: { type: "string", minLength: 1, maxLength: 256 },
};

function onlySays(extensionType: object, properties: Properties = {}): object {
  return {
    type: "object",
    additionalProperties: false,
    required: ["extension_type"],
    properties: { extension_type: extensionType, ...properties },
  };
}

/** A person stands in a record only as an office-holder who made a public statement. */
const individualsHoldOffice = {
  if: { type: "object", properties: { identity_class: { const: "individual" } } },
  then: {
    type: "object",
    required: ["extensions"],
    properties: {
      extensions: {
        type: "object",
        required: [extensionIds.record],
        properties: {
          [extensionIds.record]: {
            type: "object",
            required: ["office_holder"],
            properties: { office_holder: { const: true } },
          },
        },
      },
    },
  },
};

/**
 * The standard object types that we accept (STIX 2.1 chapters 4 to 7), without properties that would say more about a
 * private person than a public statement needs: contact information, street address.
 */
export const standardShapes = {
  incident: { required: ["name"], properties: { name, description } },
  report: {
    required: ["name", "published", "object_refs"],
    properties: { name, description, report_types: words, published: time, object_refs: refs },
  },
  note: {
    required: ["content", "object_refs"],
    properties: { abstract: name, content: description, authors: words, object_refs: refs },
  },
  opinion: {
    required: ["opinion", "object_refs"],
    properties: {
      explanation: description,
      authors: words,
      object_refs: refs,
      opinion: { enum: opinionValues },
    },
  },
  grouping: {
    required: ["context", "object_refs"],
    properties: { name, description, context: name, object_refs: refs },
  },
  location: {
    required: [],
    properties: {
      name,
      description,
      latitude: { type: "number", minimum: -90, maximum: 90 },
      longitude: { type: "number", minimum: -180, maximum: 180 },
      precision: { type: "number", minimum: 0 },
      region: name,
      country: name,
      administrative_area: name,
      city: name,
    },
    allOf: [
      {
        anyOf: [
          { required: ["region"] },
          { required: ["country"] },
          { required: ["latitude", "longitude"] },
        ],
      },
      {
        type: "object",
        dependencies: {
          latitude: ["longitude"],
          longitude: ["latitude"],
          precision: ["latitude", "longitude"],
        },
      },
    ],
  },
  identity: {
    required: ["name", "identity_class"],
    properties: {
      name,
      description,
      roles: words,
      identity_class: { enum: ["individual", "group", "system", "organization", "class"] },
      sectors: words,
    },
    allOf: [individualsHoldOffice],
  },
  /** An image alone, and nothing that could refer to anything: who may have it is decided without reading it. */
  artifact: {
    required: ["mime_type", "payload_bin", "hashes", "extensions"],
    properties: {
      mime_type: { enum: imageTypes },
      payload_bin: {
        type: "string",
        minLength: 4,
        maxLength: maxImageText,
        pattern: "^[A-Za-z0-9+/]+={0,2}$",
      },
      hashes: {
        type: "object",
        additionalProperties: false,
        required: ["SHA-256"],
        properties: { "SHA-256": { type: "string", pattern: "^[0-9a-f]{64}$" } },
      },
    },
    extensions: {
      type: "object",
      additionalProperties: false,
      required: [extensionIds.artifact],
      properties: {
        [extensionIds.artifact]: onlySays({ const: "toplevel-property-extension" }),
        [extensionIds.record]: onlySays(
          { const: "property-extension" },
          { mode: { $ref: "urn:tansiq:schema:common#/definitions/mode" } },
        ),
        [extensionIds.signature]: { $ref: "urn:tansiq:schema:signature" },
      },
    },
  },
  relationship: {
    required: ["relationship_type", "source_ref", "target_ref"],
    properties: {
      relationship_type: { type: "string", maxLength: 256, pattern: "^[a-z0-9-]+$" },
      description,
      source_ref: id,
      target_ref: id,
      start_time: time,
      stop_time: time,
    },
  },
  "language-content": {
    required: ["object_ref", "contents"],
    properties: {
      object_ref: id,
      object_modified: time,
      contents: {
        type: "object",
        minProperties: 1,
        maxProperties: 16,
        propertyNames: { pattern: "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$" },
        additionalProperties: {
          type: "object",
          minProperties: 1,
          maxProperties: 64,
          propertyNames: { pattern: "^[a-z0-9_]{3,250}$" },
          additionalProperties: { anyOf: [description, words] },
        },
      },
    },
  },
  "extension-definition": {
    required: ["created_by_ref", "name", "schema", "version", "extension_types"],
    properties: {
      name,
      description,
      schema: { type: "string", minLength: 1, maxLength: 65_536 },
      version: { type: "string", minLength: 1, maxLength: 64 },
      extension_types: {
        type: "array",
        minItems: 1,
        maxItems: 5,
        items: {
          enum: [
            "new-sdo",
            "new-sco",
            "new-sro",
            "property-extension",
            "toplevel-property-extension",
          ],
        },
      },
      extension_properties: words,
    },
  },
} as const satisfies Record<
  | "incident"
  | "report"
  | "note"
  | "opinion"
  | "grouping"
  | Exclude<SupportKind, "marking-definition">,
  Shape
>;
