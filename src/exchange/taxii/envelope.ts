import type { FastifyReply } from "fastify";

import { taxiiTime } from "../../domain/time.ts";
import { ledgerHeader } from "./delivery-headers.ts";
import type { ManifestPage, OutboxPage, OutboxRequest } from "./desk-port.ts";
import { taxiiMediaType } from "./media-type.ts";

/** A reader that takes nothing for so long is let go, in ms. */
const stalledMs = 60_000;
const suffix = Buffer.from("]}");
const empty = Buffer.from('{"more":false}');

/** Sends a page of objects as an envelope (section 3.7): stored bytes, never serialised again. */
export function sendEnvelope(reply: FastifyReply, page: OutboxPage, request: OutboxRequest): void {
  dateAddedHeaders(reply, page, request);
  if (page.ledger !== undefined) reply.header(ledgerHeader, page.ledger);
  if (page.body.length === 0) return sendBuffers(reply, [empty]);
  const next = page.more && page.next !== null ? `"next":${JSON.stringify(page.next)},` : "";
  const prefix = Buffer.from(`{"more":${page.more},${next}"objects":[`);
  sendBuffers(reply, [prefix, page.body, suffix]);
}

/**
 * X-TAXII-Date-Added-First and -Last. For an empty page the standard gives no value: what the caller
 * named is echoed, so that it can always go on from -Last.
 */
export function dateAddedHeaders(
  reply: FastifyReply,
  page: ManifestPage,
  request: OutboxRequest,
): void {
  const first = page.entries[0]?.dateAdded ?? request.addedAfter;
  const last = page.entries.at(-1)?.dateAdded ?? request.addedAfter;
  if (first !== undefined) reply.header("x-taxii-date-added-first", taxiiTime(first));
  if (last !== undefined) reply.header("x-taxii-date-added-last", taxiiTime(last));
}

/** Past Fastify's serialisation: the pieces go to the socket in one write, without being copied together. */
function sendBuffers(reply: FastifyReply, pieces: readonly Uint8Array[]): void {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  reply.type(taxiiMediaType).header("content-length", length).hijack();
  const { raw } = reply;
  raw.setTimeout(stalledMs, () => raw.destroy());
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.statusCode = 200;
  raw.cork();
  for (const piece of pieces) raw.write(piece);
  raw.end();
}
