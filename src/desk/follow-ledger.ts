import { hash } from "node:crypto";
import type { PartnerId } from "../domain/partner.ts";
import { parseStixTime } from "../domain/time.ts";
import { verifyCheckpoint } from "../proof/checkpoint.ts";
import { ledgerLeafHash } from "../proof/ledger-leaf.ts";
import { type Frontier, type Hash, openFrontier } from "../proof/merkle.ts";
import { cosignNote } from "../proof/signed-note.ts";
import { verifyConsistency } from "../proof/verify-merkle.ts";
import type { Change } from "../store/port.ts";
import type { Checked } from "./check/checked.ts";
import type { Desk } from "./desk.ts";
import { put, read } from "./documents.ts";
import { incarnationIn, noteKeysOf, noteSigner } from "./ledger-name.ts";
import { type LedgerPart, readLedgerPart } from "./ledger-part.ts";
import { mayBeCut } from "./quarantined.ts";

/** What a delivery said of its sender's ledger. */
export interface Followed {
  /** Belong into the commit after that of the objects. */
  changes: Change[];
  /** For the receipt; null: there is nothing new to sign for. */
  signed: { checkpoint: string; unseen: number } | null;
}

const nothing: Followed = { changes: [], signed: null };

/**
 * Follows a sender's ledger for this node over a delivery of these objects: makes the leaves of what was received and holds
 * them against the checkpoint that came along. Where that is no continuation of what this node signed before, there are
 * two ledgers: nothing is signed, and people are told. Of a new ledger, as after a restore, they are told too. A delivery with a gap before it that no proof closes says nothing.
 */
export async function followLedger(
  desk: Desk,
  from: PartnerId,
  objects: readonly Checked[],
  text: string,
): Promise<Followed> {
  const part = readLedgerPart(text);
  const now = desk.clock();
  const verified = part && verifyCheckpoint(part.note, noteKeysOf(desk, from), now);
  if (!part || !verified?.ok) {
    desk.log.warn({ partner: from }, "a delivery with a ledger part that cannot be read");
    return nothing;
  }
  const { origin, size, root } = verified.checkpoint;
  const incarnation = incarnationIn(origin, from, desk.self.id);
  const frontier = frontierOf(part);
  const leaves = leavesOf(objects, part.added);
  if (incarnation === null || !frontier || !leaves) return nothing;
  if (size !== part.first + leaves.length) return nothing;
  const forkKey = `${from} ${incarnation}`;
  if (await read(desk.store, "ledger-fork", forkKey)) return nothing;
  const before = await read(desk.store, "ledger-seen", from);
  const isOther = before !== null && before.origin !== origin;
  const earlier = (isOther && (await read(desk.store, "ledger-earlier", from))) || [];
  const known = isOther ? (earlier.find((one) => one.origin === origin) ?? null) : before;
  const fork = { at: now, known: known?.note ?? null, claimed: part.note };
  const forked = { changes: [put("ledger-fork", forkKey, fork)], signed: null };
  const start = { size: known?.size ?? 0, root: Buffer.from(known?.root ?? "", "hex") };
  if (size < start.size) return nothing;
  if (part.first > start.size && start.size > 0) {
    const { proof } = part;
    if (proof?.from !== start.size) return nothing;
    const begin = frontier.root();
    if (!verifyConsistency(start.size, start.root, part.first, begin, proof.hashes)) return forked;
  }
  for (const leaf of [...leaves, null]) {
    const meets = frontier.size === start.size && start.size > 0;
    if (meets && !start.root.equals(frontier.root())) return forked;
    if (leaf) frontier.append(leaf);
  }
  if (!Buffer.from(root).equals(frontier.root())) return forked;
  if (size === start.size) return nothing;
  const unseen = (known?.unseen ?? 0) + Math.max(0, part.first - start.size);
  const checkpoint = cosignNote(part.note, noteSigner(desk));
  const seen = { origin, size, root: Buffer.from(root).toString("hex"), unseen, note: checkpoint };
  const changes = [put("ledger-seen", from, seen)];
  if (isOther) {
    const others = earlier.filter((one) => one.origin !== origin);
    const kept = [{ ...before, until: now }, ...others].slice(0, mostEarlier);
    changes.push(put("ledger-earlier", from, kept));
  }
  return { changes, signed: { checkpoint, unseen } };
}

/** So many earlier ledgers of a partner are remembered by their last checkpoint. Each stands in this node's receipts too. */
const mostEarlier = 8;

function frontierOf({ first, frontier }: LedgerPart): Frontier | null {
  const levels: number[] = [];
  for (let level = 0, rest = first; rest > 0; level++, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) levels.unshift(level);
  }
  if (levels.length !== frontier.length) return null;
  return openFrontier(first, (level) => frontier[levels.indexOf(level)]!);
}

/** null: of some object not all is known that its leaf says. */
function leavesOf(objects: readonly Checked[], added: readonly number[]): Hash[] | null {
  if (objects.length !== added.length) return null;
  const leaves: Hash[] = [];
  for (const [index, object] of objects.entries()) {
    const version = versionOf(object);
    if (!version) return null;
    leaves.push(ledgerLeafHash({ ...version, added: added[index]! }));
  }
  return leaves;
}

function versionOf(object: Checked): { id: string; modified: number; sha256: string } | null {
  if (object.ok) {
    const { id, modified, body } = object.row;
    return { id, modified, sha256: hash("sha256", body) };
  }
  const { id, version, body } = object;
  const modified = version === null ? null : parseStixTime(version);
  if (id === null || modified === null || mayBeCut(body)) return null;
  return { id, modified, sha256: hash("sha256", body) };
}
