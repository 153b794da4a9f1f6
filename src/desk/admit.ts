import { isContentKind, isControlKind } from "../domain/kinds.ts";
import type { Label } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { ErrorCode } from "../errors.ts";
import type { Head } from "../store/port.ts";
import type { Checked } from "./check/checked.ts";
import type { Desk } from "./desk.ts";
import type { Incoming } from "./incoming.ts";
import { paperLimits } from "./paper-limits.ts";
import { readRecallNotice } from "../domain/recall-notice.ts";
import { partyOf } from "./parties.ts";
import { recallLimits } from "./recall-limits.ts";
import { workLimits } from "./work-limits.ts";
import { labelsKnownTo } from "./known-labels.ts";
import { isTakenBack, wasTakenBack } from "./withdraw.ts";
import { isCommonKnowledge, isKnownTo, isShownToHave } from "./known-to.ts";
import { noteUnseen } from "./unseen.ts";
import { isOfPerformer } from "./tasks/is-of-performer.ts";

/** A checked object that may be stored. */
export type Accepted = Extract<Checked, { ok: true }> & Incoming;

/** An object that goes to quarantine, with a reason that a person can read. */
export interface Refused {
  code: ErrorCode;
  detail: string;
  id: StixId | null;
  version: string | null;
  body: string;
  /** Its originator took it back: nothing of it is to be kept here, not even to be looked at. */
  takenBack?: true;
}

export interface Admission {
  accepted: Accepted[];
  refused: Refused[];
  /** What the store knew of the accepted ids beforehand. */
  heads: Map<StixId, Head>;
  /** The labels that came along: known from now on, to be forgotten where they cannot be stored. */
  labels: ReadonlyMap<StixId, Label>;
}

/**
 * The checks that need to know what this node holds: who may speak for an id, whether the
 * originator lets others pass it on, whether everything that is referred to is here as far as the sender can know.
 */
export async function admit(
  desk: Desk,
  from: PartnerId,
  checked: readonly Checked[],
): Promise<Admission> {
  const heads = await desk.store.heads(idsToLookUp(checked));
  const arrived = new Set<StixId>();
  const labels = labelsIn(checked);
  const isHere = knownHere(desk, from, heads);
  let limits: ReturnType<typeof paperLimits> | undefined;
  const paperFault = (object: StixObject) => (limits ??= paperLimits(desk))(object);
  const workFault = workLimits(desk);
  let recalls: ReturnType<typeof recallLimits> | undefined;
  const recallFault = (by: PartnerId, id: StixId) =>
    (recalls ??= recallLimits(desk, heads))(by, id);
  const admission: Admission = { accepted: [], refused: [], heads, labels };
  /** By what they refer to and is not here yet: an envelope has no order. */
  const waiting = new Map<StixId, Passed[]>();
  const { accepted } = admission;
  const around = { heads, arrived, accepted, labels, isHere, paperFault, recallFault, workFault };
  const refuse = ({ row, object }: Passed, fault: Fault): void => {
    const { id, body } = row;
    const takenBack = wasTakenBack(desk, row, heads) || isTakenBack(desk, from, row);
    const gone = takenBack && { takenBack };
    admission.refused.push({ ...fault, ...gone, id, body, version: object.modified ?? null });
  };
  for (const object of checked) {
    if (!object.ok) {
      admission.refused.push(object);
      continue;
    }
    const next = [object];
    for (let one = next.pop(); one; one = next.pop()) {
      const fault = await faultOf(desk, from, one, around);
      if (fault?.code === "reference-missing") {
        waiting.set(fault.detail, [...(waiting.get(fault.detail) ?? []), one]);
      } else if (fault) refuse(one, fault);
      else {
        arrived.add(one.row.id);
        accepted.push(one);
        next.push(...(waiting.get(one.row.id) ?? []).reverse());
        waiting.delete(one.row.id);
      }
    }
  }
  for (const [detail, objects] of waiting) {
    if (heads.get(detail)?.live) noteUnseen(desk, from, detail);
    for (const object of objects) refuse(object, { code: "reference-missing", detail });
  }
  for (const [id, label] of labels) desk.labels.set(id, label);
  return admission;
}

type Passed = Extract<Checked, { ok: true }>;
type Fault = Pick<Refused, "code" | "detail">;

function labelsIn(checked: readonly Checked[]): Map<StixId, Label> {
  const labels = new Map<StixId, Label>();
  for (const object of checked) {
    if (object.ok && object.label && object.row.kind === "marking-definition") {
      labels.set(object.row.id, object.label);
    }
  }
  return labels;
}

interface Surroundings {
  heads: ReadonlyMap<StixId, Head>;
  /** Ids that were admitted from the same delivery. */
  arrived: ReadonlySet<StixId>;
  /** What was admitted from it. */
  accepted: readonly Accepted[];
  labels: ReadonlyMap<StixId, Label>;
  isHere(id: StixId): Promise<boolean>;
  /** What is wrong with an agreement or a signature; it counts where nothing is. */
  paperFault(object: StixObject): Fault | null;
  /** Whether more recalls of one partner wait here than may. */
  recallFault: ReturnType<typeof recallLimits>;
  /** Whether it is more than one partner may put before this node. */
  workFault: ReturnType<typeof workLimits>;
}

async function faultOf(
  desk: Desk,
  from: PartnerId,
  passed: Passed,
  { heads, arrived, accepted, labels, isHere, paperFault, recallFault, workFault }: Surroundings,
): Promise<Fault | null> {
  // The object itself may have to be parsed first: most records need only the row.
  const { row } = passed;
  const { originator } = row;
  const head = heads.get(row.id);
  if (head && head.originator !== null && head.originator !== originator) {
    return { code: "version-not-by-originator", detail: head.originator };
  }
  if (originator === null) return null;
  if (originator === desk.self.id && !head?.live) {
    return { code: "own-record-unknown", detail: row.id };
  }
  const known = labelsKnownTo(desk, from);
  const label = row.label === null ? null : (labels.get(row.label) ?? known.get(row.label));
  if (row.label !== null && !label) {
    return { code: "label-unknown", detail: row.label };
  }
  if (row.kind === "agreement" || row.kind === "agreement-signature")
    return paperFault(passed.object);
  if (row.kind === "recall-notice")
    return recallFault(originator, readRecallNotice(passed.object).object);
  if (isControlKind(row.kind)) return null;
  const passing = label && originator !== from ? passingFault(desk, from, row, label) : null;
  if (passing) return passing;
  // Nothing but the hash is kept of what was taken back, so it needs nothing. Who passes it on for another learns nothing by that.
  if (originator === from && wasTakenBack(desk, row, heads)) return null;
  for (const target of row.refs) {
    if (isCommonKnowledge(desk, from, target) || arrived.has(target)) continue;
    // Its signature is the originator's: that it is known here is said already.
    if (target === partyOf(desk, originator)?.identity || (await isHere(target))) continue;
    if (await isShownToHave(desk, passed.object, target, heads.get(target))) continue;
    return { code: "reference-missing", detail: target };
  }
  if (
    row.kind === "commitment" &&
    !(await isOfPerformer(desk, passed.object, originator, accepted))
  )
    return { code: "commitment-by-another", detail: passed.object["part_ref"] as StixId };
  return workFault(originator, passed);
}

/**
 * Whether a reference of this sender is satisfied by what is here. Whatever it cannot know to be here is as missing:
 * otherwise it could find out, by referring to it, what others sent.
 */
function knownHere(
  desk: Desk,
  from: PartnerId,
  heads: ReadonlyMap<StixId, Head>,
): (id: StixId) => Promise<boolean> {
  const known = new Map<StixId, Promise<boolean>>();
  return async (id) => {
    const head = heads.get(id);
    if (!head?.live) return false;
    if (head.originator === from) return true;
    const asked = known.get(id) ?? isKnownTo(desk, from, id);
    known.set(id, asked);
    return asked;
  };
}

/** Under originator control what another passes on comes with the consents that name it and us, whatever re-sharing says. */
function passingFault(
  desk: Desk,
  from: PartnerId,
  { id, kind, label: labelId, originator }: Passed["row"],
  label: Label,
): Fault | null {
  if (!label.originatorControl) {
    return label.reshare === "none" ? { code: "reshare-not-allowed", detail: originator! } : null;
  }
  if (originator === desk.self.id) return { code: "reshare-not-allowed", detail: originator };
  const record = { id, kind, labelId: labelId!, label, originator: originator! };
  const given = desk.consents.allGiven(record, from, desk.self.id);
  // A consent that comes later brings in what it names, and what bears its label.
  return given ? null : { code: "consent-missing", detail: isContentKind(kind) ? id : labelId! };
}

function idsToLookUp(checked: readonly Checked[]): StixId[] {
  const ids = new Set<StixId>();
  for (const object of checked) {
    if (!object.ok) continue;
    ids.add(object.row.id);
    for (const target of object.row.refs) ids.add(target);
  }
  return [...ids];
}
