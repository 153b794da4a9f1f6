import { readAgreement, readSignature } from "../../src/domain/agreement-object.ts";
import { readConsent } from "../../src/domain/consent.ts";
import { isCarried, isContentKind, isControlKind } from "../../src/domain/kinds.ts";
import type { PartnerId } from "../../src/domain/partner.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import type { PolicyInput } from "../../src/release/types.ts";
import type { Batch, CommitResult, QuarantineEntry } from "../../src/store/port.ts";
import type { Knowledge } from "./knowledge.ts";
import type { SimNode } from "./sim-node.ts";

/** What somebody was told, and what follows from it once all is quiet. */
export interface Expectations {
  learned(node: SimNode, batch: Batch, result: CommitResult): void;
  /** What is allowed may be other than before: clocks moved, too. */
  moved(node: SimNode): void;
  /** A person was told that this is stored. */
  stored(node: PartnerId, id: StixId, modified: number): void;
  /** A person was told that this is taken back. */
  recalled(node: PartnerId, id: StixId, from: readonly PartnerId[] | undefined): void;
  /** A sender was told that these are taken in; gives what is not on disk at this moment. */
  takenIn(node: PartnerId, from: PartnerId, objects: readonly StixObject[]): string[];
  /** The node's store is as it was then (ms UTC): nothing that it said since is there. */
  restored(node: PartnerId, since: number, withRecalls: boolean): void;
  /** Whether `to` must have the latest version of this record from `from`: nothing ever forbade it. */
  isDue(from: PartnerId, to: PartnerId, id: StixId): boolean;
  /** What is not as it must be, now that all is quiet. */
  unmet(): string[];
}

const day = 24 * 60 * 60 * 1000;
/** By which a party steps in or out of an agreement. */
const steps: ReadonlySet<string> = new Set(["sign", "end", "leave"]);
const aMinute = 60 * 1000;

interface Due {
  from: PartnerId;
  to: PartnerId;
  id: StixId;
  modified: number;
  /** ms UTC. */
  at: number;
}

interface Recall {
  by: PartnerId;
  id: StixId;
  from: readonly PartnerId[] | undefined;
  /** ms UTC: the version that was the latest then. */
  through: number;
  at: number;
}

export function expectations(
  nodes: readonly SimNode[],
  knows: (node: PartnerId) => Knowledge,
  now: () => number,
  /** Whether a node rightly holds this apart for ever. */
  mustWait: (at: PartnerId, entry: QuarantineEntry) => boolean,
): Expectations {
  /** By `from to id`: what the one must give the other, as long as nothing ever forbade it. */
  const due = new Map<string, Due>();
  const told: (Due & { what: string })[] = [];
  let recalls: Recall[] = [];
  /** Who lost what it had said since a backup. */
  const forgetful = new Set<PartnerId>();
  const restoredNodes = new Set<PartnerId>();

  function moved(node: SimNode): void {
    const knowledge = knows(node.id);
    for (const [key, { from, to, id, modified }] of due) {
      if (from !== node.id) continue;
      const record = knowledge.read.record(id, modified);
      if (!record || !knowledge.allows(record, to, node.clock())) due.delete(key);
    }
  }

  /** What came before the consent goes once it is there. */
  function consented({ id: from, clock }: SimNode, body: string): void {
    const { holder, object, to } = readConsent(JSON.parse(body) as StixObject);
    const record = knows(from).read.record(object);
    if (holder !== from || !record || !knows(from).allows(record, to, clock())) return;
    const { id, modified } = record;
    due.set(`${from} ${to} ${id}`, { from, to, id, modified, at: now() });
  }

  /** A consent by which something may go to `to`: it goes only where that goes. */
  function isForRecipient(at: PartnerId, to: PartnerId, id: StixId, modified: number): boolean {
    const record = id.startsWith("consent--") ? knows(at).read.record(id, modified) : null;
    return record !== null && readConsent(JSON.parse(record.body) as StixObject).to === to;
  }

  /** What stands at `to` of this version: it or a later one, whatever became of it. */
  function isAt(to: PartnerId, id: StixId, modified: number): boolean {
    const { read } = knows(to);
    if (read.record(id, modified)) return true;
    const latest = read.record(id);
    // Of what was taken back, no version that comes afterwards is kept.
    if (latest && (latest.modified >= modified || latest.withdrawn)) return true;
    return read.quarantine(100_000).some((entry) => entry.id === id);
  }

  /** What was taken back before it came, by who brings it or by its originator, does not come by this way. */
  function isTakenBackBy(relay: PartnerId, at: PartnerId, id: StixId, modified: number): boolean {
    return [relay, originatorOf(id)].some((by) => {
      const ahead = knows(at).read.document("recalled-ahead", `${by} ${id}`);
      return ahead !== null && (JSON.parse(ahead.value) as { through: number }).through >= modified;
    });
  }

  /** Taken back up to a version as late as this one. */
  function isGoneFrom(at: PartnerId, id: StixId, modified: number): boolean {
    return (knows(at).said.hidden.get(id) ?? 0) >= modified;
  }

  /** Whoever else passes it on: its originator's word counts for every copy. */
  function hasTakenBack(from: PartnerId, id: StixId, modified: number): boolean {
    const originator = originatorOf(id);
    const said = originator === null ? undefined : knows(originator).said;
    return (said?.takenBack.get(`${from} ${id}`) ?? 0) >= modified;
  }

  function originatorOf(id: StixId): PartnerId | null {
    for (const node of nodes) {
      const record = knows(node.id).read.record(id);
      if (record) return record.originator;
    }
    return null;
  }

  function unmetDue(): string[] {
    const faults: string[] = [];
    for (const { from, to, id, modified } of due.values()) {
      const node = nodes.find((one) => one.id === to)!;
      const latest = knows(to).read.record(id);
      if (latest && latest.modified >= modified) continue;
      const entry = knows(to)
        .read.quarantine(100_000)
        .find((one) => one.id === id);
      if (entry && (isExcused(node, entry) || restoredNodes.has(from))) continue;
      if (isTakenBackBy(from, to, id, modified) || hasTakenBack(to, id, modified)) continue;
      // Its originator lost with its store that it took it back, and its clock is behind what it said then.
      if (restoredNodes.has(from) && isGoneFrom(to, id, modified)) continue;
      faults.push(`${to} lacks ${id} ${modified} of ${from}${entry ? ` (${entry.code})` : ""}`);
    }
    return faults;
  }

  /** What a grant with `backfillFrom` covers of what is old. */
  function unmetBackfill(node: SimNode): string[] {
    const knowledge = knows(node.id);
    const at = node.clock();
    const input = reachingBack(knowledge.input(at));
    if (input.versions.every(({ form }) => form.grants.length === 0)) return [];
    const faults: string[] = [];
    for (const kind of ["incident", "report"]) {
      for (const record of knowledge.read.ofKind(kind, 0, 100_000)) {
        if (record.label === null || record.revoked) continue;
        for (const to of knowledge.linked) {
          if (!knowledge.allows(record, to, at, input) || !knowledge.allows(record, to, at))
            continue;
          // A date that passed just now is looked at with the next beat.
          if (!knowledge.allows(record, to, at - aMinute)) continue;
          if (isAt(to, record.id, record.modified)) continue;
          // Marked as served, lost on its way, and forbidden when it was to be sent again: it is not offered anew.
          const offers = knowledge.read.offersOf(record.id);
          if (offers.some((offer) => offer.partner === to && offer.state !== "voided")) continue;
          faults.push(`${to} lacks ${record.id} of ${node.id}, for which a grant reaches back`);
        }
      }
    }
    return faults;
  }

  /** The recall waits for a date far ahead: its own, or that of the key that signed it. */
  function isHeldUp(node: SimNode, recalled: StixId): boolean {
    return knows(node.id)
      .read.quarantine(100_000)
      .filter(({ id }) => id?.startsWith("recall-notice--"))
      .some(
        (entry) =>
          (JSON.parse(entry.body) as StixObject)["object_ref"] === recalled &&
          isExcused(node, entry),
      );
  }

  /** It was taken back before a restore: that much is known of it, and it is not kept. */
  function isForgotten(node: PartnerId, id: StixId): boolean {
    const { read } = knows(node);
    if (read.record(id)) return false;
    return read.withdrawals(0, Number.MAX_SAFE_INTEGER, 100_000).some((one) => one.id === id);
  }

  function unmetRecalls(): string[] {
    const faults: string[] = [];
    for (const { by, id, from, through } of recalls) {
      for (const node of nodes) {
        if (node.id === by || (from && !from.includes(node.id))) continue;
        const live = knows(node.id)
          .read.versions(id, 1000)
          // Of what it took back from one alone, its originator may let others pass on a later version.
          .filter(({ modified, via }) => modified <= through || via === by || !from)
          // Who passed it on may have lost to whom.
          .find(({ withdrawn, via }) => !withdrawn && !forgetful.has(via ?? ""));
        if (live && !isHeldUp(node, id))
          faults.push(`${node.id} still shows ${id} that ${by} took back`);
      }
    }
    return faults;
  }

  function unmetWatermarks(node: SimNode): string[] {
    const { read, linked } = knows(node.id);
    const faults: string[] = [];
    for (const to of linked) {
      const { last, served, received } = read.outboxState(to);
      if (received > served || served > last)
        faults.push(`${node.id} → ${to}: received ${received}, served ${served}, last ${last}`);
      if (restoredNodes.has(to) || restoredNodes.has(node.id)) continue;
      const query = { partner: to, versions: ["all" as const], limit: 1_000_000 };
      for (const { id, modified, seq, control } of read.outbox(query).entries) {
        // What was forbidden meanwhile may be lost on the way and is not sent again.
        const sent = control
          ? !isForRecipient(node.id, to, id, modified)
          : due.has(`${node.id} ${to} ${id}`);
        if (sent && seq <= received && !isAt(to, id, modified))
          faults.push(`${to} signed for ${id} ${modified} of ${node.id} and does not have it`);
        if (seq > served) faults.push(`${node.id} → ${to}: ${id} was never served`);
      }
    }
    return faults;
  }

  /** No fault and no restore lets a ledger say two things. */
  function forkedLedgers({ id }: SimNode): string[] {
    return knows(id)
      .read.documents("ledger-fork")
      .map(({ key }) => `${id} found two ledgers under one name: ${key}`);
  }

  /** A label that was lost on its way goes again with what bears it, where that still goes. */
  function mayStillGo({ partner, id }: QuarantineEntry, { id: to }: SimNode): boolean {
    const sender = nodes.find((one) => one.id === partner)!;
    const record = id === null ? null : knows(partner).read.record(id as StixId);
    return record !== null && knows(partner).allows(record, to, sender.clock());
  }

  /** A lead that stepped out of its charter says of nobody any more who it is; what it passed on before may be under way. */
  function speaksNoMore({ partner: lead, body }: QuarantineEntry): boolean {
    const object = JSON.parse(body) as StixObject;
    if (object.type !== "agreement-signature") return false;
    const { agreement } = readSignature(object);
    const said = [...knows(lead).signatures.values()]
      .filter((one) => one.agreement === agreement && one.by === lead && steps.has(one.act))
      .toSorted((a, b) => a.at - b.at);
    return said.at(-1)?.act !== "sign";
  }

  /** What was dated by a clock that went far ahead, and what needs such things, waits for that day. */
  function isExcused(at: SimNode, waiting: QuarantineEntry): boolean {
    const { code, detail } = waiting;
    if (mustWait(at.id, waiting)) return true;
    if (code === "label-unknown" && !mayStillGo(waiting, at)) return true;
    if (code === "time-ahead") return Date.parse(detail) > at.clock() + day;
    if (code === "signature-key-unknown" && speaksNoMore(waiting)) return true;
    return knows(at.id)
      .read.quarantine(100_000)
      .some((entry) => entry.code === "time-ahead" && isExcused(at, entry));
  }

  function unmetQuarantine(node: SimNode): string[] {
    if (restoredNodes.size > 0) return [];
    const { read } = knows(node.id);
    const charters = read
      .ofKind("agreement", 0, 100_000)
      .map(({ body }) => readAgreement(JSON.parse(body) as StixObject).form)
      .filter(({ coalition }) => coalition !== undefined);
    const own = read
      .ofKind("agreement-signature", 0, 100_000)
      .map(({ body }) => readSignature(JSON.parse(body) as StixObject))
      .filter(({ by, act }) => by === node.id && ["sign", "end", "leave"].includes(act))
      .sort((a, b) => b.at - a.at);
    const standsBy = charters.some(({ id }) => {
      const last = own.find(({ agreement }) => agreement === id);
      return last?.act === "sign";
    });
    return (
      read
        .quarantine(100_000)
        .filter((entry) => !isExcused(node, entry))
        // Whom a lead names is believed only while its charter is signed here.
        .filter(({ code }) => standsBy || code !== "signature-key-unknown")
        .map(
          ({ code, id, partner, detail }) =>
            `${node.id} keeps ${id} of ${partner} apart: ${code} ${detail}`,
        )
    );
  }

  return {
    moved,
    learned(node, batch, result) {
      const knowledge = knows(node.id);
      let index = 0;
      for (const change of batch.groups.flat()) {
        if (change.do !== "record") continue;
        const { outcome, latest } = result.records[index++]!;
        const { id, modified, kind, body } = change.row;
        if (outcome === "written" && kind === "consent") consented(node, body);
        if (outcome !== "written" || !latest || isControlKind(kind) || isCarried(kind)) continue;
        if (!isContentKind(kind)) continue;
        const record = knowledge.read.record(id, modified);
        for (const to of knowledge.linked) {
          const key = `${node.id} ${to} ${id}`;
          due.delete(key);
          if (!record || !knowledge.allows(record, to, node.clock())) continue;
          due.set(key, { from: node.id, to, id, modified, at: now() });
        }
      }
    },
    stored: (node, id, modified) =>
      void told.push({ what: "was stored", from: node, to: node, id, modified, at: now() }),
    recalled(by, id, from) {
      const through = knows(by).read.record(id)?.modified ?? 0;
      // Whoever was never let have it hears nothing of a recall from some, and keeps what others may have given it.
      const offered = knows(by)
        .read.offersOf(id)
        .map(({ partner }) => partner);
      const those = from?.filter((partner) => offered.includes(partner));
      recalls.push({ by, id, from: those, through, at: now() });
    },
    takenIn(node, from, objects) {
      const missing: string[] = [];
      for (const { id, modified, created } of objects) {
        const date = Date.parse((modified ?? created)!);
        if (isTakenBackBy(from, node, id, date) || isForgotten(node, id)) continue;
        told.push({ what: "was taken in", from, to: node, id, modified: date, at: now() });
        if (!isAt(node, id, date)) missing.push(`${node} answered for ${id} before it was on disk`);
      }
      return missing;
    },
    restored(node, since, withRecalls) {
      restoredNodes.add(node);
      for (const [key, { from, at }] of due) if (from === node && at >= since) due.delete(key);
      const lost = told.filter(({ to, at }) => to === node && at >= since);
      for (const one of lost) told.splice(told.indexOf(one), 1);
      if (!withRecalls) {
        forgetful.add(node);
        recalls = recalls.filter(({ by, at }) => by !== node || at < since);
      }
    },
    isDue: (from, to, id) => due.has(`${from} ${to} ${id}`),
    unmet() {
      // An until date may have passed.
      for (const node of nodes) moved(node);
      const faults = told
        .filter(({ to, id, modified }) => !isAt(to, id, modified))
        // It may have waited in quarantine until its sender took it back.
        .filter(({ from, to, id, modified }) => !isTakenBackBy(from, to, id, modified))
        .map(({ to, id, modified, what }) => `${id} ${modified} ${what} at ${to} and is not there`);
      faults.push(...unmetDue(), ...unmetRecalls());
      for (const node of nodes) {
        faults.push(...unmetBackfill(node), ...unmetWatermarks(node), ...unmetQuarantine(node));
        faults.push(...forkedLedgers(node));
      }
      return faults;
    },
  };
}

/** The same agreements with those grants only that reach back to all times. */
function reachingBack(input: PolicyInput): PolicyInput {
  const versions = input.versions.map((version) => {
    const grants = version.form.grants.filter(({ backfillFrom }) => backfillFrom);
    return { ...version, form: { ...version.form, grants } };
  });
  return { ...input, versions };
}
