import { activityOf } from "../../deconflict/activity-of.ts";
import type { Activity } from "../../deconflict/activity.ts";
import { type ClashIndex, openClashIndex } from "../../deconflict/clash-index.ts";
import type { Lang, Text } from "../../domain/bilingual.ts";
import { checkAnswerId } from "../../domain/derived-id.ts";
import type { Geometry, Position } from "../../domain/geometry.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { put, read, type Documents } from "../documents.ts";
import type { LiveRecord } from "../live-records.ts";
import type { Submitted } from "../submit-report.ts";
import { putRecord } from "../write-record.ts";
import { choiceOf } from "../written-before.ts";
import { frameOf, partOf, partsOf, taskOf } from "./joint-task.ts";

/** Parts of one partner that are answered at one beat: what others ask changes nothing for it. */
const atOneBeat = 20;
/** Of those at which it turns out that nothing new is to be said. */
const lookedAtOneBeat = 500;

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
      const near = partOf(desk.live, id) && asWritten(desk, partOf(desk.live, id)!);
      for (const { between } of near ? written.clashesOf(near) : [])
        between.forEach((one) => due.add(one));
      look(id);
    }
  });
  return {
    async beat() {
      const answered = new Map<PartnerId, number>();
      const looked = new Map<PartnerId, number>();
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
        if (before >= atOneBeat || seen >= lookedAtOneBeat) continue;
        looked.set(asker, seen + 1);
        const settled = await answerPart(desk, written, part).catch((error: unknown) => {
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
  if (!frame || part.object["part_state"] === "cancelled") return null;
  const over = ["done", "cancelled"].includes(frame.object["task_state"] as string);
  return over ? null : activityOf(part.object, frame.object);
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
): Promise<{ wrote: boolean; final: boolean }> {
  const { clash, final } = await clashKnownTo(desk, written, part);
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
): Promise<{ clash: Clash; final: boolean }> {
  const asker = part.originator!;
  const activity = asWritten(desk, part);
  let final = true;
  for (const { between } of activity ? written.clashesOf(activity) : []) {
    for (const id of between) {
      const other = id === part.id ? undefined : partOf(desk.live, id);
      if (!other) continue;
      if (other.originator === asker) return { clash: "clash", final: true };
      const states = (await desk.store.offersOf(id)).filter(({ partner }) => partner === asker);
      if (states.some(({ state }) => state === "served" || state === "received")) {
        return { clash: "clash", final: true };
      }
      if (states.some(({ state }) => state === "offered")) final = false;
    }
  }
  return { clash: "cannot-say", final };
}

function isSame({ object }: LiveRecord, properties: Record<string, unknown>): boolean {
  const names = ["part_modified", "clash", "geometry", "keep_away", "keep_away_areas"];
  return names.every((name) => JSON.stringify(object[name]) === JSON.stringify(properties[name]));
}
