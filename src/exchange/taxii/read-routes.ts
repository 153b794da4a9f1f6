import { stixTime, taxiiTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import { findCollection } from "./collections.ts";
import type { ManifestEntry, OutboxRequest } from "./desk-port.ts";
import { dateAddedHeaders, sendEnvelope } from "./envelope.ts";
import { type Call, type CallAt, queryOf } from "./call.ts";
import { stixMediaType } from "./media-type.ts";
import { type MatchField, pageOctets, readQuery } from "./read-query.ts";
import { sendJson } from "./taxii-error.ts";

const listFields: readonly MatchField[] = ["id", "type", "version", "spec_version"];

/** GET …/objects/ (section 5.4). */
export async function getObjects(call: CallAt<"objects">): Promise<void> {
  requireReading(call, call.target.collection);
  const request = { ...readQuery(queryOf(call), listFields), octets: pageOctets };
  sendEnvelope(call.reply, await call.desk.readOutbox(call.partner, request), request);
}

/** GET …/manifest/ (section 5.3). The resource has no `next`: callers go on with added_after. */
export async function getManifest(call: CallAt<"manifest">): Promise<void> {
  requireReading(call, call.target.collection);
  const request = readQuery(queryOf(call), listFields);
  const page = await call.desk.readManifest(call.partner, request);
  dateAddedHeaders(call.reply, page, request);
  const objects = page.entries.map(manifestRecord);
  sendJson(call.reply, { more: page.more, ...(objects.length > 0 && { objects }) });
}

/** GET …/objects/{id}/ (section 5.6). */
export async function getObject(call: CallAt<"object">): Promise<void> {
  requireReading(call, call.target.collection);
  const query = readQuery(queryOf(call), ["version", "spec_version"]);
  const request = { ...query, ids: [call.target.object], octets: pageOctets };
  const page = await call.desk.readOutbox(call.partner, request);
  if (page.entries.length === 0) await requireObject(call, call.target.object);
  sendEnvelope(call.reply, page, request);
}

/** GET …/objects/{id}/versions/ (section 5.8). */
export async function getVersions(call: CallAt<"versions">): Promise<void> {
  requireReading(call, call.target.collection);
  const query = readQuery(queryOf(call), ["spec_version"]);
  const request: OutboxRequest = { ...query, ids: [call.target.object], versions: ["all"] };
  const page = await call.desk.readManifest(call.partner, request);
  if (page.entries.length === 0) await requireObject(call, call.target.object);
  dateAddedHeaders(call.reply, page, request);
  const versions = page.entries.map(({ modified }) => stixTime(modified));
  sendJson(call.reply, { more: page.more, ...(versions.length > 0 && { versions }) });
}

function manifestRecord({ id, modified, dateAdded }: ManifestEntry): object {
  const date_added = taxiiTime(dateAdded);
  return { id, date_added, version: stixTime(modified), media_type: stixMediaType };
}

function requireReading(call: Call, name: string): void {
  const { can_read } = findCollection(call.desk.node.id, call.partner, name);
  if (!can_read) throw new AppError("collection-right-missing");
}

/** Tells "nothing matches the filter" from "no such object": 404 where this caller sees no version of it at all. */
async function requireObject({ desk, partner }: Call, id: string): Promise<void> {
  const { entries } = await desk.readManifest(partner, { ids: [id], versions: ["all"], limit: 1 });
  if (entries.length === 0) throw new AppError("not-found");
}
