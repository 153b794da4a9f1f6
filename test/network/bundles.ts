import { addPartner, issueCard } from "../../src/desk/partners.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { operator } from "../../src/desk/viewer.ts";
import { type BundleRead, readBundle } from "../../src/exchange/bundle/read-bundle.ts";
import { type BundleOptions, writeBundle } from "../../src/exchange/bundle/write-bundle.ts";
import type { Member } from "./network.ts";

/* Files instead of a network. */

/** `from` writes a card without address or token, `to` adds it. */
export async function introduceByFile(from: Member, to: Member): Promise<void> {
  const card = await issueCard(from.node.desk, to.id, { url: null, pin: null });
  await addPartner(to.node.desk, to.node.secrets, card);
}

export async function linkByFiles(a: Member, b: Member): Promise<void> {
  await introduceByFile(a, b);
  await introduceByFile(b, a);
}

/** The pieces of a bundle: its beginning, pages, its end. */
export async function bundlePieces(
  from: Desk,
  to: string,
  options: Partial<BundleOptions> = {},
): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const { bytes } of writeBundle(from, to, { by: operator("test"), ...options })) {
    pieces.push(bytes);
  }
  return pieces;
}

export async function bundleOf(...given: Parameters<typeof bundlePieces>): Promise<Buffer> {
  return Buffer.concat(await bundlePieces(...given));
}

/** Written at one node and read at the other. */
export async function carry(from: Desk, to: Desk): Promise<BundleRead> {
  return readBundle(to, [await bundleOf(from, to.self.id)]);
}

/** Bundles to and fro until neither side has anything to say. */
export async function carryUntilQuiet(a: Desk, b: Desk): Promise<void> {
  for (let round = 0; round < 20; round++) {
    const { objects } = await carry(a, b);
    const back = await carry(b, a);
    if (objects + back.objects === 0) return;
  }
  throw new Error("there is always something left to say");
}
