import { beginningFor } from "../../desk/answered.ts";
import { mayWriteBundle } from "../../desk/confirm.ts";
import type { Desk } from "../../desk/desk.ts";
import { ownIdentities } from "../../desk/own-identity.ts";
import { noteBundle } from "../../desk/bundle-log.ts";
import { readOutbox, type OutboxPage } from "../../desk/read-outbox.ts";
import { mustSeeAll, type Viewer } from "../../desk/viewer.ts";
import type { PartnerId } from "../../domain/partner.ts";
import { uuid4 } from "../../domain/uuid.ts";
import { AppError } from "../../errors.ts";
import { firstLine, framed } from "./frames.ts";
import { type Content, sealSegment } from "./segment.ts";

export interface BundleOptions {
  /** Who has it written. Error: clearance-full-needed, since its size counts records whatever their label. */
  by: Viewer;
  /** date_added (µs UTC) after which it begins; left out: behind what the partner answered for. */
  after?: number;
  /** Objects and octets of one segment, at most; one larger object has a segment of its own. */
  pages?: { objects: number; octets: number };
}

/** A piece of the file, and what is in it. */
export interface BundlePiece {
  bytes: Uint8Array;
  objects: number;
  /** date_added (µs UTC) up to which the partner has everything with this piece. */
  through: number;
}

const usual = { objects: 1_000, octets: 2 * 1024 * 1024 };
/** What partners take in one delivery. */
const mostOctets = 10 * 1024 * 1024;

/**
 * Writes what a partner may have as a file for it alone: what a pull in order would bring, read in the same way, so
 * what is in it is served. Who writes it for whom is in the log of reads before the first piece leaves.
 * Errors: partner-unknown (also for one without a link), clearance-full-needed, bundle-unsupported, bundle-waits, busy, those of the store.
 */
export async function* writeBundle(
  desk: Desk,
  partner: PartnerId,
  { by, after: given, pages = usual }: BundleOptions,
): AsyncGenerator<BundlePiece> {
  mustSeeAll(by);
  const link = desk.partners.get(partner);
  const key = link?.keys.find(({ retired }) => retired === undefined);
  if (!link || !key) throw new AppError("partner-unknown", { partner });
  const from = given === undefined ? {} : { after: given };
  await mayWriteBundle(desk, by.name, { partner, identity: link.identity, ...from });
  const bundle = uuid4(desk.random);
  const noteWhole = await noteBundle(desk, by, { partner, bundle });
  const name = { bundle, from: desk.self.id, to: partner, written: desk.clock() };
  let number = 0;
  const sealed = (content: Content): Uint8Array =>
    framed(sealSegment({ name: { ...name, number: number++ }, ...content }, desk.signer, key));

  const beginning = await beginningFor(desk, partner, given);
  let { afterSeq, after } = beginning;
  const identities = await ownIdentities(desk);
  const begin = sealed({
    part: { part: "begin", after, have: link.cursor.through, identities },
  });
  yield { bytes: Buffer.concat([firstLine, begin]), objects: 0, through: after };

  const { objects: limit, octets } = pages;
  let written = 0;
  for (let more = true; more;) {
    const page = await readOutbox(desk, partner, { afterSeq, versions: ["all"], limit, octets });
    const last = page.entries.at(-1);
    if (!last) break;
    more = page.more;
    afterSeq = last.seq;
    if (page.body.length > mostOctets) {
      desk.log.warn({ partner, id: last.id }, "too large for a bundle, passed over");
      continue;
    }
    const through = Math.max(after, last.dateAdded);
    const bytes = sealed(pageContent(page, after, through));
    written += page.entries.length;
    yield { bytes, objects: page.entries.length, through };
    after = through;
  }
  yield { bytes: sealed({ part: { part: "end" } }), objects: 0, through: after };
  await noteWhole({ objects: written, through: after });
  desk.log.info({ partner, bundle, by: by.name, segments: number }, "bundle written");
}

function pageContent({ body, ledger }: OutboxPage, after: number, through: number): Content {
  return { part: { part: "page", after, through, ...(ledger !== undefined && { ledger }) }, body };
}
