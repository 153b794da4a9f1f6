import { extensionIds } from "../domain/extensions.ts";
import { labelMarking, tlpOf } from "../domain/label-marking.ts";
import type { Label } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { uuid4 } from "../domain/uuid.ts";
import { nextVersion } from "../domain/versions.ts";
import { AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { read } from "./documents.ts";
import type { LiveRelationType } from "./live-relations.ts";
import type { sameEventType } from "../domain/same-event.ts";
import type { Written } from "./submit-report.ts";
import { writeDown } from "./write-down.ts";

/** How a record is handled: its label, and whom it is for where that lists them. */
export interface Handled {
  label: Label;
  recipients: readonly PartnerId[] | undefined;
}

/** A relation between two records, for a commit. It goes only where both may go, and neither tells of it by itself. */
export function relationOf(
  desk: Desk,
  {
    type,
    source,
    target,
  }: { type: LiveRelationType | typeof sameEventType; source: StixId; target: StixId },
  { label, recipients }: Handled,
): Written {
  const now = stixTime(desk.clock());
  const { mode } = desk;
  const relation: StixObject = {
    type: "relationship",
    spec_version: "2.1",
    id: `relationship--${uuid4(desk.random)}`,
    created: now,
    modified: now,
    created_by_ref: desk.self.identity,
    object_marking_refs: [labelMarking(label).id, tlpOf(label)],
    relationship_type: type,
    source_ref: source,
    target_ref: target,
    ...(mode !== null && {
      extensions: { [extensionIds.record]: { extension_type: "property-extension", mode } },
    }),
  };
  const records = writeDown(desk, [relation], label, recipients);
  return { main: relation.id, records, aside: [] };
}

/** An own relation that holds no more, for a commit. Error: record-not-found. */
export async function relationRevoked(desk: Desk, id: StixId): Promise<Written> {
  const stored = await desk.store.record(id);
  const label = stored?.label ? desk.labels.get(stored.label) : undefined;
  if (!stored || !label || stored.originator !== desk.self.id || stored.withdrawn)
    throw new AppError("record-not-found", { id });
  const object = JSON.parse(stored.body) as StixObject;
  const revoked = nextVersion(object, { revoked: true }, desk.clock());
  const recipients =
    (await read(desk.store, "recipients", `${id} ${stored.modified}`)) ?? undefined;
  return { main: id, records: writeDown(desk, [revoked], label, recipients), aside: [] };
}
