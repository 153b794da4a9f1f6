import type { ReshareScope } from "./label.ts";
import type { StixId, StixObject } from "./stix.ts";

const tlpExtension = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

function tlpMarking(level: string, uuid: string): StixObject {
  return {
    type: "marking-definition",
    spec_version: "2.1",
    id: `marking-definition--${uuid}`,
    created: "2022-10-01T00:00:00.000Z",
    name: `TLP:${level.toUpperCase()}`,
    extensions: { [tlpExtension]: { extension_type: "property-extension", tlp_2_0: level } },
  };
}

const clear = tlpMarking("clear", "94868c89-83c2-464b-929b-a1a8aa3c8487");
const green = tlpMarking("green", "bab4a63c-aed9-4cf5-a766-dfca5abac2bb");
const amber = tlpMarking("amber", "55d920b0-5e8b-4f79-9ee9-91f868d9b421");
const amberStrict = tlpMarking("amber+strict", "939a9414-2ddd-4d32-a0cd-375ea402b003");
const red = tlpMarking("red", "e828b379-4e03-4974-9ac4-e53a884c97c1");

/** The TLP 2.0 markings as OASIS published them: every node knows them, so they are never sent. */
export const tlpMarkings: ReadonlyMap<StixId, StixObject> = new Map(
  [clear, green, amber, amberStrict, red].map((marking) => [marking.id, marking]),
);

/** The TLP 2.0 marking that goes with a re-share scope: never entered beside the label, always derived from it. */
export const tlpOfScope: Readonly<Record<ReshareScope, StixId>> = {
  none: amberStrict.id,
  coalition: green.id,
  any: clear.id,
};
