import type { Geometry } from "./geometry.ts";
import type { PartnerId } from "./partner.ts";
import type { StixId, StixObject } from "./stix.ts";
import { tansiqNamespace, uuid5 } from "./uuid.ts";

/** One answer for each request and answerer: each further one is a new version. */
export function answerId(request: StixId, by: PartnerId): StixId {
  return `request-answer--${uuid5(tansiqNamespace, `request-answer ${request} ${by}`)}`;
}

/** One commitment for each part and performer: each further word is a new version of it. */
export function commitmentId(part: StixId, performer: PartnerId): StixId {
  return `commitment--${uuid5(tansiqNamespace, `commitment ${part} ${performer}`)}`;
}

/** One acceptance for each clash and partner. */
export function acceptanceId(clash: string, by: PartnerId): StixId {
  return `clash-acceptance--${uuid5(tansiqNamespace, `clash-acceptance ${clash} ${by}`)}`;
}

/** One answer for each part and answering partner. */
export function checkAnswerId(part: StixId, by: PartnerId): StixId {
  return `check-answer--${uuid5(tansiqNamespace, `check-answer ${part} ${by}`)}`;
}

/** The same for the same areas to keep away from, as a check-answer tells them. */
export function keepAwayKey({ coordinates }: Geometry): string {
  return uuid5(tansiqNamespace, `keep-away ${JSON.stringify(coordinates)}`);
}

/** The id that an object of its originator must have, or nobody could squat on it; null: any. */
export function derivedId(object: StixObject, originator: PartnerId): StixId | null {
  if (object.type === "request-answer")
    return answerId(object["request_ref"] as StixId, originator);
  if (object.type === "commitment") return commitmentId(object["part_ref"] as StixId, originator);
  if (object.type === "check-answer")
    return checkAnswerId(object["part_ref"] as StixId, originator);
  if (object.type === "clash-acceptance")
    return acceptanceId(object["clash_key"] as string, originator);
  return null;
}
