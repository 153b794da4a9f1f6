import type { LabelChoice } from "../domain/report-draft.ts";
import { AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { read } from "./documents.ts";
import type { StoredRecord } from "../store/port.ts";
import type { Handled } from "./write-relation.ts";

type Handleable = Pick<StoredRecord, "id" | "modified" | "originator" | "label">;

/**
 * What is said about a record is handled as that record is. Whom another's record is for is not known here, beside its
 * originator: then it is for that one alone; where that one has no link here, for who may pass it on. Error: record-not-found.
 */
export async function handledAs(desk: Desk, record: Handleable): Promise<LabelChoice> {
  const { label, recipients } = await handlingOf(desk, record);
  const { classification, topics, caveats, reshare, originatorControl, release } = label;
  const isOwn = record.originator === desk.self.id;
  const named = isOwn ? (recipients ?? []) : [record.originator!];
  const isReached = isOwn || desk.partners.has(record.originator!);
  return {
    ...{ classification, topics, caveats, reshare, originatorControl },
    ...(release !== "agreements" && isReached && { releasableTo: named }),
  };
}

/** How a record is handled. Error: record-not-found. */
export async function handlingOf(
  desk: Desk,
  { id, modified, label }: Handleable,
): Promise<Handled> {
  const known = label === null ? undefined : desk.labels.get(label);
  if (!known) throw new AppError("record-not-found", { id });
  const recipients = (await read(desk.store, "recipients", `${id} ${modified}`)) ?? undefined;
  return { label: known, recipients };
}
