import type { PartnerId } from "../../src/domain/partner.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { stixTime } from "../../src/domain/time.ts";
import type { Batch, CommitResult, QuarantineEntry, StoredRecord } from "../../src/store/port.ts";
import type { Expectations } from "./expectations.ts";
import type { Knowledge } from "./knowledge.ts";
import type { SimNode } from "./sim-node.ts";
import { type Kept, type Ruling, ruling, type Said, type Stands } from "./task-rules.ts";

/** Holds what nodes show of joint tasks against its own record of what each of them wrote and what was sent to whom. */
export interface TaskJudge {
  /** The node begins with what is on its disk: also what it wrote and never heard of. */
  began(node: SimNode): void;
  learned(node: SimNode, batch: Batch, result: CommitResult): string[];
  /** Objects leave a node for another. */
  leaves(from: PartnerId, to: PartnerId, objects: readonly StixObject[]): string[];
  /** Somebody told `to` this in another's name, under this signature. */
  forged(to: PartnerId, object: StixObject, jws: string): void;
  /** What this node shows now that it must not. */
  look(node: SimNode): string[];
  /** Whether a node rightly holds this apart: a word for another, or one on what its sender cannot know to be there. */
  mustWait(at: PartnerId, entry: QuarantineEntry): boolean;
  /** What is not as it must be, now that all is quiet. */
  unmet(): string[];
  counts: { parts: number; words: number; clashes: number; ready: number };
}

const kinds = ["joint-task", "task-part", "commitment", "check-answer", "clash-acceptance"];
const mostRecords = 100_000;
const workIds = /(?:joint-task|task-part)--[0-9a-f-]{36}/g;

export function taskJudge(
  nodes: readonly SimNode[],
  knows: (node: PartnerId) => Knowledge,
  expected: Pick<Expectations, "isDue">,
): TaskJudge {
  /** By `id modified`: what its originator wrote itself, and nobody else can have written. */
  const written = new Map<string, { by: PartnerId; body: string }>();
  /** By part: who was ever to perform it. */
  const performers = new Map<StixId, Set<PartnerId>>();
  /** Whom a frame or a part was ever let go to, or who wrote it, by `node id`. */
  const had = new Set<string>();
  const forgeries: string[] = [];
  const counts = { parts: 0, words: 0, clashes: 0, ready: 0 };

  function write(by: PartnerId, { id, modified, kind, body }: Row): void {
    written.set(`${id} ${modified}`, { by, body });
    had.add(`${by} ${id}`);
    if (kind !== "task-part") return;
    const performer = (JSON.parse(body) as StixObject)["performer"] as PartnerId;
    performers.set(id, (performers.get(id) ?? new Set()).add(performer));
  }

  /** What is wrong with what came to a node as another's. */
  function faultOf({ id, modified, kind, originator, body }: Row): string | null {
    const own = written.get(`${id} ${modified}`);
    if (own?.by !== originator || own?.body !== body) return "which that one never wrote";
    if (kind !== "commitment") return null;
    const part = (JSON.parse(body) as StixObject)["part_ref"] as StixId;
    return performers.get(part)?.has(originator!) ? null : "for another's part";
  }

  /** The latest records of a node that stand, as they are on its disk. */
  function heldBy(node: SimNode): Said[] {
    const { read } = knows(node.id);
    const stand = ({ latest, revoked, withdrawn }: StoredRecord) =>
      latest && !revoked && !withdrawn;
    return kinds
      .flatMap((kind) => read.ofKind(kind, 0, mostRecords))
      .filter(stand)
      .map(({ id, kind, modified, originator, body }) => {
        const object = JSON.parse(body) as StixObject;
        return { id, kind, modified, originator, object };
      });
  }

  function placesOf(node: SimNode): Kept[] {
    return knows(node.id)
      .read.documents("protected-place")
      .map(({ key, value }) => {
        const { geometry } = JSON.parse(value) as { geometry: { coordinates: number[] } };
        return { id: key, position: geometry.coordinates };
      });
  }

  /** Whether a reference stays unsatisfied: nothing tells its sender that this is here, or it was taken back. */
  function staysMissing(at: PartnerId, { partner: from, detail: id, body }: QuarantineEntry) {
    const { read } = knows(at);
    const versions = read.versions(id, mostRecords);
    if (read.document("recalled-ahead", `${from} ${id}`) !== null) return true;
    // What the node itself wrote and lost with its store comes back from nobody.
    if (versions.length === 0) return knows(from).read.record(id)?.originator === at;
    if (versions.every(({ withdrawn }) => withdrawn)) return true;
    const served = read.offersOf(id).filter(({ state }) => isServed(state));
    // Who names a version of what the node wrote itself and let go, has it; a version that was lost with its store it does not know.
    const isOwn = versions[0]!.originator === at;
    if (isOwn && /"part_(modified|versions)"/.test(body))
      return !served.some(({ modified }) => body.includes(stixTime(modified)));
    const isKnown =
      versions.some(({ via, originator }) => originator === from || via === from) ||
      served.some(({ partner }) => partner === from) ||
      read.document("brought", `${id} ${from}`) !== null;
    return !isKnown;
  }

  /** What the node shows its people, against what follows from these records. */
  function shownWrong(node: SimNode, { parts, clashes }: Ruling): string[] {
    const faults: string[] = [];
    const { live, tasks } = node.desk()!;
    const shown = new Map(
      [...tasks.clashes()].map(({ clash, state, blocks }) => [clash.id, told({ state, blocks })]),
    );
    for (const [id, { state, blocks, between }] of clashes) {
      const [is, must] = [shown.get(id), told({ state, blocks })];
      if (is !== must)
        faults.push(`${node.id} shows ${is} for a clash that is ${must}: ${between.join()}`);
    }
    for (const id of shown.keys())
      if (!clashes.has(id)) faults.push(`${node.id} shows a clash that is none: ${id}`);
    for (const [id, wanted] of parts) {
      const part = live.get(id);
      const stands = part && tasks.standing(part);
      const [is, must] = [stands && told(stands), told(wanted)];
      if (is !== must) faults.push(`${node.id} shows ${is} for ${id}, which is ${must}`);
      const isStopped = tasks.clashesOf(id).some(({ blocks }) => blocks);
      if (stands?.state === "ready" && isStopped)
        faults.push(`${node.id} shows ${id} as ready in a clash`);
    }
    return faults;
  }

  /** What a performer said stands, word for word, wherever it must be and the same part is. */
  function notTheSame(rulings: ReadonlyMap<PartnerId, { said: Said[]; ruling: Ruling }>): string[] {
    const faults: string[] = [];
    for (const [performer, own] of rulings) {
      for (const word of own.said.filter(({ kind }) => kind === "commitment")) {
        const part = word.object["part_ref"] as StixId;
        const isTheirs = own.said.find(({ id }) => id === part)?.object["performer"] === performer;
        if (word.originator !== performer || !isTheirs) continue;
        const meant = versionsOf(own.said, part);
        for (const [node, theirs] of rulings) {
          if (node === performer || !expected.isDue(performer, node, word.id)) continue;
          if (meant === null || versionsOf(theirs.said, part) !== meant) continue;
          // Whether it rightly waits there is looked at elsewhere.
          const waiting = knows(node).read.quarantine(mostRecords);
          if (waiting.some(({ id }) => id === word.id)) continue;
          counts.words++;
          const [a, b] = [own, theirs].map(({ ruling: { parts } }) => bare(parts.get(part)));
          if (a !== b) faults.push(`${part} is ${a} at ${performer} and ${b} at ${node}`);
        }
      }
    }
    return faults;
  }

  /** Whoever never was let have a frame or a part holds no trace of it on disk. */
  function traces(node: SimNode): string[] {
    const image = Buffer.from(node.backup()).toString("latin1");
    const found = new Set(image.match(workIds));
    return [...found]
      .filter((id) => !had.has(`${node.id} ${id}`))
      .map((id) => `${node.id} holds a trace of ${id}, which nobody might let it have`);
  }

  return {
    counts,
    began(node) {
      for (const kind of kinds) {
        for (const row of knows(node.id).read.ofKind(kind, 0, mostRecords))
          if (row.originator === node.id && row.via === null) write(node.id, row);
      }
    },
    learned(node, batch, result) {
      const faults: string[] = [];
      const changes = batch.groups.flat();
      // Kept as evidence alone.
      const isTakenBack = (id: StixId): boolean =>
        changes.some((change) => change.do === "withdraw" && change.id === id);
      let index = 0;
      for (const change of changes) {
        if (change.do !== "record") continue;
        const { row } = change;
        const { outcome } = result.records[index++]!;
        if (outcome !== "written" || !kinds.includes(row.kind) || isTakenBack(row.id)) continue;
        if (row.originator === node.id && row.via === null) write(node.id, row);
        else {
          const fault = faultOf(row);
          if (fault) faults.push(`${node.id} took in ${row.id} of ${row.originator}, ${fault}`);
        }
      }
      return faults;
    },
    leaves(from, to, objects) {
      for (const { id } of objects) had.add(`${to} ${id}`);
      const wasServed = (id: StixId): boolean =>
        knows(from)
          .read.offersOf(id)
          .some(({ partner, state }) => partner === to && isServed(state));
      // Who was let have it hears that it was taken back, also where it was never served here: it may have it from others.
      const wasOffered = (id: StixId): boolean => knows(from).said.offered.has(`${to} ${id}`);
      const faults: string[] = [];
      for (const object of objects) {
        const isNotice = object.type === "recall-notice";
        for (const id of new Set(JSON.stringify(object).match(workIds))) {
          // Marked as served, it may have left before a crash, and none of us saw it.
          if (!had.has(`${to} ${id}`) && !wasServed(id) && !(isNotice && wasOffered(id)))
            faults.push(`${from} → ${to}: ${object.id} tells of ${id}, which is not there`);
          else had.add(`${to} ${id}`);
        }
      }
      return faults;
    },
    forged(to, object, jws) {
      for (const id of JSON.stringify(object).match(workIds)!) had.add(`${to} ${id}`);
      forgeries.push(jws);
    },
    mustWait(at, entry) {
      if (entry.code === "reference-missing") return staysMissing(at, entry);
      if (entry.code === "commitment-by-another") return true;
      return forgeries.some((jws) => entry.body.includes(jws));
    },
    look(node) {
      const desk = node.desk();
      if (!desk) return [];
      const said = kinds.flatMap((kind) => [...desk.live.ofKind(kind as "commitment")]);
      const places = [...desk.places.all()].map(([id, { geometry }]) => ({
        ...{ id, position: geometry.coordinates as number[] },
      }));
      return shownWrong(node, ruling(node.id, said, places));
    },
    unmet() {
      const faults: string[] = [];
      const rulings = new Map<PartnerId, { said: Said[]; ruling: Ruling }>();
      for (const node of nodes) {
        const said = heldBy(node);
        const of = ruling(node.id, said, placesOf(node));
        rulings.set(node.id, { said, ruling: of });
        counts.parts += of.parts.size;
        counts.clashes += of.clashes.size;
        counts.ready += [...of.parts.values()].filter(({ state }) => state === "ready").length;
        faults.push(...shownWrong(node, of), ...traces(node));
      }
      return [...faults, ...notTheSame(rulings)];
    },
  };
}

type Row = Pick<StoredRecord, "id" | "modified" | "kind" | "originator" | "body">;

/** The same text for the same, whatever the order. */
function told(of: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(of).sort()));
}

function isServed(state: string): boolean {
  return state !== "offered" && state !== "voided";
}

/** Which versions of a part and its frame are there; null: not both. */
function versionsOf(said: readonly Said[], id: StixId): string | null {
  const part = said.find((one) => one.id === id);
  const frame = said.find((one) => one.id === part?.object["task_ref"]);
  return part && frame ? `${part.modified} ${frame.modified}` : null;
}

/** Without what only some know to clash. */
function bare(stands: Stands | undefined) {
  return stands && `${stands.blocked ? "ready" : stands.state} ${stands.askedAgain}`;
}
