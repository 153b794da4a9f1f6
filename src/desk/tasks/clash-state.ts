import type { Clash } from "../../deconflict/clash.ts";
import { keepAwayKey } from "../../domain/derived-id.ts";
import type { Geometry } from "../../domain/geometry.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import { parseStixTime } from "../../domain/time.ts";
import type { LiveRecord } from "../live-records.ts";
import { frameOf, partOf, performerOf, taskOf, type Work } from "./joint-task.ts";

export type ClashState = "open" | "accepted";

/** Parts in a clash; one alone where it is with a boundary, a place or more than can be compared. */
export function partsIn(live: Work, { between }: Clash): LiveRecord[] {
  return [...new Set(between)].flatMap((id) => partOf(live, id) ?? []);
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
 * Who may be unable to answer, as far as `by` can know, whose word is needed too: who said to keep away, for an answer is a word
 * to be heeded and no veto; and where somebody else wrote a part, the others, who may not have that part or whose word about it
 * may go to its writer alone.
 */
export function unheardBy(live: Work, by: PartnerId, clash: Clash): Set<PartnerId> {
  const others = concernedBy(live, clash);
  if (!others.delete(by)) return new Set();
  const answer = keepAwayIn(live, clash);
  if (answer) return new Set([...others].filter((other) => other === answer.originator));
  const writers = partsIn(live, clash).map(({ originator }) => originator!);
  return new Set(
    [...others].filter((other) => writers.some((writer) => writer !== by && writer !== other)),
  );
}

/**
 * A clash is open until everybody concerned accepted it. Where it is with something that only this node knows, its own word is
 * enough, which says so. Where others may be unable to answer, two people of this partner may decide without them; that of
 * another partner counts only for what it was told to keep away from.
 */
export function clashStateOf(live: Work, self: PartnerId, clash: Clash): ClashState {
  const acceptances = acceptancesOf(live, clash);
  const settled = new Set(acceptances.map(({ originator }) => originator!));
  for (const { originator, object } of acceptances) {
    const isOwn = originator === self;
    if (isOwn && object["known_here_alone"] === true) return "accepted";
    if (object["alone"] !== true || !(isOwn || keepAwayIn(live, clash))) continue;
    for (const other of unheardBy(live, originator!, clash)) settled.add(other);
  }
  const isSettled = [...concernedBy(live, clash)].every((partner) => settled.has(partner));
  return isSettled ? "accepted" : "open";
}
