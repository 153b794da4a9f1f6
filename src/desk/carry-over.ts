import { carriedPlaces } from "./protected/carry-places.ts";
import { controlKinds } from "../domain/kinds.ts";
import type { Partner } from "../domain/partner.ts";
import { readRecallNotice } from "../domain/recall-notice.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change, OfferState, Store, StoredRecord } from "../store/port.ts";
import { carriedGiven } from "./carry-given.ts";
import { carryReads } from "./carry-reads.ts";
import { carriedRefusals } from "./carry-refusals.ts";
import { checkEnvelope } from "./check/check-envelope.ts";
import { put } from "./documents.ts";
import { carriedWatch } from "./watch/carry-watch.ts";
import type { Signer } from "../proof/signature.ts";
import type { Accepted } from "./check/checked.ts";
import { newerKeys, partnersOfBoth, signatoriesOf, unretired } from "./newer-keys.ts";
import { signServed } from "./serve-ledger.ts";
import { stickyRecalls } from "./sticky-recalls.ts";

/** What a restored store took from the one that it replaces. */
export interface CarriedOver {
  /** Control records that the backup lacked. */
  controlRecords: number;
  /** Lines of the log of reads that it lacked. */
  reads: number;
  /** False: damage hid a part of it. */
  whole: boolean;
}

const pageSize = 500;

/** More than a key is ever rolled. */
const mostVersions = 1000;

/**
 * Takes over from the replaced store `old` into `restored`, which nobody is served from yet, what was said after the
 * backup: every control record, with the recalls all that they closed, the keys that partners retired, who was given what, and
 * what people refused. Nothing of it opens what signatures did not open. What cannot be read of `old` is left out; errors are those of `restored`. `now`: ms UTC.
 */
export async function carryOver(
  old: Store,
  restored: Store,
  { self, signer, now }: { self: Partner; signer: Signer; now: number },
): Promise<CarriedOver> {
  const reads = await carryReads(old, restored, now);
  const carried: CarriedOver = { controlRecords: 0, reads: reads.lines, whole: reads.whole };
  const read: Careful = async (question, otherwise) => {
    try {
      return await question();
    } catch {
      carried.whole = false;
      return otherwise;
    }
  };
  const partners = await partnersOfBoth(old, restored, read);
  const check = recheck([unretired(self), ...signatoriesOf(partners)], now);
  const changes = await read(() => stickyRecalls(old, restored), []);
  changes.push(...(await carriedWatch(old, restored, read)));
  changes.push(...(await carriedPlaces(old, restored, read)));
  changes.push(...(await read(() => carriedRefusals(old, restored), [])));
  const ids = partners.flatMap(({ old: known }) => known?.id ?? []);
  changes.push(...(await read(() => carriedGiven(old, restored, ids), [])));
  for (const partner of partners) {
    changes.push(...(await read(() => newerKeys(partner, old, restored, check), [])));
  }
  const identities = [
    self.identity,
    ...partners.flatMap(({ old: known }) => known?.identity ?? []),
  ];
  for (const id of identities) {
    const groups = await newerIdentities(id, old, restored, { check, read });
    if (groups.length > 0) await restored.commit({ priority: "bulk", groups });
  }
  for (const kind of controlKinds) {
    for (let after = 0; ;) {
      const page = await read(() => old.ofKind(kind, after, pageSize), []);
      const last = page.at(-1);
      if (!last) break;
      after = last.row;
      const groups: Change[][] = [];
      for (const record of page) {
        if (await restored.record(record.id, record.modified)) continue;
        const checked = await read(async () => check(record), null);
        if (checked) groups.push(await carriedRecord({ old, restored }, record, checked, read));
      }
      if (groups.length > 0) await restored.commit({ priority: "bulk", groups });
      carried.controlRecords += groups.length;
    }
  }
  // The partners' receipts for them, which came over, may be for more than the backup was signed for.
  for (const ledger of await restored.ledgers()) {
    changes.push(...(await signServed({ store: restored, self, signer }, ledger)));
  }
  // Decisions noted under an epoch of before must not pass for decisions under this one.
  const nextEpoch = 1 + Math.max(await restored.epoch(), await read(() => old.epoch(), 0));
  await restored.commit({ priority: "interactive", groups: [changes], nextEpoch });
  return carried;
}

/** Asks the replaced store; gives `otherwise` where it cannot be read, and remembers that. */
export type Careful = <T>(question: () => Promise<T>, otherwise: T) => Promise<T>;

/** A damaged file may give other bytes than were written, so each signature is looked at again. */
function recheck(partners: readonly Partner[], now: number): (record: StoredRecord) => Accepted {
  const context = { partners, labels: new Map(), now, maxAheadMs: Infinity, allowUnsigned: false };
  return ({ id, modified, body }) => {
    const { objects } = checkEnvelope(Buffer.from(`{"objects":[${body}]}`), context);
    const [checked] = objects;
    if (!checked?.ok || checked.row.id !== id || checked.row.modified !== modified) {
      throw new Error(`damaged: ${id}`);
    }
    return checked;
  };
}

/**
 * Every later version of an identity, oldest first, with its entries in outboxes: each is signed with a key that the one before
 * brought, so a partner that misses one never takes over the next.
 */
async function newerIdentities(
  id: StixId,
  old: Store,
  restored: Store,
  { check, read }: { check: (record: StoredRecord) => Accepted; read: Careful },
): Promise<Change[][]> {
  const standing = await restored.record(id);
  const versions = await read(() => old.versions(id, mostVersions), []);
  const groups: Change[][] = [];
  for (const record of versions.toReversed()) {
    if (standing && record.modified <= standing.modified) continue;
    const checked = await read(async () => check(record), null);
    if (checked) groups.push(await carriedRecord({ old, restored }, record, checked, read));
  }
  return groups;
}

/**
 * The record, its entries in outboxes that no receipt covers, and what it takes back. Of a recall those too that one covers: what
 * it took back may stand open in the backup, and only an answer after that says again that it was obeyed.
 */
async function carriedRecord(
  { old, restored }: Stores,
  { id, modified, kind, via }: StoredRecord,
  { row, object }: Accepted,
  read: Careful,
): Promise<Change[]> {
  const group: Change[] = [{ do: "record", row: { ...row, class: 0, via } }];
  // A receipt is not receipted, and the next one covers all that it covered.
  if (kind === "receipt") return group;
  for (const offer of await read(() => old.offersOf(id), [])) {
    const isDue = isUnderWay(offer) || (kind === "recall-notice" && offer.state === "received");
    if (offer.modified !== modified || !isDue) continue;
    const { partner } = offer;
    group.push({ do: "offer", offer: { partner, id, modified, control: true } });
  }
  if (kind !== "recall-notice") return group;
  const notice = readRecallNotice(object);
  if (via !== null) return [...group, ...(await foreignRecall(old, notice, read))];
  return [...group, ...(await ownRecall({ old, restored }, { ...notice, id }, read))];
}

function isUnderWay({ state }: OfferState): boolean {
  return state === "offered" || state === "served";
}

type Stores = { old: Store; restored: Store };
type Recalled = { object: StixId; through: number; at: number };

/** Closes in each outbox what the recall `id` closed there, and withholds what refers to it. */
async function ownRecall(
  stores: Stores,
  { id: notice, object: id, through, at }: Recalled & { id: StixId },
  read: Careful,
): Promise<Change[]> {
  const offers = await read(() => stores.old.offersOf(id), []);
  const covered = offers.filter(({ modified }) => modified <= through);
  const isClosed = ({ state }: OfferState): boolean => state === "recalled" || state === "voided";
  // With whom one of them stands open, it was not for; what is closed there gave way to something else.
  const others = new Set(covered.filter((offer) => !isClosed(offer)).map(({ partner }) => partner));
  const known = covered.filter((offer) => isClosed(offer) && !others.has(offer.partner));
  const closed = offers.length > 0 ? known : await toldOf(stores, { notice, id, through }, read);
  const partners = [...new Set(closed.map(({ partner }) => partner))];
  return [
    // Only what stands in an outbox can be closed there: the backup may have it as taken out, or not at all.
    ...closed.map(({ partner, modified }): Change => {
      return { do: "offer", offer: { partner, id, modified, control: false } };
    }),
    ...partners.map((partner): Change => {
      return { do: "recall-offer", partner, id, throughModified: through, at };
    }),
    { do: "withhold", id, partners },
    put("taken-back", notice, { object: id, through, partners }),
  ];
}

/**
 * A store that was itself restored may have the notice without the record: then it was closed for whomever the notice is, in every
 * version that the restored store has.
 */
async function toldOf(
  { old, restored }: Stores,
  { notice, id, through }: { notice: StixId; id: StixId; through: number },
  read: Careful,
): Promise<Pick<OfferState, "partner" | "modified">[]> {
  const told = await read(() => old.offersOf(notice), []);
  const versions = await restored.versions(id, mostVersions);
  return versions
    .filter(({ modified }) => modified <= through)
    .flatMap(({ modified }) => told.map(({ partner }) => ({ partner, modified })));
}

/** Hides what this node hid. A notice that it did not obey has no effect now either. */
async function foreignRecall(
  old: Store,
  { object: id, through }: Recalled,
  read: Careful,
): Promise<Change[]> {
  const versions = await read(() => old.versions(id, mostVersions), []);
  const hidden = versions.find(({ modified, withdrawn }) => withdrawn && modified <= through);
  if (!hidden?.withdrawn) return [];
  return [{ do: "withdraw", id, throughModified: through, ...hidden.withdrawn }];
}
