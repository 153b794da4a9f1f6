import type { StixId, StixObject } from "./stix.ts";

/** Ids of our extension-definitions (STIX 2.1 section 7.3), by the short name that their JSON Schema file has too. */
export const extensionIds = {
  label: "extension-definition--fec3d4c2-4c31-4f12-b591-7a28799a06ff",
  record: "extension-definition--94a3c5f8-f30d-4683-b1b4-402fdc2a5177",
  partner: "extension-definition--dfc2a4c2-d77d-4a7d-91d4-e9e397df6282",
  signature: "extension-definition--80b11c2c-d6ca-4df2-829e-70fb354c406b",
  artifact: "extension-definition--ad0776c8-031f-47c3-8dd1-3dce2253e041",
  "control-area": "extension-definition--8dd5cd19-b84c-4d32-9c36-6b9465b5af70",
  route: "extension-definition--f7cfd7ec-dd41-4323-bbe3-2df19ec04d88",
  "joint-task": "extension-definition--27669138-6abe-4c34-b887-6da89e1cae58",
  "task-part": "extension-definition--8c60975d-7475-4c73-acf1-ca10e7ce3f1c",
  commitment: "extension-definition--c007add4-7e8c-4ff5-98b8-ce0ac0de96b5",
  "check-answer": "extension-definition--0bbfb82d-4735-4c52-a1ff-de404e97adf6",
  "clash-acceptance": "extension-definition--3666de46-d63e-4ef7-b93f-268880879d1f",
  request: "extension-definition--20bbf238-b126-42f6-b531-0b8f1be338fb",
  "request-answer": "extension-definition--331829e2-6a1a-414b-9c2c-f3f61c0ace61",
  unit: "extension-definition--67888f26-5394-47d2-b817-37d87b94f341",
  warning: "extension-definition--9ed52d75-7b02-413c-9407-2fbad72d76f6",
  agreement: "extension-definition--ea7e3566-cc95-42f0-ab6d-4cf971bdcbd9",
  "agreement-signature": "extension-definition--b82abdef-2d6c-48e5-8f9c-6b152bac9133",
  receipt: "extension-definition--54e49f51-e1bb-4900-9b82-7bc182d7a768",
  consent: "extension-definition--6400056b-d5b3-49ee-b839-096f22168f9c",
  "recall-notice": "extension-definition--27e82ccc-f7e3-4163-8056-21d5e9287a1c",
} as const satisfies Record<string, StixId>;

export type ExtensionName = keyof typeof extensionIds;

/** The OASIS incident core extension: `determination` and `investigation_status` are required in it. */
export const incidentCoreId = "extension-definition--ef765651-680c-498d-9894-99799f2fa126";

/** One of our extensions of an object; undefined where it has none. */
export function extensionOf(
  object: StixObject,
  name: ExtensionName,
): Record<string, unknown> | undefined {
  return object.extensions?.[extensionIds[name]];
}

/** What declares an object of one of our own types (STIX 2.1 section 7.3, extension_type new-sdo). */
export function newSdo(name: ExtensionName): Record<string, Record<string, unknown>> {
  return { [extensionIds[name]]: { extension_type: "new-sdo" } };
}
