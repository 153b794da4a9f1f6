import { Ajv, type ValidateFunction } from "ajv";

import agreement from "../../schemas/agreement.json" with { type: "json" };
import agreementSignature from "../../schemas/agreement-signature.json" with { type: "json" };
import checkAnswer from "../../schemas/check-answer.json" with { type: "json" };
import clashAcceptance from "../../schemas/clash-acceptance.json" with { type: "json" };
import commitment from "../../schemas/commitment.json" with { type: "json" };
import common from "../../schemas/common.json" with { type: "json" };
import consent from "../../schemas/consent.json" with { type: "json" };
import controlArea from "../../schemas/control-area.json" with { type: "json" };
import jointTask from "../../schemas/joint-task.json" with { type: "json" };
import partner from "../../schemas/partner.json" with { type: "json" };
import recallNotice from "../../schemas/recall-notice.json" with { type: "json" };
import receipt from "../../schemas/receipt.json" with { type: "json" };
import record from "../../schemas/record.json" with { type: "json" };
import request from "../../schemas/request.json" with { type: "json" };
import requestAnswer from "../../schemas/request-answer.json" with { type: "json" };
import route from "../../schemas/route.json" with { type: "json" };
import signature from "../../schemas/signature.json" with { type: "json" };
import taskPart from "../../schemas/task-part.json" with { type: "json" };
import unit from "../../schemas/unit.json" with { type: "json" };
import warning from "../../schemas/warning.json" with { type: "json" };
import { extensionIds } from "./extensions.ts";
import type { Kind } from "./kinds.ts";
import { stixIdPattern } from "./references.ts";
import { type Properties, standardShapes, type Shape } from "./stix-shapes.ts";
import { parseStixTime } from "./time.ts";

/** Object types of our own: their published schemas, which name the properties beside the common ones. */
const ownShapes = {
  "control-area": controlArea,
  route,
  unit,
  request,
  "request-answer": requestAnswer,
  "joint-task": jointTask,
  "task-part": taskPart,
  commitment,
  "check-answer": checkAnswer,
  "clash-acceptance": clashAcceptance,
  warning,
  agreement,
  "agreement-signature": agreementSignature,
  receipt,
  consent,
  "recall-notice": recallNotice,
} as const;

/** Labels are checked by `readLabel`: nothing of a marking-definition is free. */
export type CheckedKind = Exclude<Kind, "marking-definition">;

const ajv = new Ajv({
  strict: true,
  strictRequired: false,
  // Lengths in UTF-16 code units: counting code points doubles the cost of long texts. Ajv warns of the option.
  unicode: false,
  logger: false,
  validateSchema: false,
});
ajv.addFormat("stix-time", (text: string) => parseStixTime(text) !== null);
ajv.addSchema([common, record, partner, signature]);
const compiled = new Map<CheckedKind, ValidateFunction>();

/**
 * What is wrong with the shape of an object of this kind (STIX 2.1, and our published schemas); null where nothing is.
 * Strict: no property that is not named, every text and list bounded. Its validator is made when first needed.
 */
export function shapeFault(kind: CheckedKind, object: unknown): string | null {
  let validate = compiled.get(kind);
  if (validate === undefined) {
    validate = ajv.compile(schemaOf(kind));
    compiled.set(kind, validate);
  }
  if (validate(object)) return null;
  const error = validate.errors?.[0];
  const more = Object.values(error?.params ?? {}).find((value) => typeof value === "string");
  return `${error?.instancePath || "/"} ${error?.message ?? "is not valid"}${more === undefined ? "" : ` (${more.slice(0, 100)})`}`;
}

function schemaOf(kind: CheckedKind): object {
  const own = kind in ownShapes ? ownShapes[kind as keyof typeof ownShapes] : null;
  const shape: Shape = own ?? standardShapes[kind as keyof typeof standardShapes];
  return {
    type: "object",
    additionalProperties: false,
    required: [
      ...["type", "spec_version", "id", "created", "modified"],
      ...shape.required,
      ...(own ? ["extensions"] : []),
    ],
    properties: {
      ...commonProperties(kind),
      ...shape.properties,
      extensions:
        shape.extensions ??
        extensionsSchema(own ? extensionIds[kind as keyof typeof ownShapes] : null),
    },
    ...(shape.allOf && { allOf: shape.allOf }),
  };
}

/** STIX 2.1 section 3.2. `granular_markings` is left out: a label covers the whole object, and nothing looser is read. */
function commonProperties(kind: CheckedKind): Properties {
  const millis = {
    type: "string",
    minLength: 24,
    maxLength: 24,
    format: "stix-time",
  };
  return {
    type: { const: kind },
    spec_version: { const: "2.1" },
    id: { type: "string", pattern: stixIdPattern.replace("^[a-z][a-z0-9-]{1,62}", `^${kind}`) },
    created: millis,
    modified: millis,
    created_by_ref: {
      type: "string",
      pattern: stixIdPattern.replace("^[a-z][a-z0-9-]{1,62}", "^identity"),
    },
    revoked: { type: "boolean" },
    labels: {
      type: "array",
      minItems: 1,
      maxItems: 64,
      items: { type: "string", minLength: 1, maxLength: 256 },
    },
    confidence: { type: "integer", minimum: 0, maximum: 100 },
    lang: { type: "string", maxLength: 35, pattern: "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$" },
    external_references: { type: "array", minItems: 1, maxItems: 64, items: externalReference },
    object_marking_refs: {
      type: "array",
      minItems: 1,
      maxItems: 16,
      items: {
        type: "string",
        pattern: stixIdPattern.replace("^[a-z][a-z0-9-]{1,62}", "^marking-definition"),
      },
    },
  };
}

const externalReference = {
  type: "object",
  additionalProperties: false,
  required: ["source_name"],
  anyOf: [{ required: ["description"] }, { required: ["url"] }, { required: ["external_id"] }],
  properties: {
    source_name: { type: "string", minLength: 1, maxLength: 1024 },
    description: { type: "string", minLength: 1, maxLength: 8192 },
    url: { type: "string", minLength: 1, maxLength: 2048 },
    external_id: { type: "string", minLength: 1, maxLength: 1024 },
  },
};

/** Our extensions in their published shape; those of others are carried unread, but bounded. */
function extensionsSchema(declared: string | null): object {
  return {
    type: "object",
    minProperties: 1,
    maxProperties: 16,
    propertyNames: {
      pattern: stixIdPattern.replace("^[a-z][a-z0-9-]{1,62}", "^extension-definition"),
    },
    required: declared === null ? [] : [declared],
    properties: {
      [extensionIds.record]: { $ref: record.$id },
      [extensionIds.partner]: { $ref: partner.$id },
      [extensionIds.signature]: { $ref: signature.$id },
      ...(declared !== null && {
        [declared]: {
          type: "object",
          additionalProperties: false,
          required: ["extension_type"],
          properties: { extension_type: { const: "new-sdo" } },
        },
      }),
    },
    additionalProperties: {
      type: "object",
      required: ["extension_type"],
      maxProperties: 64,
      properties: { extension_type: { const: "property-extension" } },
    },
  };
}
