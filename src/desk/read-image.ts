import { imageIn, imagesOf } from "../domain/report-images.ts";
import type { ImageType } from "../domain/image/image.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { noteRead } from "./read-log.ts";
import { mustSee, type Viewer } from "./viewer.ts";

/** An image as it is shown. Its type is the one that its octets were checked to be of. */
export interface ShownImage {
  type: ImageType;
  bytes: Uint8Array;
}

/**
 * One image of a record, of the latest version that shows it. It is written down before it is given. Errors: record-not-found, also
 * where no version of this record shows it; record-recalled.
 */
export async function readImage(
  desk: Desk,
  viewer: Viewer,
  id: StixId,
  image: StixId,
): Promise<ShownImage> {
  await mustSee(desk, viewer, id);
  const versions = await desk.store.versions(id, 200);
  const live = versions.filter(({ withdrawn }) => !withdrawn);
  if (live.length === 0) throw new AppError("record-recalled", { id });
  const shows = live.some(({ body }) =>
    imagesOf(JSON.parse(body) as StixObject).some(({ image_ref }) => image_ref === image),
  );
  if (!shows) throw new AppError("record-not-found", { id: image });
  await mustSee(desk, viewer, image);
  const stored = (await desk.store.record(image))!;
  if (stored.withdrawn) throw new AppError("record-recalled", { id: image });
  const shown = imageIn(JSON.parse(stored.body) as StixObject);
  const versionsRead = [{ id: image, modified: stored.modified }];
  await noteRead(desk, viewer, { how: "opened", versions: versionsRead });
  return shown;
}
