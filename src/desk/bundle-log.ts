import type { PartnerId } from "../domain/partner.ts";
import { stixTime } from "../domain/time.ts";
import type { Desk } from "./desk.ts";
import { noteRead } from "./read-log.ts";
import type { Viewer } from "./viewer.ts";

/** A bundle that somebody had written for a partner. */
export interface WrittenBundle {
  at: string;
  /** As the log of reads names people. */
  by: string;
  partner: PartnerId;
  bundle: string;
}

/** Writes down, in the log of reads, who has a bundle written for whom; to be awaited before any of it leaves. */
export async function noteBundle(
  desk: Desk,
  by: Viewer,
  of: Pick<WrittenBundle, "partner" | "bundle">,
): Promise<void> {
  await noteRead(desk, by, { how: "bundled", versions: [], query: JSON.stringify(of) });
}

/** All bundles that were ever written here, oldest first: goes through the whole log. */
export async function listBundles(desk: Desk): Promise<WrittenBundle[]> {
  const bundles: WrittenBundle[] = [];
  for (let after = 0; ;) {
    const lines = await desk.store.readLog(after, 1000);
    for (const { text } of lines) {
      const { at, person, how, query } = JSON.parse(text) as Record<string, string>;
      if (how !== "bundled") continue;
      bundles.push({ at: stixTime(Number(at)), by: person!, ...JSON.parse(query!) });
    }
    if (lines.length < 1000) return bundles;
    after = lines.at(-1)!.number;
  }
}
