import type { Clash } from "../../deconflict/clash.ts";
import { keepAwayKey } from "../../domain/derived-id.ts";
import type { Geometry } from "../../domain/geometry.ts";
import type { Label } from "../../domain/label.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import { parseStixTime } from "../../domain/time.ts";
import type { LiveRecord } from "../live-records.ts";
import { frameOf, partOf, performerOf, taskOf, type Work } from "./joint-task.ts";

export type ClashState = "open" | "accepted";

/** Parts in a clash; one alone where it is with a boundary or a place. */
export function partsIn(live: Work, { between }: Clash): LiveRecord[] {
  return between.flatMap((id) => partOf(live, id) ?? []);
}

/** The answer to a check in which somebody said where to keep away, where a clash is with that. */
export function keepAwayIn(live: Work, { between }: Clash): LiveRecord | undefined {
  return between
    .flatMap((id) => live.get(id) ?? [])
    .find(({ kind, originator }) => kind === "check-answer" && originator !== null);
}

/**
 * Whose word is needed: the performers of its parts and who drew a boundary; where to keep away, who said so and who was told,
 * whose part it is: nobody else has the answer.
 */
export function concernedBy(live: Work, clash: Clash): Set<PartnerId> {
  const parts = partsIn(live, clash);
  const answer = keepAwayIn(live, clash);
  if (answer) return new Set([...parts, answer].map(({ originator }) => originator!));
  const concerned = new Set(parts.map(performerOf));
  if (clash.kind === "boundary") {
    for (const part of parts) {
      const drawer = frameOf(live, taskOf(part))?.originator;
      if (drawer) concerned.add(drawer);
    }
  }
  return concerned;
}

/** Who has to see to it: the performer of the part that came later; where to keep away, whose part it is. */
export function ownerOf(live: Work, clash: Clash): PartnerId | null {
  if (keepAwayIn(live, clash)) return partsIn(live, clash)[0]?.originator ?? null;
  const [last] = partsIn(live, clash).sort((a, b) => {
    const byDate = Date.parse(b.object.created!) - Date.parse(a.object.created!);
    return byDate || (a.id < b.id ? 1 : -1);
  });
  return last ? performerOf(last) : null;
}

/** What was said of exactly this clash between exactly the versions that stand; by whom it matters. */
export function acceptancesOf(live: Work, clash: Clash): LiveRecord[] {
  const parts = partsIn(live, clash);
  const concerned = concernedBy(live, clash);
  const [first] = parts;
  if (!first) return [];
  return live
    .referring(first.id, "clash-acceptance")
    .filter(
      ({ object, originator }) =>
        originator !== null &&
        concerned.has(originator) &&
        object["clash_key"] === clash.id &&
        namesVersions(object, parts) &&
        object["keep_away_key"] === keepAwayKeyIn(live, clash),
    );
}

/** Of the areas to keep away from in a clash; undefined: it is with none. */
export function keepAwayKeyIn(live: Work, clash: Clash): string | undefined {
  const areas = keepAwayIn(live, clash)?.object["keep_away_areas"] as Geometry | undefined;
  return areas && keepAwayKey(areas);
}

function namesVersions(object: LiveRecord["object"], parts: readonly LiveRecord[]): boolean {
  const ids = object["part_refs"] as StixId[];
  const versions = object["part_versions"] as string[];
  return (
    ids.length === parts.length &&
    parts.every(({ id, modified }) => {
      const at = versions[ids.indexOf(id)];
      return at !== undefined && parseStixTime(at) === modified;
    })
  );
}

/**
 * A clash is open until everybody concerned accepted it. Where it is with something that only this node knows, its own word
 * is enough: one that goes to nobody. Where somebody said to keep away and refuses or says nothing further, two people of whose
 * part it is may decide without that: an answer is a word to be heeded, and no veto.
 */
export function clashStateOf(
  live: Work,
  labels: ReadonlyMap<StixId, Label>,
  self: PartnerId,
  clash: Clash,
): ClashState {
  const acceptances = acceptancesOf(live, clash);
  const accepted = new Set(acceptances.map(({ originator }) => originator!));
  const alone = acceptances.some(
    ({ originator, label }) =>
      originator === self && label !== null && labels.get(label)?.release === "none",
  );
  const all = [...concernedBy(live, clash)].every((partner) => accepted.has(partner));
  const answer = keepAwayIn(live, clash);
  const decided = acceptances.some(
    ({ originator, object }) => object["alone"] === true && originator !== answer?.originator,
  );
  return alone || all || (answer && decided) ? "accepted" : "open";
}
