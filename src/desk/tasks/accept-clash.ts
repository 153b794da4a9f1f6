import type { Clash } from "../../deconflict/clash.ts";
import type { Lang, Text } from "../../domain/bilingual.ts";
import { acceptanceId } from "../../domain/derived-id.ts";
import { classifications, reshareScopes } from "../../domain/label.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { LabelChoice } from "../../domain/report-draft.ts";
import type { StixId } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import type { LiveRecord } from "../live-records.ts";
import { openTo } from "../narrow.ts";
import type { Submitted } from "../submit-report.ts";
import { putRecord } from "../write-record.ts";
import { concernedBy, keepAwayKeyIn, partsIn } from "./clash-state.ts";
import { handledAs } from "../handled-as.ts";
import { performerOf } from "./joint-task.ts";
import { mustBeLatest } from "./own-part.ts";

export interface AcceptanceDraft {
  reason: Text;
  lang?: Lang;
  /** The versions that were read: RFC 3339, UTC, by part. */
  versions: Record<StixId, string>;
  /** Without the word of those who may be unable to answer, if another person says the same. */
  alone?: boolean;
}

/**
 * Accepts a clash for this partner, between exactly the versions that were read (`alone` only by way of acceptAlone). It goes
 * where both parts may go, which may be to nobody; where the others cannot know what clashes it stays here, and says so. Errors:
 * clash-not-found, clash-not-ours, task-changed, draft-invalid.
 */
export async function acceptClash(
  desk: Desk,
  key: string,
  { reason, lang, versions, alone = false }: AcceptanceDraft,
  author?: string,
): Promise<Submitted> {
  const id = acceptanceId(key, desk.self.id);
  return putRecord(
    desk,
    "clash-acceptance",
    id,
    async () => {
      const clash = desk.tasks.clash(key)?.clash;
      if (!clash) throw new AppError("clash-not-found", { id: key });
      const parts = partsIn(desk.live, clash);
      for (const part of parts) mustBeLatest(part, versions[part.id] ?? "");
      const others = concernedBy(desk.live, clash);
      if (!others.delete(desk.self.id)) throw new AppError("clash-not-ours", { id: key });
      const ofOurs = clash.between.some((one) => desk.places.get(one) !== undefined);
      const hidden = ofOurs || (await isHidden(desk, parts, others));
      const choice = await asNarrowAs(desk, parts);
      return {
        ...(lang && { lang }),
        texts: { reason },
        choice: hidden ? { ...choice, releasableTo: [] } : choice,
        properties: {
          ...acceptanceOf(clash, parts),
          ...keepAwayOf(desk, clash),
          ...(alone && { alone }),
          ...(hidden && { known_here_alone: true }),
        },
      };
    },
    author,
  );
}

function acceptanceOf({ id, kind }: Clash, parts: readonly LiveRecord[]) {
  return {
    clash_key: id,
    clash_kind: kind,
    part_refs: parts.map((part) => part.id),
    part_versions: parts.map(({ modified }) => stixTime(modified)),
  };
}

function keepAwayOf(desk: Desk, clash: Clash) {
  const key = keepAwayKeyIn(desk.live, clash);
  return key && { keep_away_key: key };
}

/** Whether the others whose word is needed cannot find this clash: an own part in it was not released to them. */
async function isHidden(
  desk: Desk,
  parts: readonly LiveRecord[],
  others: ReadonlySet<PartnerId>,
): Promise<boolean> {
  for (const { id, originator } of parts) {
    if (originator !== desk.self.id) continue;
    const holders = await openTo(desk, id);
    if ([...others].some((partner) => !holders.has(partner))) return true;
  }
  return false;
}

/** As high as the higher part, about what ours is about, and for no more than either is for. */
async function asNarrowAs(desk: Desk, parts: readonly LiveRecord[]): Promise<LabelChoice> {
  const choices = await Promise.all(parts.map((part) => handledAs(desk, part)));
  const own = parts.findIndex((part) => performerOf(part) === desk.self.id);
  const ranks = choices.map(({ classification }) => classifications.indexOf(classification));
  const scopes = choices.map(({ reshare = "none" }) => reshareScopes.indexOf(reshare));
  const lists = choices.flatMap(({ releasableTo }) => (releasableTo ? [releasableTo] : []));
  const [first, ...rest] = lists;
  return {
    classification: classifications[Math.max(...ranks)]!,
    topics: choices[Math.max(own, 0)]!.topics,
    caveats: [...new Set(choices.flatMap(({ caveats = [] }) => caveats))],
    reshare: reshareScopes[Math.min(...scopes)]!,
    originatorControl: choices.some(({ originatorControl }) => originatorControl),
    ...(first && {
      releasableTo: first.filter((partner) => rest.every((list) => list.includes(partner))),
    }),
  };
}
