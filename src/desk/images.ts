import { labelMarking, tlpOf } from "../domain/label-marking.ts";
import type { Label } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import { imagesOf } from "../domain/report-images.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { nextVersion } from "../domain/versions.ts";
import type { Change } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import { forgotten, oneOffsEnded } from "./hold.ts";
import { restoredAt } from "./incarnation.ts";
import { givenBefore, openTo, takeBack, takenBackText } from "./narrow.ts";

/** Ids of the images that a version of a report names. */
export function imageIds(report: StixObject): StixId[] {
  return imagesOf(report).map(({ image_ref: id }) => id);
}

/**
 * An image is handled as its report: new versions of those of these images that stand here under another label or for other
 * recipients. The others stay as they are, so that they are not sent again.
 */
export async function relabelledImages(
  desk: Desk,
  ids: readonly StixId[],
  { label, recipients = [] }: { label: Label; recipients?: readonly PartnerId[] | undefined },
  now: number,
): Promise<StixObject[]> {
  const marking = labelMarking(label).id;
  const objects: StixObject[] = [];
  for (const id of ids) {
    const stored = await desk.store.bare(id);
    if (!stored) continue;
    const before = (await read(desk.store, "recipients", `${id} ${stored.modified}`)) ?? [];
    if (stored.label === marking && sameSet(before, recipients)) continue;
    const { body } = (await desk.store.record(id))!;
    const markings = { object_marking_refs: [marking, tlpOf(label)] };
    objects.push(nextVersion(JSON.parse(body) as StixObject, markings, now));
  }
  return objects;
}

/** For own people alone: that there is a newer version of a report is not for everybody who had its image. */
const removedText = "أُزيلت هذه الصورة من التقرير — this image was removed from the report";

/**
 * Takes images back from everybody for good while `commit` writes down the version of their report that does not show them any
 * more, with the changes that it is given. From the beginning nothing that shows them leaves; where it fails, all is as before.
 * What was taken back from everybody already stays so.
 */
export async function removingImages<T>(
  desk: Desk,
  images: readonly StixId[],
  commit: (changes: Change[]) => Promise<T>,
): Promise<T> {
  const ids = images.filter((id) => desk.recalled.get(id)?.partners !== "all");
  const before = new Map(ids.map((id) => [id, desk.recalled.get(id)]));
  const at = desk.clock();
  for (const id of ids) desk.recalled.set(id, { partners: "all", reason: removedText, at });
  try {
    const changes: Change[] = [];
    for (const id of ids) changes.push(...(await removal(desk, id, at)));
    return await commit(changes);
  } catch (error) {
    for (const [id, recalled] of before) {
      if (recalled) desk.recalled.set(id, recalled);
      else desk.recalled.delete(id);
    }
    throw error;
  }
}

async function removal(desk: Desk, id: StixId, at: number): Promise<Change[]> {
  const regardless = await givenBefore(desk, id);
  const from = [...new Set([...(await openTo(desk, id)), ...regardless])];
  const { modified } = (await desk.store.bare(id))!;
  // As where a version is for fewer: the date of the newer one would tell that it exists.
  const told = Math.max(modified, Math.min(at, await restoredAt(desk.store)));
  const through = Math.max(modified, at);
  const taking = { id, through, told, reason: takenBackText, from, regardless };
  return [
    put("recalled", id, { partners: "all", reason: removedText, at }),
    ...forgotten(desk, id),
    ...oneOffsEnded(desk, id),
    ...(from.length > 0 ? takeBack(desk, taking) : []),
  ];
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join(" ") === [...other].sort().join(" ");
}
