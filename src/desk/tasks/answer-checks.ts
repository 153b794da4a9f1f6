import { activityOf } from "../../deconflict/activity-of.ts";
import type { Activity } from "../../deconflict/activity.ts";
import { type ClashIndex, openClashIndex } from "../../deconflict/clash-index.ts";
import { Effort } from "../../deconflict/effort.ts";
import { effortOfLook } from "../../deconflict/find-clashes.ts";
import type { Lang, Text } from "../../domain/bilingual.ts";
import { checkAnswerId } from "../../domain/derived-id.ts";
import { isOver } from "../../domain/task-state.ts";
import type { Geometry, Position } from "../../domain/geometry.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import { canonical } from "../../proof/canonical.ts";
import type { Desk } from "../desk.ts";
import { standsOpen } from "../inventory.ts";
import { put, read, type Documents } from "../documents.ts";
import type { LiveRecord } from "../live-records.ts";
import type { Submitted } from "../submit-report.ts";
import { putRecord } from "../write-record.ts";
import { choiceOf } from "../written-before.ts";
import { frameOf, frameSaid, partOf, partSaid, partsOf, taskOf } from "./joint-task.ts";

/** Parts of one partner that are answered at one beat: what others ask changes nothing for it. */
const atOneBeat = 20;
/** Of those at which it turns out that nothing new is to be said. */
const lookedAtOneBeat = 500;
/** Steps of comparing for one partner at one beat: about half a second. */
const stepsOfBeat = 10_000_000;

/** What still has to be answered, and answers parts of partners at a beat that follows from nothing that is known here. */
export interface CheckAnswers {
  /** Answers what is due, for each partner so many parts; how many it were. */
  beat(): Promise<number>;
}

/**
 * Every version of a part that a partner wrote gets exactly one answer, also where there is nothing to say, and a new one when
 * what may be said of it changed. What may be said rests on what the parts themselves say that this partner wrote or was served,
 * never on commitments, on what a person let it know, and of protected places on the cells in which those lie that are for it.
 */
export function openCheckAnswers(desk: Desk): CheckAnswers {
  const due = new Set<StixId>();
  /** Parts as they are written, whoever committed to what. */
  const written = openClashIndex();

  function look(id: StixId): void {
    due.add(id);
    const part = partOf(desk.live, id);
    const activity = part && asWritten(desk, part);
    if (activity) written.put(activity);
    else written.remove(id);
  }
  function lookAtAll(): void {
    for (const { id } of desk.live.ofKind("task-part")) look(id);
  }
  lookAtAll();
  desk.places.onChange(lookAtAll);
  desk.events.on((event) => {
    if (event.type === "recall") look(event.data.id);
    if (event.type !== "task") return;
    for (const id of partsMeant(desk, event.data.id)) {
      const part = partOf(desk.live, id);
      const activity = part && asWritten(desk, part);
      for (const near of activity ? written.near(activity) : []) due.add(near as StixId);
      look(id);
    }
  });
  return {
    async beat() {
      const answered = new Map<PartnerId, number>();
      const looked = new Map<PartnerId, number>();
      const rounds = new Map<PartnerId, Effort>();
      let count = 0;
      for (const id of [...due].sort()) {
        const part = partOf(desk.live, id);
        const asker = part?.originator;
        if (!part || !asker || asker === desk.self.id || !desk.partners.has(asker)) {
          due.delete(id);
          continue;
        }
        const before = answered.get(asker) ?? 0;
        const seen = looked.get(asker) ?? 0;
        const round = rounds.get(asker) ?? new Effort(stepsOfBeat);
        if (before >= atOneBeat || seen >= lookedAtOneBeat || round.left <= 0) continue;
        rounds.set(asker, round);
        looked.set(asker, seen + 1);
        const settled = await answerPart(desk, written, part, round).catch((error: unknown) => {
          const code = error instanceof AppError ? error.code : null;
          // An own answer that a person took back stays away.
          if (code === "record-not-found") return { wrote: false, final: true };
          desk.log.warn({ part: id, code }, "a check is answered at a later beat");
          return { wrote: false, final: false };
        });
        if (settled.final) due.delete(id);
        if (!settled.wrote) continue;
        answered.set(asker, before + 1);
        count++;
      }
      return count;
    },
  };
}

/** What a part says it occupies; null: nothing any more, by its own word or its frame's. */
function asWritten(desk: Desk, part: LiveRecord): Activity | null {
  const frame = frameOf(desk.live, taskOf(part));
  if (!frame || isOver(frameSaid(frame), partSaid(part))) return null;
  return activityOf(part.object, frame.object);
}

/** The parts that a record of a joint task is, holds or speaks of. */
function partsMeant(desk: Desk, id: StixId): StixId[] {
  const record = desk.live.get(id);
  if (record?.kind === "joint-task") return partsOf(desk.live, id).map((part) => part.id);
  if (record?.kind === "commitment") return [record.object["part_ref"] as StixId];
  return [id];
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
  // First the word, by which every answer from now on is written: also the one that a crash leaves to the next beat.
  await desk.store.commit({ priority: "interactive", groups: [[put("check-said", id, word)]] });
  const known = desk.live.get(checkAnswerId(id, desk.self.id))?.object;
  const clash = (known?.["clash"] as Clash | undefined) ?? "cannot-say";
  return write(desk, part, clash, author);
}

type Clash = CheckDraft["clash"];

/** `final`: nothing that was offered and not served yet may change it. */
async function answerPart(
  desk: Desk,
  written: ClashIndex,
  part: LiveRecord,
  round: Effort,
): Promise<{ wrote: boolean; final: boolean }> {
  const { clash, final } = await clashKnownTo(desk, written, part, round);
  const known = desk.live.get(checkAnswerId(part.id, desk.self.id));
  const properties = propertiesOf(desk, part, clash, await saidOf(desk, part));
  if (known && isSame(known, properties)) return { wrote: false, final };
  await write(desk, part, clash);
  return { wrote: true, final };
}

/** A person's word on this version of the part. */
async function saidOf(desk: Desk, part: LiveRecord): Promise<Documents["check-said"] | null> {
  const word = await read(desk.store, "check-said", part.id);
  return word?.version === part.modified ? word : null;
}

/** `clash`: what the node says by itself. */
async function write(
  desk: Desk,
  part: LiveRecord,
  clash: Clash,
  author?: string,
): Promise<Submitted> {
  const choice = choiceOf(desk, part.label, [part.originator!]);
  if (!choice) throw new AppError("record-not-found", { id: part.id });
  const say = async () => {
    const said = await saidOf(desk, part);
    return {
      ...(said?.lang && { lang: said.lang }),
      texts: said?.remark ? { remark: said.remark } : {},
      properties: propertiesOf(desk, part, clash, said),
      choice,
    };
  };
  return putRecord(desk, "check-answer", checkAnswerId(part.id, desk.self.id), say, author);
}

function propertiesOf(
  desk: Desk,
  part: LiveRecord,
  clash: Clash,
  said: Documents["check-said"] | null,
): Record<string, unknown> {
  const areas = keepAwayFrom(desk, part);
  return {
    part_ref: part.id,
    part_modified: stixTime(part.modified),
    clash: said?.clash ?? clash,
    ...(said?.geometry && { geometry: said.geometry }),
    keep_away: areas.length > 0 ? "keep-away" : "none-known",
    ...(areas.length > 0 && { keep_away_areas: { type: "MultiPolygon", coordinates: areas } }),
  };
}

function keepAwayFrom(desk: Desk, part: LiveRecord): Position[][][] {
  const activity = asWritten(desk, part);
  const found = activity ? desk.places.keepAway(part.originator!, activity) : [];
  const coordinates = found.flatMap(({ geometry }) => geometry.coordinates as Position[][][]);
  const areas = new Map(coordinates.map((area) => [JSON.stringify(area), area]));
  return [...areas.keys()].sort().map((key) => areas.get(key)!);
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
  const names = ["part_modified", "clash", "geometry", "keep_away", "keep_away_areas"];
  const told = (of: Record<string, unknown>) =>
    canonical(Object.fromEntries(names.map((name) => [name, of[name]])));
  return told(object) === told(properties);
}
