import { type ExtensionName, extensionIds } from "./extensions.ts";
import type { StixObject } from "./stix.ts";
import { tansiqNamespace, uuid5 } from "./uuid.ts";

/** When the set was last changed; a new version of a schema moves it. */
const published = "2026-11-27T00:00:00.000Z";

/** The creator of the extension definitions: the project, not a partner. */
export const project: StixObject = {
  type: "identity",
  spec_version: "2.1",
  id: `identity--${uuid5(tansiqNamespace, "project")}`,
  created: published,
  modified: published,
  lang: "en",
  name: "Tansiq",
  description: "The project that publishes these extension definitions and their JSON Schemas.",
  identity_class: "organization",
};

const described: Record<ExtensionName, string> = {
  label:
    "How a record may be handled: classification, topics, caveats, re-share scope, originator control, release.",
  record:
    "When and where something happened, who holds a place since, how the source is graded, and whether the record is for show or practice.",
  partner:
    "A sovereign party to agreements: its short name, its names in Arabic and English, its signing keys.",
  signature: "The originator's detached JWS over the canonical form of the object.",
  artifact:
    "Whose an artifact is and since when: dates and creator of an image that a report names.",
  "control-area": "Who holds an area.",
  route: "A way and whether it is open.",
  "joint-task": "The frame of something that partners do together, each deciding for itself.",
  "task-part": "One partner's part in a joint task: who does what, where, when.",
  commitment: "What a partner says of its own part in a joint task.",
  "check-answer":
    "Whether a part clashes with anything that the answering partner knows, and where to keep away.",
  "clash-acceptance": "A partner accepts a clash of its part with another.",
  request: "A request for information or support, or an offer.",
  "request-answer": "What a partner answers to a request or an offer.",
  unit: "An organisation or sub-unit of a partner, without prejudice to status.",
  warning: "A warning of imminent danger to civilians.",
  agreement: "An agreement between partners, or the charter of a coalition: grants and red lines.",
  "agreement-signature": "What a party says of one version of an agreement.",
  receipt:
    "The recipient's word that it has everything offered up to a moment, with its signature on the ledger of it.",
  consent:
    "Whether one holder of a record may pass it on to one more partner: the holder's ask, or the originator's answer.",
  "recall-notice": "The originator takes a record back.",
};

const propertyExtensions: readonly ExtensionName[] = ["label", "record", "partner", "signature"];

function typeOf(name: ExtensionName): string {
  if (name === "artifact") return "toplevel-property-extension";
  return propertyExtensions.includes(name) ? "property-extension" : "new-sdo";
}

/** The extension-definition objects of everything that is ours (STIX 2.1 section 7.3). */
export const extensionDefinitions: readonly StixObject[] = (
  Object.entries(extensionIds) as [ExtensionName, string][]
).map(([name, id]) => ({
  type: "extension-definition",
  spec_version: "2.1",
  id,
  created: published,
  modified: published,
  created_by_ref: project.id,
  name: `tansiq-${name}`,
  description: described[name],
  schema: `JSON Schema urn:tansiq:schema:${name}, published as schemas/${name}.json of the Tansiq project`,
  version: "1.0.0",
  extension_types: [typeOf(name)],
  ...(name === "artifact" && {
    extension_properties: ["created", "modified", "created_by_ref", "revoked"],
  }),
}));
