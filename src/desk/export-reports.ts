import { uuid4 } from "../domain/uuid.ts";
import { isControlKind } from "../domain/kinds.ts";
import type { StixObject } from "../domain/stix.ts";
import type { Desk } from "./desk.ts";
import { noteRead } from "./read-log.ts";
import { sees, type Viewer } from "./viewer.ts";

/** All that this node holds and may show to this person, as one STIX bundle, in the order of arrival. */
export async function exportReports(desk: Desk, viewer: Viewer): Promise<StixBundle> {
  const objects: StixObject[] = [];
  for (let after = 0; ;) {
    const page = await desk.store.scan(after, 1000);
    const last = page.at(-1);
    if (!last) break;
    after = last.row;
    const given = page.filter((record) => {
      return !record.withdrawn && !isControlKind(record.kind) && sees(desk, viewer, record);
    });
    const versions = given.map(({ id, modified }) => ({ id, modified }));
    await noteRead(desk, viewer, { how: "exported", versions });
    for (const { body } of given) objects.push(JSON.parse(body) as StixObject);
  }
  return { type: "bundle", id: `bundle--${uuid4(desk.random)}`, objects };
}

export interface StixBundle {
  type: "bundle";
  id: string;
  objects: StixObject[];
}
