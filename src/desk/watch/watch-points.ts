import type { Text } from "../../domain/bilingual.ts";
import { clears } from "../../domain/clearance.ts";
import type { LocalLabel } from "../../domain/journal.ts";
import type { StixId } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import { uuid4 } from "../../domain/uuid.ts";
import { AppError } from "../../errors.ts";
import type { Change } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { put, read, readAll, type WatchPoint } from "../documents.ts";
import { commitEntry, entryChange } from "./journal-entry.ts";
import { seesLocal } from "./search-journal.ts";
import type { Viewer } from "../viewer.ts";
import { checkedText, checkLinks, exceeded, raisedLabel } from "./write-entry.ts";

/** What a person asks the watch to see to. */
export interface PointDraft {
  text: string | Text;
  /** Raised to what it links where that is higher. */
  label: LocalLabel;
  records: readonly StixId[];
}

/** An open point as people read it. Times RFC 3339, UTC. */
export interface ListedPoint extends LocalLabel {
  id: string;
  text: Text;
  records: StixId[];
  opened: { by: string; at: string };
  /** null: it is open. */
  closed: { by: string; at: string; note: Text | null } | null;
}

/** All that changes the watch goes one after the other. */
export const watchTurn = ["the watch"];

/** Ids ascend whatever the clock does. */
export function idAfter(last: string | undefined, now: number): string {
  return String(Math.max(now, Number(last ?? 0) + 1)).padStart(15, "0");
}

/** Errors: request-invalid, record-not-found, clearance-exceeded. */
export async function openPoint(
  desk: Desk,
  person: Viewer,
  draft: PointDraft,
): Promise<ListedPoint> {
  const [id, point] = await pointOf(desk, person, draft);
  return committed(desk, person, id, point, point.text);
}

/** Errors: handover-unknown, handover-settled, request-invalid. */
export async function closePoint(
  desk: Desk,
  person: Viewer,
  id: string,
  note?: string | Text,
): Promise<ListedPoint> {
  const said = note === undefined ? undefined : checkedText(note);
  return desk.turns.whole(watchTurn, async () => {
    const point = await read(desk.store, "watch-point", id);
    if (!point || !(await seesLocal(desk, person, point.label, point.records)))
      throw new AppError("handover-unknown", { id });
    if (point.closed) throw new AppError("handover-settled");
    const closed = { by: person.name, at: desk.clock(), ...(said && { note: said }) };
    return committed(desk, person, id, { ...point, closed }, said ?? point.text);
  });
}

/** What a draft comes to: checked, under a new id. */
export async function pointOf(
  desk: Desk,
  person: Viewer,
  { text, label: chosen, records }: PointDraft,
): Promise<[id: string, point: WatchPoint]> {
  const said = checkedText(text);
  await checkLinks(desk, person, { records, partners: [] });
  const label = await raisedLabel(desk, chosen, records);
  if (!clears(person.clearance, label)) throw exceeded(label);
  const opened = { by: person.name, at: desk.clock() };
  return [uuid4(desk.random), { text: said, label, records: [...new Set(records)], opened }];
}

export function putPoint(id: string, point: WatchPoint): Change {
  return put("watch-point", id, point);
}

/** What this person may see of what is open or was closed since the last handover, the oldest first. */
export async function listPoints(desk: Desk, viewer: Viewer): Promise<ListedPoint[]> {
  const all = [...(await readAll(desk.store, "watch-point"))];
  return seenPoints(desk, viewer, all);
}

export async function seenPoints(
  desk: Desk,
  viewer: Viewer,
  points: readonly [id: string, point: WatchPoint][],
): Promise<ListedPoint[]> {
  const sees = await Promise.all(
    points.map(([, { label, records }]) => seesLocal(desk, viewer, label, records)),
  );
  return points
    .filter((_, index) => sees[index])
    .toSorted(([, one], [, other]) => one.opened.at - other.opened.at)
    .map(([id, point]) => shown(id, point));
}

async function committed(
  desk: Desk,
  person: Viewer,
  id: string,
  point: WatchPoint,
  said: Text,
): Promise<ListedPoint> {
  const { label, records, closed, opened } = point;
  const entry = entryChange(closed?.at ?? opened.at, label, {
    ...{ kind: "handover", person: person.name, partners: [], records },
    text: after(
      closed
        ? { ar: "أُغلق أمر مفتوح", en: "Open point closed" }
        : { ar: "أمر مفتوح", en: "Open point" },
      said,
    ),
  });
  await commitEntry(desk, entry, [putPoint(id, point)]);
  const about = { local: label, links: records };
  desk.events.emit({ type: "handover", data: { id }, about });
  return shown(id, point);
}

/** A text of the node's own before one of a person's, in each language that the person used. */
export function after({ ar, en }: { ar: string; en: string }, said: Text): Text {
  return {
    ...(said.ar !== undefined && { ar: `${ar}: ${said.ar}` }),
    ...(said.en !== undefined && { en: `${en}: ${said.en}` }),
  };
}

function shown(id: string, { text, label, records, opened, closed }: WatchPoint): ListedPoint {
  return {
    ...{ id, text, ...label, records },
    opened: { by: opened.by, at: stixTime(opened.at) },
    closed: closed ? { by: closed.by, at: stixTime(closed.at), note: closed.note ?? null } : null,
  };
}
