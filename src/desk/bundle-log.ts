import type { PartnerId } from "../domain/partner.ts";
import { stixTime } from "../domain/time.ts";
import type { Desk } from "./desk.ts";
import { type Documents, put, readAll } from "./documents.ts";
import { noteRead } from "./read-log.ts";
import { mustSeeAll, type Viewer } from "./viewer.ts";

/** A bundle that somebody had written for a partner. */
export interface WrittenBundle {
  at: string;
  /** As the log of reads names people. */
  by: string;
  partner: PartnerId;
  bundle: string;
}

/**
 * Writes down, in the log of reads and for the list, who has a bundle written for whom; to be awaited before any of it leaves.
 * Gives what is to be called once it is whole.
 */
export async function noteBundle(
  desk: Desk,
  by: Viewer,
  { partner, bundle }: Pick<WrittenBundle, "partner" | "bundle">,
): Promise<(whole: { objects: number; through: number }) => Promise<void>> {
  const query = JSON.stringify({ partner, bundle });
  await noteRead(desk, by, { how: "bundled", versions: [], query });
  const key = `${String(desk.clock()).padStart(15, "0")} ${bundle}`;
  const keep = async (whole: { objects: number; through: number | null }) => {
    const change = put("bundle-written", key, { by: by.name, partner, ...whole });
    await desk.store.commit({ priority: "interactive", groups: [[change]] });
  };
  await keep({ objects: 0, through: null });
  return keep;
}

/** As people are shown it. */
export interface ShownWritten extends WrittenBundle {
  /** Of what is in it; 0 where it is not whole. */
  objects: number;
  /**
   * cut: its writing came to no end, or goes on; open: the partner did not answer for all that is in it yet; answered: it did, so
   * nothing in it is missing there.
   */
  state: "cut" | "open" | "answered";
}

/** The bundles that were written here, newest first, a page of them. Errors: clearance-full-needed, since they count whatever its label. */
export async function listWritten(
  desk: Desk,
  viewer: Viewer,
  { limit, before }: { limit: number; before?: string },
): Promise<{ bundles: ShownWritten[]; next: string | null }> {
  mustSeeAll(viewer);
  const found = await desk.store.lastDocuments("bundle-written", before, limit);
  const answers = await readAll(desk.store, "answered");
  const bundles = found.map(({ key, value }): ShownWritten => {
    const { by, partner, objects, through } = JSON.parse(value) as Documents["bundle-written"];
    const [at = "", bundle = ""] = key.split(" ");
    const isAnswered = through !== null && (answers.get(partner) ?? 0) >= through;
    const state = through === null ? "cut" : isAnswered ? "answered" : "open";
    return { at: stixTime(Number(at)), by, partner, bundle, objects, state };
  });
  return { bundles, next: found.length === limit ? found.at(-1)!.key : null };
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
