import type { StixId } from "../../domain/stix.ts";

/** A STIX id in the form of the index: the type, and 16 bytes of a UUID (else the text behind "--"). */
export interface ObjectKey {
  type: string;
  local: Uint8Array | string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The key of `id`. Only lower-case UUIDs are packed, so that `objectId` gives back the very same text. */
export function objectKey(id: StixId): ObjectKey {
  const at = id.indexOf("--");
  if (at <= 0) return { type: "", local: id };
  const local = id.slice(at + 2);
  const type = id.slice(0, at);
  return uuid.test(local)
    ? { type, local: Buffer.from(local.replaceAll("-", ""), "hex") }
    : { type, local };
}

/** The id of a key; inverse of `objectKey`. */
export function objectId(type: string, local: Uint8Array | string): StixId {
  if (typeof local === "string") return type === "" ? local : `${type}--${local}`;
  return uuidId(
    type,
    Buffer.from(local.buffer, local.byteOffset, local.byteLength).toString("hex"),
  );
}

/** SQL for `r.local` as text: making a value of each 16 bytes is what costs most in a page of a thousand. */
export const localAsText = "iif(typeof(r.local) = 'blob', lower(hex(r.local)), '-' || r.local)";

/** The id of a type and a `localAsText`. */
export function objectIdOfText(type: string, local: string): StixId {
  return local.startsWith("-") ? objectId(type, local.slice(1)) : uuidId(type, local);
}

function uuidId(type: string, hex: string): StixId {
  return `${type}--${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
