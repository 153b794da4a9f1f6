/** `type--uuid` (STIX 2.1 section 2.9). */
export type StixId = string;

/** One STIX 2.1 object as JSON. Its own type decides the rest. */
export interface StixObject {
  type: string;
  id: StixId;
  spec_version: "2.1";
  created?: string;
  modified?: string;
  created_by_ref?: StixId;
  revoked?: boolean;
  lang?: string;
  labels?: string[];
  confidence?: number;
  object_marking_refs?: StixId[];
  extensions?: Record<string, Record<string, unknown>>;
  [property: string]: unknown;
}
