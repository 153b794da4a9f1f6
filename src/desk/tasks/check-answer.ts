import { activityOf } from "../../deconflict/activity-of.ts";
import type { Activity } from "../../deconflict/activity.ts";
import type { ClashIndex } from "../../deconflict/clash-index.ts";
import { Effort } from "../../deconflict/effort.ts";
import { effortOfLook } from "../../deconflict/find-clashes.ts";
import type { Lang, Text } from "../../domain/bilingual.ts";
import { checkAnswerId } from "../../domain/derived-id.ts";
import type { Geometry } from "../../domain/geometry.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import { isOver } from "../../domain/task-state.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import { canonical } from "../../proof/canonical.ts";
import type { Change } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { put, read, type Documents } from "../documents.ts";
import { standsOpen } from "../inventory.ts";
import type { LiveRecord } from "../live-records.ts";
import { keepAwayFor } from "../protected/keep-away.ts";
import type { Submitted } from "../submit-report.ts";
import { putRecord } from "../write-record.ts";
import { choiceOf } from "../written-before.ts";
import { frameOf, frameSaid, partOf, partSaid, taskOf } from "./joint-task.ts";

/** Steps of comparing for what one person says of a part. */
const stepsOfWord = 10_000_000;

/** What a part says it occupies; null: nothing any more, by its own word or its frame's. */
export function asWritten(desk: Desk, part: LiveRecord): Activity | null {
  const frame = frameOf(desk.live, taskOf(part));
  if (!frame || isOver(frameSaid(frame), partSaid(part))) return null;
  return activityOf(part.object, frame.object);
}

/** What a person lets the proposer of a part know of it. */
export interface CheckDraft {
  clash: "clash" | "no-clash" | "cannot-say";
  lang?: Lang;
  remark?: Text;
  /** Where, as coarsely as the person lets it be known. */
  geometry?: Geometry;
  /** RFC 3339, UTC: the version of the part that the person read. */
  version: string;
}

/** A person's answer in place of the one that the node gives by itself. Errors: record-not-found, task-changed, draft-invalid. */
export async function answerCheck(
  desk: Desk,
  id: StixId,
  { version, ...said }: CheckDraft,
  author: string,
): Promise<Submitted> {
  const part = partOf(desk.live, id);
  if (!part?.originator || part.originator === desk.self.id) {
    throw new AppError("record-not-found", { id });
  }
  if (Date.parse(version) !== part.modified) throw new AppError("task-changed", { id });
  const word: Documents["check-said"] = { ...said, version: part.modified, by: author };
  const before = await read(desk.store, "check-said", id);
  // First the word, by which every answer from now on is written: also the one that a crash leaves to the next beat.
  await keep(desk, id, word);
  const known = desk.live.get(checkAnswerId(id, desk.self.id))?.object;
  const clash = (known?.["clash"] as Clash | undefined) ?? "cannot-say";
  try {
    const asked = [part.originator, asWritten(desk, part), known] as const;
    const away = await keepAwayFor(desk, ...asked, new Effort(stepsOfWord));
    return await write(desk, part, { clash, away: away.said }, author);
  } catch (error) {
    // What cannot be said must not stand in the way of what the node says by itself.
    await keep(desk, id, before);
    throw error;
  }
}

async function keep(desk: Desk, id: StixId, word: Documents["check-said"] | null): Promise<void> {
  const change: Change = word
    ? put("check-said", id, word)
    : { do: "remove", kind: "check-said", key: id };
  await desk.store.commit({ priority: "interactive", groups: [[change]] });
}

type Clash = CheckDraft["clash"];

/** What the node says by itself. `away`: of protected places. */
interface Said {
  clash: Clash;
  away: Record<string, unknown>;
}

/**
 * Says what is to be said of a part now, if it was not said yet. `again`: ms UTC, when to look again, 0: at the next beat; null:
 * when something changes. What it took is taken from `round`.
 */
export async function answerPart(
  desk: Desk,
  written: ClashIndex,
  part: LiveRecord,
  round: Effort,
): Promise<{ wrote: boolean; again: number | null }> {
  const { clash, final } = await clashKnownTo(desk, written, part, round);
  const known = desk.live.get(checkAnswerId(part.id, desk.self.id));
  const asked = [part.originator!, asWritten(desk, part), known?.object] as const;
  const away = await keepAwayFor(desk, ...asked, round);
  const said = { clash, away: away.said };
  const again = final ? away.again : 0;
  if (known && isSame(known, propertiesOf(part, said, await saidOf(desk, part))))
    return { wrote: false, again };
  await write(desk, part, said);
  return { wrote: true, again };
}

/** A person's word on this version of the part. */
async function saidOf(desk: Desk, part: LiveRecord): Promise<Documents["check-said"] | null> {
  const word = await read(desk.store, "check-said", part.id);
  return word?.version === part.modified ? word : null;
}

async function write(desk: Desk, part: LiveRecord, own: Said, author?: string): Promise<Submitted> {
  const choice = choiceOf(desk, part.label, [part.originator!]);
  if (!choice) throw new AppError("record-not-found", { id: part.id });
  const say = async () => {
    const said = await saidOf(desk, part);
    return {
      ...(said?.lang && { lang: said.lang }),
      texts: said?.remark ? { remark: said.remark } : {},
      properties: propertiesOf(part, own, said),
      choice,
    };
  };
  return putRecord(desk, "check-answer", checkAnswerId(part.id, desk.self.id), say, author);
}

function propertiesOf(
  part: LiveRecord,
  { clash, away }: Said,
  said: Documents["check-said"] | null,
): Record<string, unknown> {
  return {
    part_ref: part.id,
    part_modified: stixTime(part.modified),
    clash: said?.clash ?? clash,
    ...(said?.geometry && { geometry: said.geometry }),
    ...away,
  };
}

/** Whether it clashes, as it is written, with a part that its originator wrote or was served. */
async function clashKnownTo(
  desk: Desk,
  written: ClashIndex,
  part: LiveRecord,
  round: Effort,
): Promise<{ clash: Clash; final: boolean }> {
  const activity = asWritten(desk, part);
  if (!activity) return { clash: "cannot-say", final: true };
  const { known, awaited } = await partsWith(desk, part.originator!, written.near(activity));
  // Compared with nothing else, so that what this partner does not have neither takes time from it nor a place among the clashes.
  const look = effortOfLook();
  const clashes = written.clashesOf(activity, look, known);
  round.left -= look.spent;
  const clash = clashes.some(({ kind, compared }) => kind !== "boundary" && compared);
  return { clash: clash ? "clash" : "cannot-say", final: clash || !awaited };
}

/** Which of these parts a partner wrote or was served; whether it may still be served others of them. */
async function partsWith(
  desk: Desk,
  partner: PartnerId,
  ids: readonly string[],
): Promise<{ known: Set<string>; awaited: boolean }> {
  await desk.inventory.ready();
  const known = new Set<string>();
  let awaited = false;
  for (const id of ids) {
    const part = partOf(desk.live, id as StixId);
    if (part?.originator === partner) known.add(id);
    else if (part && standsOpen(desk.inventory, part.row, partner)) {
      const offers = await desk.store.offersOf(part.id);
      const states = offers.flatMap((offer) => (offer.partner === partner ? [offer.state] : []));
      if (states.some((state) => state === "served" || state === "received")) known.add(id);
      else if (states.includes("offered")) awaited = true;
    }
  }
  return { known, awaited };
}

/** Whatever the order in which a geometry was written: a second answer would tell that something happened here. */
function isSame({ object }: LiveRecord, properties: Record<string, unknown>): boolean {
  const away = ["keep_away", "keep_away_areas", "keep_away_because"];
  const names = ["part_modified", "clash", "geometry", ...away];
  const told = (of: Record<string, unknown>) =>
    canonical(Object.fromEntries(names.map((name) => [name, of[name]])));
  return told(object) === told(properties);
}
