import type { PartnerId } from "./partner.ts";
import type { StixId, StixObject } from "./stix.ts";
import { tansiqNamespace, uuid5 } from "./uuid.ts";

/** One answer for each request and answerer: each further one is a new version. */
export function answerId(request: StixId, by: PartnerId): StixId {
  return `request-answer--${uuid5(tansiqNamespace, `request-answer ${request} ${by}`)}`;
}

/** The id that an object of its originator must have, or nobody could squat on it; null: any. */
export function derivedId(object: StixObject, originator: PartnerId): StixId | null {
  if (object.type === "request-answer")
    return answerId(object["request_ref"] as StixId, originator);
  return null;
}
