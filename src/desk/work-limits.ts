import { positionsOf } from "../domain/geometry.ts";
import { areasOf } from "../domain/areas.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { mostParts } from "../domain/task.ts";
import type { ErrorCode } from "../errors.ts";
import type { RecordRow } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { type LiveKind, liveKinds } from "./live-records.ts";
import { type LiveRelationType, liveRelationTypes } from "./live-relations.ts";

/**
 * What of one partner stands in memory here at most; far more than people who work write. In one task twice as many parts as its
 * writer may have, since what it took back or lost may still be counted here.
 */
export const mostOfOne = {
  ofKind: 20_000,
  partsOfTask: 2 * mostParts,
  positionsOfTask: 100_000,
  relationsFrom: 200,
  acceptancesOfPart: 1000,
};

type Fault = { code: ErrorCode; detail: string };
type Row = Pick<RecordRow, "id" | "kind" | "revoked">;

/**
 * Counts the work that one partner puts before this node, so that nobody can make it hold, list and compare any amount. The
 * function that it gives tells what is wrong with one more record, in the order in which they are to be taken in.
 */
export function workLimits(
  desk: Desk,
): (by: PartnerId, record: { row: Row; object: StixObject }) => Fault | null {
  const counts = new Map<string, number>();

  /** Whether `more` stays within what may stand; then it counts. */
  function fits(key: string, here: () => number, more: number, most: number): boolean {
    const before = counts.get(key) ?? here();
    if (before + more > most) return false;
    counts.set(key, before + more);
    return true;
  }

  function faultOfPart(by: PartnerId, { id }: Row, object: StixObject): Fault | null {
    const task = object["task_ref"] as StixId;
    const others = () =>
      desk.live
        .referring(task, "task-part")
        .filter((part) => part.originator === by && part.id !== id);
    const before = desk.live.get(id)?.object;
    const isNew = before?.["task_ref"] !== task;
    const positions = () => others().reduce((sum, part) => sum + positionsIn(part.object), 0);
    const { partsOfTask, positionsOfTask } = mostOfOne;
    const ok =
      (!isNew || fits(`parts ${by} ${task}`, () => others().length, 1, partsOfTask)) &&
      fits(`positions ${by} ${task}`, positions, positionsIn(object), positionsOfTask);
    return ok ? null : { code: "parts-held-too-many", detail: task };
  }

  function faultOfRelation(by: PartnerId, { id }: Row, object: StixObject): Fault | null {
    const type = liveRelationTypes.find((one) => one === object["relationship_type"]);
    const source = object["source_ref"] as StixId;
    const others = (of: LiveRelationType) => () =>
      desk.relations.from(source, of).filter((one) => one.originator === by && one.id !== id)
        .length;
    const ok = !type || fits(`${type} ${by} ${source}`, others(type), 1, mostOfOne.relationsFrom);
    return ok ? null : { code: "work-too-much", detail: source };
  }

  function faultOfAcceptance(by: PartnerId, { id }: Row, object: StixObject): Fault | null {
    if (desk.live.get(id)) return null;
    const full = (object["part_refs"] as StixId[]).find((part) => {
      const here = () =>
        desk.live.referring(part, "clash-acceptance").filter(({ originator }) => originator === by)
          .length;
      return !fits(`acceptances ${by} ${part}`, here, 1, mostOfOne.acceptancesOfPart);
    });
    return full === undefined ? null : { code: "work-too-much", detail: full };
  }

  return (by, record) => {
    const { row } = record;
    if (row.revoked) return null;
    if (row.kind === "relationship") return faultOfRelation(by, row, record.object);
    if (!isLive(row.kind)) return null;
    const { kind } = row;
    const isKnown = desk.live.get(row.id) !== undefined;
    if (!isKnown && !fits(`${kind} ${by}`, () => desk.live.countOf(kind, by), 1, mostOfOne.ofKind))
      return { code: "work-too-much", detail: kind };
    if (kind === "task-part") return faultOfPart(by, row, record.object);
    return kind === "clash-acceptance" ? faultOfAcceptance(by, row, record.object) : null;
  };
}

function isLive(kind: string): kind is LiveKind {
  return (liveKinds as readonly string[]).includes(kind);
}

function positionsIn(object: StixObject): number {
  let count = 0;
  for (const { coordinates } of areasOf(object)) for (const _ of positionsOf(coordinates)) count++;
  return count;
}
