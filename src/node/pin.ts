import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Node } from "./node.ts";

/** What partners pin of this node: the SHA-256 of its certificate, hex; null over plain loopback HTTP. */
export async function pinOfNode({
  config,
  dir,
}: Pick<Node, "config" | "dir">): Promise<string | null> {
  if (!config.tls) return null;
  const { pinOf } = await import("./certificate.ts");
  return pinOf(await readFile(resolve(dir, config.tls.cert), "utf8"));
}
