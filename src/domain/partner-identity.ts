import { AppError } from "../errors.ts";
import type { Bilingual } from "./bilingual.ts";
import { extensionIds, extensionOf } from "./extensions.ts";
import { type Partner, type PartnerId, partnerIdPattern, type PublicKey } from "./partner.ts";
import type { StixId, StixObject } from "./stix.ts";
import { stixTime } from "./time.ts";
import { tansiqNamespace, uuid5 } from "./uuid.ts";

/** The identity under which a partner creates records: derived from its short name, so the same on every node. */
export function identityId(partner: PartnerId): StixId {
  return `identity--${uuid5(tansiqNamespace, `partner:${partner}`)}`;
}

/** The unsigned identity object of a partner. `at`: ms UTC of this version. */
export function partnerIdentity(partner: Partner, at: number): StixObject {
  return {
    type: "identity",
    spec_version: "2.1",
    id: partner.identity,
    created: stixTime(at),
    modified: stixTime(at),
    created_by_ref: partner.identity,
    lang: "en",
    name: partner.name.en,
    identity_class: "organization",
    extensions: {
      [extensionIds.partner]: {
        extension_type: "property-extension",
        partner_id: partner.id,
        names: partner.name,
        public_keys: partner.keys,
      },
    },
  };
}

/** The partner in an identity object. Throws AppError `partner-malformed` where it is not one. */
export function readPartnerIdentity(object: StixObject): Partner {
  const extension = extensionOf(object, "partner");
  const id = extension?.["partner_id"];
  const names = extension?.["names"] as Bilingual | undefined;
  const keys = extension?.["public_keys"] as PublicKey[] | undefined;
  if (
    object.type !== "identity" ||
    typeof id !== "string" ||
    !new RegExp(partnerIdPattern).test(id) ||
    object.id !== identityId(id) ||
    typeof names?.ar !== "string" ||
    typeof names.en !== "string" ||
    !Array.isArray(keys) ||
    keys.length === 0 ||
    !keys.every(isPublicKey)
  )
    throw new AppError("partner-malformed", { id: String(object.id) });
  return { id, name: { ar: names.ar, en: names.en }, identity: object.id, keys };
}

function isPublicKey(key: unknown): key is PublicKey {
  const { kty, crv, x, kid, retired } = (key ?? {}) as Record<string, unknown>;
  return (
    kty === "OKP" &&
    crv === "Ed25519" &&
    typeof x === "string" &&
    /^[A-Za-z0-9_-]{43}$/.test(x) &&
    typeof kid === "string" &&
    (retired === undefined || typeof retired === "string")
  );
}
