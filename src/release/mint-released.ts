import type { Released } from "./released.ts";

/** Says of these bytes that they were decided. For desk/read-outbox.ts alone. */
export function mintReleased(bytes: Uint8Array): Released {
  return bytes as Released;
}
