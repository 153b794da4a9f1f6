import { listWritten } from "../../desk/bundle-log.ts";
import type { Desk } from "../../desk/desk.ts";
import type { PartnerId } from "../../domain/partner.ts";
import { stixTime, taxiiTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import { type BundleRead, readBundle } from "../../exchange/bundle/read-bundle.ts";
import { writeBundle } from "../../exchange/bundle/write-bundle.ts";
import type { BundlePort, ShownBundle } from "../../http/ports/bundles.ts";
import { viewerOf } from "./viewer.ts";

export function bundlePort(desk: Desk): BundlePort {
  return {
    async *writeBundle(person, partner, after) {
      const options = { by: viewerOf(person), ...(after !== undefined && { after }) };
      for await (const { bytes } of writeBundle(desk, partner, options)) yield bytes;
    },
    listWritten: (person, query) => listWritten(desk, viewerOf(person), query),
    readBundle: async (_person, bytes) => bundleShown(desk.self.id, await readBundle(desk, bytes)),
  };
}

/**
 * What was read at node `self`, for people. Errors where something is missing, after what was whole was taken in:
 * bundle-gap, bundle-cut; they say since when and what to do.
 */
export function bundleShown(self: PartnerId, { missing, ...read }: BundleRead): ShownBundle {
  const { partner, objects } = read;
  if (missing === null) return { ...read, written: stixTime(read.written) };
  const parts = { partner, objects, since: taxiiTime(missing.since), node: self };
  throw new AppError(missing.where === "before" ? "bundle-gap" : "bundle-cut", parts);
}
