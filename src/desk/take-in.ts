import { consentId, readConsent } from "../domain/consent.ts";
import { isControlKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { parseStixTime, stixTime } from "../domain/time.ts";
import type { ErrorCode } from "../errors.ts";
import type { Policy } from "../release/types.ts";
import type { Batch, Change, RecordOutcome } from "../store/port.ts";
import { type Accepted, admit, type Refused } from "./admit.ts";
import { applyControl } from "./apply-control.ts";
import type { Plan } from "./board.ts";
import type { Checked } from "./check/checked.ts";
import { isAnchor } from "./closure.ts";
import { noteDatesAhead } from "./dates-ahead.ts";
import type { Desk } from "./desk.ts";
import { followConsent } from "./follow-consent.ts";
import type { InTurn } from "./in-turn.ts";
import { labelsKnownTo } from "./known-labels.ts";
import { brought } from "./known-to.ts";
import { planRelease } from "./plan-release.ts";
import { notAcceptedThere } from "./receipts.ts";
import { settle } from "./settle.ts";
import { isTakenBack } from "./withdraw.ts";

/** What becomes of the quarantine with objects that are taken in. */
export interface Keeping {
  refused(fault: Refused): Change[];
  /** Goes into the commit that stores the object with this canonical text. */
  stored(body: string): Change[];
  /** Nobody but the partner itself can have handed them over. */
  vouched: boolean;
}

export interface TakenIn {
  accepted: Accepted[];
  /** Those of them that were not here before, or not by this sender. */
  news: Accepted[];
  /** What other content of the same id and date forestalled is among them. */
  refused: Refused[];
}

/** Above this many objects a delivery gives way to what people are waiting for. */
const bulkFrom = 50;

/**
 * Stores or quarantines objects of one sender that were checked by themselves: control records first and ahead of other
 * deliveries, so that what takes back or tightens holds at once, whatever came along with it; what consents bring about is done when this resolves. Errors: those of the store, busy.
 */
export async function takeIn(
  desk: Desk,
  from: PartnerId,
  objects: readonly Checked[],
  keeping: Keeping,
): Promise<TakenIn> {
  const isControl = (object: Checked): boolean => object.ok && isControlKind(object.row.kind);
  const control = objects.filter(isControl);
  if (control.length === 0) return takeInTurn(desk, desk.turns.records, from, objects, keeping);
  const first = await takeInTurn(desk, desk.turns.ahead, from, control, keeping);
  for (const { row, object } of first.accepted) {
    if (row.kind === "consent") await followConsent(desk, consentId("ask", readConsent(object)));
  }
  if (control.length === objects.length) return first;
  const others = objects.filter((object) => !isControl(object));
  const then = await takeInTurn(desk, desk.turns.records, from, others, keeping);
  return {
    accepted: [...first.accepted, ...then.accepted],
    news: [...first.news, ...then.news],
    refused: [...first.refused, ...then.refused],
  };
}

/** In a turn of its own: what is latest of the ids stays so until it is on disk. */
async function takeInTurn(
  desk: Desk,
  inTurn: InTurn,
  from: PartnerId,
  objects: readonly Checked[],
  keeping: Keeping,
): Promise<TakenIn> {
  return inTurn(idsTouched(desk, objects), async () => {
    const { accepted, refused, heads, labels } = await admit(desk, from, objects);
    const here = await alreadyHere(desk, refused);
    /** What may turn out to be other content under a version that is here leaves the quarantine only afterwards. */
    const isNew = ({ id, modified }: { id: StixId; modified: number }): boolean => {
      const head = heads.get(id);
      return !head || head.modified < modified;
    };
    const plan = async (policy: Policy): Promise<Plan<Change[][]>> => {
      const control = await applyControl(desk, from, accepted, keeping.vouched);
      const records = accepted.filter(({ row }) => !isControlKind(row.kind));
      const takenBack = records.filter(({ row }) => isTakenBack(desk, from, row));
      const wanted = records.filter((record) => !takenBack.includes(record));
      const planned = await planRelease(desk, policy, wanted, from, heads);
      const stored = [...planned.groups, ...control.groups];
      for (const group of stored) {
        const [first] = group;
        if (first?.do === "record" && isNew(first.row))
          group.push(...keeping.stored(first.row.body));
      }
      const tail = refused.flatMap((fault) =>
        fault.takenBack || here.has(fault) ? keeping.stored(fault.body) : keeping.refused(fault),
      );
      for (const { row } of takenBack) if (isNew(row)) tail.push(...keeping.stored(row.body));
      tail.push(...(await notAcceptedThere(desk, from, accepted)));
      // Classes first: a bulk commit may be cut short, and a record whose class is not on disk would get another's meaning.
      const groups = [desk.classes.unsaved(), ...stored, tail];
      const bulk = accepted.length > bulkFrom && !control.moves;
      const batch = { priority: bulk ? "bulk" : "interactive", groups } as const;
      return { batch, moves: control.moves, value: groups };
    };
    const written = desk.board.commit(plan, (part, groups) => settle(desk, groups, part));
    const { result, value: groups } = await written.catch((error: unknown) => {
      for (const id of labels.keys()) if (!desk.labelsStored.has(id)) desk.labels.delete(id);
      throw error;
    });
    const outcomes = outcomesOf(groups, result.records);
    const clashing = accepted.filter(({ row }) => outcomes.get(row.body) === "conflict");
    const clashes = clashing.map(conflictOf);
    noteDatesAhead(desk, from, refused);
    const after = clashes.flatMap((fault) => keeping.refused(fault));
    const news: Accepted[] = [];
    for (const object of accepted) {
      const { row } = object;
      const outcome = outcomes.get(row.body);
      if (outcome !== "conflict" && !isNew(row)) after.push(...keeping.stored(row.body));
      if (outcome === "written") news.push(object);
      if (outcome !== "duplicate") continue;
      const noted = await broughtAgain(desk, from, row);
      if (noted?.first) news.push(object);
      if (noted) after.push(noted.change);
    }
    if (after.length > 0) {
      const commit: Batch = { priority: "interactive", groups: [after] };
      settle(desk, [after], await desk.store.commit(commit));
    }
    const known = labelsKnownTo(desk, from);
    for (const { row, label } of accepted) {
      if (label && row.kind === "marking-definition") known.set(row.id, label);
    }
    return {
      accepted: accepted.filter((object) => !clashing.includes(object)),
      news,
      refused: [...refused, ...clashes],
    };
  });
}

/** Ids of the objects and of what they refer to. Labels and identities have no versions that others could overtake. */
function idsTouched(desk: Desk, objects: readonly Checked[]): StixId[] {
  return objects
    .flatMap((object) => (object.ok ? [object.row.id, ...object.row.refs] : []))
    .filter((id) => !isAnchor(desk, id));
}

/** Faults that say nothing against what is here already. */
const isOfTheWay: ReadonlySet<string> = new Set<ErrorCode>([
  "signature-key-unknown",
  "consent-missing",
]);

/**
 * What is here word for word, and came again: after the key that signed it had given way to newer ones, or by somebody who may
 * not pass it on. Its sender hears nothing of that.
 */
async function alreadyHere(desk: Desk, refused: readonly Refused[]): Promise<Set<Refused>> {
  const here = new Set<Refused>();
  for (const fault of refused) {
    const { code, id, version, body } = fault;
    const modified = version === null ? null : parseStixTime(version);
    if (!isOfTheWay.has(code) || id === null || modified === null) continue;
    if ((await desk.store.record(id, modified))?.body === body) here.add(fault);
  }
  return here;
}

/** By the text of each record. */
function outcomesOf(
  groups: readonly Change[][],
  results: readonly RecordOutcome[],
): Map<string, RecordOutcome["outcome"]> {
  const rows = groups.flat().flatMap((change) => (change.do === "record" ? [change.row] : []));
  return new Map(rows.map(({ body }, index) => [body, results[index]!.outcome]));
}

/** The first content of an id and date stands; another one that comes later is kept apart. */
function conflictOf({ row }: Accepted): Refused {
  const version = stixTime(row.modified);
  return { code: "version-conflict", detail: version, id: row.id, version, body: row.body };
}

async function broughtAgain(
  desk: Desk,
  from: PartnerId,
  row: Accepted["row"],
): ReturnType<typeof brought> {
  if (isControlKind(row.kind)) return null;
  const stored = await desk.store.record(row.id, row.modified);
  return !stored || stored.via === from ? null : brought(desk, from, row);
}
