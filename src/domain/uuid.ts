import { hash } from "node:crypto";

import type { Random } from "./random.ts";

/** Namespace of every id that this project derives from content. */
export const tansiqNamespace = "6180d549-e988-4d7c-859c-24adbe98ff88";

/** Name-based UUID, version 5 (RFC 9562 section 5.5): the same everywhere for the same namespace and UTF-8 name. */
export function uuid5(namespace: string, name: string): string {
  const space = Buffer.from(namespace.replaceAll("-", ""), "hex");
  const digest = hash("sha1", Buffer.concat([space, Buffer.from(name, "utf8")]), "buffer");
  return format(digest, 5);
}

/** Random UUID, version 4 (RFC 9562 section 5.4). */
export function uuid4(random: Random): string {
  return format(Buffer.from(random(16)), 4);
}

function format(bytes: Buffer, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex", 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
