import { createHash } from "node:crypto";
import { isControlKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import { uuid4 } from "../domain/uuid.ts";
import type { Change } from "../store/port.ts";
import type { Policy } from "../release/types.ts";
import { applyControl } from "./apply-control.ts";
import type { Plan } from "./board.ts";
import type { Accepted, Refused } from "./admit.ts";
import { admit } from "./admit.ts";
import type { Desk } from "./desk.ts";
import { put, type PartnerDocument } from "./documents.ts";
import { planRelease } from "./plan-release.ts";
import { quarantineReason } from "./quarantine-reason.ts";
import { noteReceipt } from "./receipts.ts";
import { settle } from "./settle.ts";

/** Where a delivery stands in the sender's outbox, in µs UTC of its date_added. */
export interface DeliveryPosition {
  /** Everything up to here was delivered before; null: not known. */
  after: number | null;
  through: number;
  /** TAXII `next` with which a pull goes on. */
  next?: string | null;
}

export interface ObjectVersion {
  id: StixId;
  /** RFC 3339, UTC. */
  version: string;
}

/** The content of a TAXII status resource (section 4.4). */
export interface Acceptance {
  id: string;
  /** ms UTC: when it came. */
  at: number;
  total: number;
  successes: ObjectVersion[];
  failures: (ObjectVersion & { message: string })[];
  pendings: ObjectVersion[];
}

/** Above this many objects a delivery gives way to what people are waiting for. */
const bulkFrom = 50;

/**
 * Takes in what a partner delivered: each object is checked, then stored or quarantined, never dropped.
 * Resolves after everything is on disk. Errors for the delivery as a whole: json-*, envelope-wrong,
 * and those of the store.
 */
export async function acceptObjects(
  desk: Desk,
  from: PartnerId,
  bytes: Uint8Array,
  position?: DeliveryPosition,
): Promise<Acceptance> {
  const now = desk.clock();
  const checked = await desk.checker.check(bytes, {
    partners: [desk.self, ...desk.partners.values()],
    labels: desk.labels,
    now,
    maxAheadMs: 24 * 3600_000,
    allowUnsigned: desk.partners.get(from)?.unsignedAllowed ?? false,
  });
  const { accepted, refused, heads, labels } = await admit(desk, from, checked.objects);
  const plan = async (policy: Policy): Promise<Plan<Change[][]>> => {
    const control = await applyControl(desk, from, accepted);
    const records = accepted.filter(({ row }) => !isControlKind(row.kind));
    const planned = await planRelease(desk, policy, records, from, heads);
    const tail: Change[] = refused.map((fault) => quarantined(from, now, fault));
    // Classes first: a bulk commit may be cut short, and a record whose class is not on disk would get another's meaning.
    const groups = [desk.classes.unsaved(), ...planned.groups, ...control.groups, tail];
    const bulk = accepted.length > bulkFrom && !control.moves;
    const batch = { priority: bulk ? "bulk" : "interactive", groups } as const;
    return { batch, moves: control.moves, value: groups };
  };
  const written = desk.board.commit(plan, (part, groups) => settle(desk, groups, part));
  const { result, value: groups } = await written.catch((error: unknown) => {
    for (const id of labels.keys()) if (!desk.labelsStored.has(id)) desk.labels.delete(id);
    throw error;
  });
  const conflicts = conflictsIn(groups, accepted, result.records);
  const clashes = conflicts.map(conflictOf);
  const status: Acceptance = {
    id: uuid4(desk.random),
    at: now,
    total: accepted.length + refused.length,
    successes: accepted.filter((object) => !conflicts.includes(object)).map(versionOf),
    failures: [...refused, ...clashes].map((fault) => ({
      id: fault.id ?? unreadable,
      version: fault.version ?? stixTime(now),
      message: quarantineReason(fault).en,
    })),
    pendings: [],
  };
  const { id, ...value } = status;
  const after: Change[] = clashes.map((fault) => quarantined(from, now, fault));
  after.push({
    do: "status",
    status: { id, partner: from, at: now, value: JSON.stringify(value) },
  });
  const known = desk.partners.get(from);
  if (known && position) {
    // Written at once from what it is now: others change it too. A crash before this brings duplicates at most.
    const link = moved(desk, known, position);
    desk.partners.set(from, link);
    after.push(put("partner", from, link));
  }
  settle(desk, [after], await desk.store.commit({ priority: "interactive", groups: [after] }));
  if (position) {
    const notAccepted = status.failures
      .map((failure) => failure.id)
      .filter(isStixId)
      .slice(0, 1000);
    await noteReceipt(desk, from, position, accepted, notAccepted);
  }
  return status;
}

function isStixId(id: string): boolean {
  return id !== unreadable;
}

/** Stands in a status for an object whose id could not be read. */
const unreadable = "unknown--00000000-0000-4000-8000-000000000000";

/** The first content of an id and date stands; another one that comes later is kept apart. */
function conflictOf({ row }: Accepted): Refused {
  const version = stixTime(row.modified);
  return { code: "version-conflict", detail: version, id: row.id, version, body: row.body };
}

function quarantined(partner: PartnerId, at: number, fault: Refused): Change {
  const body = fault.body.slice(0, 65_536);
  const key = createHash("sha256").update(`${partner}\n${fault.body}`).digest("hex");
  const { code, id, detail } = fault;
  return { do: "quarantine", entry: { key, partner, at, code, id, body, detail } };
}

/** The link as it stands once this delivery is on disk. */
function moved(desk: Desk, link: PartnerDocument, position: DeliveryPosition): PartnerDocument {
  const { next, through } = link.cursor;
  const contiguous = position.after === null || position.after <= through;
  const cursor = {
    next: position.next === undefined ? next : position.next,
    through: contiguous ? Math.max(through, position.through) : through,
  };
  return { ...link, cursor, lastExchange: desk.clock() };
}

function versionOf({ row }: Accepted): ObjectVersion {
  return { id: row.id, version: stixTime(row.modified) };
}

function conflictsIn(
  groups: readonly Change[][],
  accepted: readonly Accepted[],
  outcomes: readonly { outcome: string }[],
): Accepted[] {
  const rows = groups.flat().flatMap((change) => (change.do === "record" ? [change.row] : []));
  const clashing = new Set(
    rows.flatMap((row, index) => (outcomes[index]?.outcome === "conflict" ? [row.body] : [])),
  );
  return clashing.size === 0 ? [] : accepted.filter(({ row }) => clashing.has(row.body));
}
