import { isControlKind } from "../domain/kinds.ts";
import type { Label } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { ErrorCode } from "../errors.ts";
import type { Head } from "../store/port.ts";
import type { Checked } from "./check/checked.ts";
import { isAnchor } from "./closure.ts";
import type { Desk } from "./desk.ts";
import type { Incoming } from "./plan-release.ts";

/** A checked object that may be stored. */
export type Accepted = Extract<Checked, { ok: true }> & Incoming;

/** An object that goes to quarantine, with a reason that a person can read. */
export interface Refused {
  code: ErrorCode;
  detail: string;
  id: StixId | null;
  version: string | null;
  body: string;
}

export interface Admission {
  accepted: Accepted[];
  refused: Refused[];
  /** What the store knew of the accepted ids beforehand. */
  heads: Map<StixId, Head>;
}

/**
 * The checks that need to know what this node holds: who may speak for an id, whether the
 * originator lets others pass it on, whether everything that is referred to is here.
 */
export async function admit(
  desk: Desk,
  from: PartnerId,
  checked: readonly Checked[],
): Promise<Admission> {
  const heads = await desk.store.heads(idsToLookUp(desk, checked));
  const arrived = new Set<StixId>();
  const labels = new Map<StixId, Label>();
  const admission: Admission = { accepted: [], refused: [], heads };
  for (const object of checked) {
    if (!object.ok) {
      admission.refused.push(object);
      continue;
    }
    if (object.label && object.row.kind === "marking-definition") {
      labels.set(object.row.id, object.label);
    }
    const fault = faultOf(desk, from, object, heads, arrived, labels);
    if (fault) {
      const { id, body } = object.row;
      admission.refused.push({ ...fault, id, body, version: object.object.modified ?? null });
    } else {
      arrived.add(object.row.id);
      admission.accepted.push(object);
    }
  }
  for (const [id, label] of labels) if (arrived.has(id)) desk.labels.set(id, label);
  return admission;
}

function faultOf(
  desk: Desk,
  from: PartnerId,
  { row }: Extract<Checked, { ok: true }>,
  heads: ReadonlyMap<StixId, Head>,
  arrived: ReadonlySet<StixId>,
  labels: ReadonlyMap<StixId, Label>,
): { code: ErrorCode; detail: string } | null {
  const { originator } = row;
  const head = heads.get(row.id);
  if (head && head.originator !== null && head.originator !== originator) {
    return { code: "version-not-by-originator", detail: head.originator };
  }
  if (originator === null) return null;
  if (originator === desk.self.id && !head?.live) {
    return { code: "own-record-unknown", detail: row.id };
  }
  const label = row.label === null ? null : (labels.get(row.label) ?? desk.labels.get(row.label));
  if (row.label !== null && !label) {
    return { code: "label-unknown", detail: row.label };
  }
  if (originator !== from && !isControlKind(row.kind) && label && !passable(label)) {
    return { code: "reshare-not-allowed", detail: originator };
  }
  const missing = row.refs.find(
    (target) => !isAnchor(desk, target) && !arrived.has(target) && !heads.get(target)?.live,
  );
  if (missing !== undefined && !isControlKind(row.kind)) {
    return { code: "reference-missing", detail: missing };
  }
  return null;
}

function passable(label: Label): boolean {
  return label.reshare !== "none" && !label.originatorControl;
}

function idsToLookUp(desk: Desk, checked: readonly Checked[]): StixId[] {
  const ids = new Set<StixId>();
  for (const object of checked) {
    if (!object.ok) continue;
    ids.add(object.row.id);
    for (const target of object.row.refs) if (!isAnchor(desk, target)) ids.add(target);
  }
  return [...ids];
}
