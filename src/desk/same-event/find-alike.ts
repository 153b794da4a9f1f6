import { furthest, type Likeness, likeness, type Occurrence } from "../../domain/likeness.ts";
import { occurrenceOf } from "../../domain/occurrence.ts";
import { eventKinds } from "../../domain/same-event.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import type { StoredRecord } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { listed, type ListedRecord } from "../list-records.ts";
import { mayShow } from "../search-records.ts";
import { translationsOf } from "../translations.ts";
import { mustSee, sees, type Viewer } from "../viewer.ts";
import { eventIds } from "./event-of.ts";

/** A record that may tell of the same event, with how near it is. */
export interface AlikeRecord extends Likeness {
  record: ListedRecord;
}

/** The latest that are near in space and time; these are compared by their words. */
const mostCompared = 200;
/** More than a person looks at. */
const mostProposed = 5;

/** What may tell of the same event as this record, likeliest first, but for what is linked with it. Error: record-not-found. */
export async function alikeTo(desk: Desk, viewer: Viewer, id: StixId): Promise<AlikeRecord[]> {
  await mustSee(desk, viewer, id);
  const stored = await desk.store.record(id);
  if (!stored || stored.withdrawn) throw new AppError("record-not-found", { id });
  const [told] = await occurrences(desk, viewer, [stored]);
  if (!told) return [];
  const [event] = await eventIds(desk, viewer, [id]);
  return findAlike(desk, viewer, told.occurrence, event);
}

/** What may tell of the same event, likeliest first. The cost is bounded, however much is here: see `mostCompared`. */
export async function findAlike(
  desk: Desk,
  viewer: Viewer,
  occurrence: Occurrence,
  except: readonly StixId[] = [],
): Promise<AlikeRecord[]> {
  const around = furthest.hours * 3_600_000;
  const found = desk.picture.query({
    ...(occurrence.position && { box: boxAround(occurrence.position) }),
    from: occurrence.at - around,
    to: occurrence.until + around + 1,
    kinds: [...eventKinds],
    label: (id) => mayShow(desk, viewer, id),
    limit: mostCompared,
  });
  const stored = await desk.store.byRows(found.map(({ row }) => row));
  const near = (await occurrences(desk, viewer, stored))
    .filter(({ record }) => !except.includes(record.id))
    .flatMap(({ record, occurrence: other }) => {
      const how = likeness(occurrence, other);
      return how ? [{ record, how }] : [];
    })
    .sort((a, b) => b.how.score - a.how.score || b.record.row - a.record.row)
    .slice(0, mostProposed);
  const records = near.map(({ record }) => record);
  const shown = await listed(desk, viewer, records, "listed", JSON.stringify({ alike: true }));
  return shown.map((record, index) => ({ record, ...near[index]!.how }));
}

/** Those of these records that this person may see, as far as they say when. */
async function occurrences(
  desk: Desk,
  viewer: Viewer,
  stored: readonly StoredRecord[],
): Promise<{ record: StoredRecord; occurrence: Occurrence }[]> {
  const records = stored.filter((record) => sees(desk, viewer, record));
  const translations = await translationsOf(desk, viewer, records);
  return records.flatMap((record, index) => {
    const object = JSON.parse(record.body) as StixObject;
    const occurrence = occurrenceOf(object, translations[index]?.object ?? null);
    return occurrence ? [{ record, occurrence }] : [];
  });
}

function boxAround([lon, lat]: readonly [number, number]): [number, number, number, number] {
  const up = furthest.km / 111;
  const across = Math.min(180, up / Math.max(0.01, Math.cos((lat * Math.PI) / 180)));
  const [south, north] = [Math.max(-90, lat - up), Math.min(90, lat + up)];
  return [around180(lon - across), south, around180(lon + across), north];
}

function around180(lon: number): number {
  return lon < -180 ? lon + 360 : lon > 180 ? lon - 360 : lon;
}
