import type { Lang, Text } from "../../domain/bilingual.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import type { StoredRecord } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { listed, type ListedRecord } from "../list-records.ts";
import { sees, type Viewer } from "../viewer.ts";
import { frameOf } from "./joint-task.ts";
import { visibleParts } from "./list-tasks.ts";

/** One signed word: who decided what, when. */
export interface HistoryLine {
  /** The record and its version: RFC 3339, UTC. */
  id: StixId;
  at: string;
  kind: "joint-task" | "task-part" | "commitment" | "clash-acceptance";
  by: PartnerId;
  /** The parts that it speaks of; none: of the task as a whole. */
  parts: StixId[];
  /** What was said of it; of an accepted clash: its kind. */
  state: string;
  /** In the language in which it was written. */
  conditions: Text | null;
  reason: Text | null;
}

/** Versions of a task, of its parts, what was said of them, newest first. Errors: record-not-found, cursor-unknown. */
export async function taskHistory(
  desk: Desk,
  viewer: Viewer,
  task: StixId,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<{ lines: HistoryLine[]; next: string | null }> {
  const frame = frameOf(desk.live, task);
  if (!frame || !sees(desk, viewer, frame)) throw new AppError("record-not-found", { id: task });
  const parts = visibleParts(desk, viewer, task).map(({ id }) => id);
  const said = parts.flatMap((part) =>
    (["commitment", "clash-acceptance"] as const).flatMap((kind) =>
      desk.live.referring(part, kind).map(({ id }) => id),
    ),
  );
  const ids = [...new Set([task, ...parts, ...said])];
  const found = await page(
    desk,
    viewer,
    ids,
    cursor === undefined ? null : readCursor(cursor),
    limit,
  );
  const last = found.at(limit - 1);
  const query = JSON.stringify({ history: task });
  const records = await listed(desk, viewer, found.slice(0, limit), "versions", query);
  return {
    lines: records.flatMap((record) => (record.originator === null ? [] : [lineOf(record)])),
    next: last && found.length > limit ? `${last.modified}.${last.row}` : null,
  };
}

/** One more than a page: earlier versions may be above a person's clearance, and more is read in their place. */
async function page(
  desk: Desk,
  viewer: Viewer,
  ids: readonly StixId[],
  from: { modified: number; row: number } | null,
  limit: number,
): Promise<StoredRecord[]> {
  const all: StoredRecord[] = [];
  for (let before = from; ;) {
    const found = await desk.store.history(ids, before, limit + 1);
    all.push(...found.filter((record) => sees(desk, viewer, record)));
    before = found.at(-1) ?? null;
    if (all.length > limit || found.length <= limit) return all.slice(0, limit + 1);
  }
}

const stateProperties = ["task_state", "part_state", "commitment_state", "clash_kind"] as const;

function lineOf({ id, modified, kind, originator, record }: ListedRecord): HistoryLine {
  const lang: Lang = record.lang === "ar" ? "ar" : "en";
  const text = (property: string): Text | null => {
    const said = record[property];
    return typeof said === "string" ? { [lang]: said } : null;
  };
  const part = kind === "task-part" ? id : (record["part_ref"] as StixId | undefined);
  const several = record["part_refs"] as StixId[] | undefined;
  return {
    ...{ id, at: modified, kind: kind as HistoryLine["kind"], by: originator! },
    parts: several ?? (part === undefined ? [] : [part]),
    state: String(stateProperties.map((name) => record[name]).find((one) => one !== undefined)),
    conditions: text("conditions"),
    reason: text("reason"),
  };
}

function readCursor(cursor: string): { modified: number; row: number } {
  const match = /^(-?\d{1,16})\.(\d{1,12})$/.exec(cursor);
  if (!match) throw new AppError("cursor-unknown");
  return { modified: Number(match[1]), row: Number(match[2]) };
}
