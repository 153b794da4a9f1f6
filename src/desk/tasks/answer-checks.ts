import { activityOf } from "../../deconflict/activity-of.ts";
import type { Lang, Text } from "../../domain/bilingual.ts";
import { checkAnswerId } from "../../domain/derived-id.ts";
import type { Geometry, Position } from "../../domain/geometry.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import { isOff } from "../../domain/task-state.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { put, read, type Documents } from "../documents.ts";
import type { LiveRecord } from "../live-records.ts";
import { openTo } from "../narrow.ts";
import type { Submitted } from "../submit-report.ts";
import { putRecord } from "../write-record.ts";
import { choiceOf } from "../written-before.ts";
import { frameOf, partOf, partsOf, taskOf } from "./joint-task.ts";

/** Parts of one partner that are answered at one beat: what others ask changes nothing for it. */
const atOneBeat = 20;

/** What still has to be answered, and answers parts of partners at a beat that follows from nothing that is known here. */
export interface CheckAnswers {
  /** Answers what is due, for each partner so many parts; how many it were. */
  beat(): Promise<number>;
}

/**
 * Every version of a part that a partner wrote gets exactly one answer, also where there is nothing to say, and a new one when
 * what may be said of it changed. What may be said rests on what that partner may have anyway, on what a person let it know,
 * and of protected places on the cells in which those lie that are for it.
 */
export function openCheckAnswers(desk: Desk): CheckAnswers {
  const due = new Set<StixId>();
  for (const { id } of desk.live.ofKind("task-part")) due.add(id);
  desk.places.onChange(() => {
    for (const { id } of desk.live.ofKind("task-part")) due.add(id);
  });
  desk.events.on((event) => {
    if (event.type === "task") for (const id of partsMeant(desk, event.data.id)) due.add(id);
    if (event.type !== "clash") return;
    for (const id of event.about && "records" in event.about ? event.about.records : [])
      due.add(id);
  });
  return {
    async beat() {
      const answered = new Map<PartnerId, number>();
      let count = 0;
      for (const id of [...due].sort()) {
        const part = partOf(desk.live, id);
        const asker = part?.originator;
        if (!part || !asker || asker === desk.self.id || !desk.partners.has(asker)) {
          due.delete(id);
          continue;
        }
        const before = answered.get(asker) ?? 0;
        if (before >= atOneBeat) continue;
        due.delete(id);
        if (await answerPart(desk, part)) {
          answered.set(asker, before + 1);
          count++;
        }
      }
      return count;
    },
  };
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
  const submitted = await write(desk, part, word, author);
  await desk.store.commit({ priority: "interactive", groups: [[put("check-said", id, word)]] });
  return submitted;
}

async function answerPart(desk: Desk, part: LiveRecord): Promise<boolean> {
  const word = await read(desk.store, "check-said", part.id);
  const said = word?.version === part.modified ? word : null;
  const known = desk.live.get(checkAnswerId(part.id, desk.self.id));
  const properties = await propertiesOf(desk, part, said);
  if (known && isSame(known, properties)) return false;
  await write(desk, part, said);
  return true;
}

async function write(
  desk: Desk,
  part: LiveRecord,
  said: Documents["check-said"] | null,
  author?: string,
): Promise<Submitted> {
  const choice = choiceOf(desk, part.label, [part.originator!]);
  if (!choice) throw new AppError("record-not-found", { id: part.id });
  const properties = await propertiesOf(desk, part, said);
  const answer = {
    ...(said?.lang && { lang: said.lang }),
    texts: said?.remark ? { remark: said.remark } : {},
    properties,
    choice,
  };
  const id = checkAnswerId(part.id, desk.self.id);
  return putRecord(desk, "check-answer", id, async () => answer, author);
}

async function propertiesOf(
  desk: Desk,
  part: LiveRecord,
  said: Documents["check-said"] | null,
): Promise<Record<string, unknown>> {
  const areas = keepAwayFrom(desk, part);
  return {
    part_ref: part.id,
    part_modified: stixTime(part.modified),
    clash: said?.clash ?? ((await clashesKnownTo(desk, part)) ? "clash" : "cannot-say"),
    ...(said?.geometry && { geometry: said.geometry }),
    keep_away: areas.length > 0 ? "keep-away" : "none-known",
    ...(areas.length > 0 && { keep_away_areas: { type: "MultiPolygon", coordinates: areas } }),
  };
}

function keepAwayFrom(desk: Desk, part: LiveRecord): Position[][][] {
  const frame = frameOf(desk.live, taskOf(part));
  const standing = desk.tasks.standing(part);
  if (!frame || !standing || isOff(standing.state)) return [];
  const found = desk.places.keepAway(part.originator!, activityOf(part.object, frame.object));
  const coordinates = found.flatMap(({ geometry }) => geometry.coordinates as Position[][][]);
  const areas = new Map(coordinates.map((area) => [JSON.stringify(area), area]));
  return [...areas.keys()].sort().map((key) => areas.get(key)!);
}

/** Whether it clashes with a part that its originator has, by itself or from here. */
async function clashesKnownTo(desk: Desk, part: LiveRecord): Promise<boolean> {
  const asker = part.originator!;
  for (const { clash } of desk.tasks.clashesOf(part.id)) {
    for (const id of clash.between) {
      const other = id === part.id ? undefined : partOf(desk.live, id);
      if (!other) continue;
      if (other.originator === asker || (await openTo(desk, id)).has(asker)) return true;
    }
  }
  return false;
}

function isSame({ object }: LiveRecord, properties: Record<string, unknown>): boolean {
  const names = ["part_modified", "clash", "geometry", "keep_away", "keep_away_areas"];
  return names.every((name) => JSON.stringify(object[name]) === JSON.stringify(properties[name]));
}
