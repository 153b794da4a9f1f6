import { acceptObjects } from "../../desk/accept-records.ts";
import { noteAnswer } from "../../desk/answered.ts";
import type { Desk } from "../../desk/desk.ts";
import { senderKey, stillSigns } from "../../desk/sender-key.ts";
import type { PartnerId, PublicKey } from "../../domain/partner.ts";
import { AppError } from "../../errors.ts";
import { damaged, segmentsIn } from "./frames.ts";
import { type OpenedSegment, openSegment, type SegmentName } from "./segment.ts";

/** What came of reading a bundle. */
export interface BundleRead {
  partner: PartnerId;
  bundle: string;
  /** ms UTC. */
  written: number;
  objects: number;
  /** How many of them are held for checking. */
  held: number;
  /** null: nothing is missing. `since`: date_added (µs UTC) in the partner's outbox after which something is. */
  missing: { since: number; where: "before" | "inside" } | null;
}

/**
 * Takes in a bundle segment by segment, each as if it came as a page in order: also one that was read before, or that
 * begins behind something that never came; then the cursor stays where it is, and `missing` tells. Segments before a
 * place where it is not whole are taken in. Under a key that its sender retired since, objects are taken in, each of
 * which is signed itself, and nothing else is believed. Memory holds a segment or two, whatever comes.
 * Errors, where nothing was taken in: bundle-damaged, bundle-not-ours, bundle-sender-unknown, bundle-unsupported; and
 * whatever reading the bytes throws; json-*, envelope-wrong; those of the store.
 */
export async function readBundle(
  desk: Desk,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<BundleRead> {
  const sealed = segmentsIn(bytes);
  try {
    return await readSegments(desk, sealed);
  } finally {
    await sealed.return(undefined);
  }
}

async function readSegments(desk: Desk, sealed: AsyncGenerator<Uint8Array>): Promise<BundleRead> {
  const { name, part, key } = await readFirst(desk, sealed);
  const { from, bundle, written } = name;
  const vouched = () => stillSigns(desk, from, key.kid);
  if (vouched()) await noteAnswer(desk, from, part.have);

  const read: BundleRead = { partner: from, bundle, written, objects: 0, held: 0, missing: null };
  const cursor = () => desk.partners.get(from)!.cursor.through;
  let through = part.after;
  for (let number = 1; ; number++) {
    const segment = await readNext(desk, sealed, { ...name, number }, key);
    if (segment?.part.part === "end") break;
    if (segment?.part.part !== "page" || segment.part.after !== through) {
      return { ...read, missing: { since: cursor(), where: "inside" } };
    }
    const { ledger } = segment.part;
    // Behind a hole there is nothing to sign for: what is missing may still come.
    const follows = ledger !== undefined && through <= cursor();
    through = segment.part.through;
    const at = { after: segment.part.after, through, ...(follows && { ledger }) };
    const sure = vouched();
    const body = enveloped(segment.body);
    const { total, failures } = await acceptObjects(desk, from, body, sure ? at : undefined, sure);
    read.objects += total;
    read.held += failures.length;
  }
  desk.log.info({ partner: from, bundle, objects: read.objects }, "bundle read");
  if (!(await sealed.next()).done) throw damaged("more behind its end", "زيادة بعد آخره");
  if (cursor() < through) read.missing = { since: cursor(), where: "before" };
  return read;
}

async function readFirst(desk: Desk, sealed: AsyncGenerator<Uint8Array>) {
  const { value, done } = await sealed.next();
  if (done) throw damaged("its end", "آخره مقطوع");
  const segment = openSegment(value, desk.signer);
  if (segment === null || segment.name.to !== desk.self.id) throw new AppError("bundle-not-ours");
  const { name, part, kid } = segment;
  if (part.part !== "begin" || name.number !== 0) throw damaged("its beginning", "أوله");
  const key = await senderKey(desk, name.from, kid, name.written, part.identities);
  if (key === null || !segment.isSignedBy(key)) {
    throw new AppError("bundle-sender-unknown", { sender: name.from });
  }
  return { name, part, key };
}

/** The segment that must come now; null: it does not, or is damaged. */
async function readNext(
  desk: Desk,
  sealed: AsyncGenerator<Uint8Array>,
  wanted: SegmentName,
  key: PublicKey,
): Promise<OpenedSegment | null> {
  try {
    const { value, done } = await sealed.next();
    const segment = done ? null : openSegment(value, desk.signer);
    if (segment?.kid !== key.kid || !segment.isSignedBy(key)) return null;
    const { bundle, number, from, to, written } = segment.name;
    const same = bundle === wanted.bundle && from === wanted.from && to === wanted.to;
    return same && number === wanted.number && written === wanted.written ? segment : null;
  } catch (error) {
    if (error instanceof AppError && error.code === "bundle-damaged") return null;
    throw error;
  }
}

function enveloped(body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('{"objects":['), body, Buffer.from("]}")]);
}
