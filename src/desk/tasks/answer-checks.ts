import type { Activity } from "../../deconflict/activity.ts";
import { openClashIndex } from "../../deconflict/clash-index.ts";
import { Effort } from "../../deconflict/effort.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import { checkAnswerId } from "../../domain/derived-id.ts";
import type { Desk } from "../desk.ts";
import { standsOpen } from "../inventory.ts";
import type { LiveRecord } from "../live-records.ts";
import { answerPart, asWritten } from "./check-answer.ts";
import { partOf, partsOf } from "./joint-task.ts";

/** Parts of one partner that are answered at one beat: what others ask changes nothing for it. */
const atOneBeat = 20;
/** Of those at which it turns out that nothing new is to be said. */
const lookedAtOneBeat = 500;
/** Steps of comparing for one partner at one beat: about half a second. */
const stepsOfBeat = 10_000_000;

/** What still has to be answered, and answers parts of partners at a beat that follows from nothing that is known here. */
export interface CheckAnswers {
  /** Answers what is due, for each partner so many parts; how many it were. */
  beat(): Promise<number>;
}

/** What is done for one partner at one beat. */
interface Share {
  answered: number;
  looked: number;
  effort: Effort;
}

/**
 * Every version of a part that a partner wrote gets exactly one answer, also where there is nothing to say, and a new one when
 * what may be said of it changed. What may be said rests on what the parts themselves say that this partner wrote or was served,
 * never on commitments, on what a person let it know, and of protected places on the cells in which those lie that are for it.
 * When a version is answered rests on what its partner asked alone: what the world changes has a share of its own, and is looked
 * at only where that partner may be told of it.
 */
export function openCheckAnswers(desk: Desk): CheckAnswers {
  const due = new Set<StixId>();
  /** Of which there is more to be said at a time, ms UTC. */
  const later = new Map<StixId, number>();
  /** Parts as they are written, whoever committed to what. */
  const written = openClashIndex();
  const placed = new Map<StixId, Activity>();
  /** Parts that came, changed or went, with those that were or are near them. */
  const moved = new Map<StixId, Set<StixId>>();
  /** Partners that wrote or have a part, as it was when it moved last. */
  const concerned = new Map<StixId, Set<PartnerId>>();

  function look(id: StixId): void {
    due.add(id);
    const part = partOf(desk.live, id);
    const activity = part && asWritten(desk, part);
    if (activity) {
      written.put(activity);
      placed.set(id, activity);
    } else {
      written.remove(id);
      placed.delete(id);
    }
  }

  function move(id: StixId): void {
    const near = moved.get(id) ?? new Set();
    moved.set(id, near);
    const noteNear = (): void => {
      const activity = placed.get(id);
      for (const other of activity ? written.near(activity) : []) near.add(other as StixId);
    };
    noteNear();
    look(id);
    noteNear();
  }

  /** Puts those near what moved on the list whose partner wrote or has what moved. */
  function spread(): void {
    for (const [id, near] of moved) {
      const part = partOf(desk.live, id);
      const now = part ? concernedBy(desk, part) : new Set<PartnerId>();
      const before = concerned.get(id);
      for (const other of near) {
        const asker = partOf(desk.live, other)?.originator;
        if (asker && (now.has(asker) || before?.has(asker))) due.add(other);
      }
      if (part) concerned.set(id, now);
      else concerned.delete(id);
    }
    moved.clear();
  }

  async function answer(parts: readonly LiveRecord[]): Promise<number> {
    const shares = new Map<PartnerId, Share>();
    let count = 0;
    for (const part of parts) {
      const { id, originator } = part;
      const share = shares.get(originator!) ?? newShare();
      shares.set(originator!, share);
      const { answered, looked, effort } = share;
      if (answered >= atOneBeat || looked >= lookedAtOneBeat || effort.left <= 0) continue;
      share.looked++;
      due.delete(id);
      const settled = await answerPart(desk, written, part, effort).catch((error: unknown) => {
        const code = error instanceof AppError ? error.code : null;
        // An own answer that a person took back stays away.
        if (code === "record-not-found") return { wrote: false, again: null };
        desk.log.warn({ part: id, code }, "a check is answered at a later beat");
        return { wrote: false, again: 0 };
      });
      // At the end: what has to wait keeps nothing else from being looked at.
      if (settled.again === 0) due.add(id);
      else if (settled.again !== null) later.set(id, settled.again);
      if (!settled.wrote) continue;
      share.answered++;
      count++;
    }
    return count;
  }

  function partsDue(): LiveRecord[] {
    for (const [id, at] of later) {
      if (at > desk.clock()) continue;
      later.delete(id);
      due.add(id);
    }
    return [...due].flatMap((id) => {
      const part = partOf(desk.live, id);
      if (part?.originator && desk.partners.has(part.originator)) return [part];
      due.delete(id);
      return [];
    });
  }

  for (const { id } of desk.live.ofKind("task-part")) {
    look(id);
    moved.set(id, new Set());
  }
  desk.places.onChange((_put, _removed, told) => {
    for (const { area, answerTo } of told) {
      for (const id of written.around(area) as Set<StixId>) {
        const asker = partOf(desk.live, id)?.originator;
        if (asker && (answerTo === null || answerTo.includes(asker))) due.add(id);
      }
    }
  });
  desk.events.on((event) => {
    if (event.type !== "recall" && event.type !== "task") return;
    for (const id of partsMeant(desk, event.data.id)) move(id);
  });
  return {
    async beat() {
      await desk.inventory.ready();
      // As they came, so that nothing else decides which of them wait for the next beat.
      const asked = partsDue().filter((part) => isAsked(desk, part));
      const count = await answer(asked.sort((a, b) => a.row - b.row));
      spread();
      return count + (await answer(partsDue().filter((part) => !isAsked(desk, part))));
    },
  };
}

function newShare(): Share {
  return { answered: 0, looked: 0, effort: new Effort(stepsOfBeat) };
}

/** Its latest version has no answer yet. */
function isAsked(desk: Desk, { id, modified }: LiveRecord): boolean {
  const answer = desk.live.get(checkAnswerId(id, desk.self.id));
  return answer?.object["part_modified"] !== stixTime(modified);
}

/** Partners that wrote a part, or in whose outbox it stands. */
function concernedBy(desk: Desk, { row, originator }: LiveRecord): Set<PartnerId> {
  const all = [...desk.partners.keys()];
  return new Set(all.filter((id) => id === originator || standsOpen(desk.inventory, row, id)));
}

/** The parts that a record is or holds, also where it is gone. What is said of parts changes no answer. */
function partsMeant(desk: Desk, id: StixId): StixId[] {
  const record = desk.live.get(id);
  if (record && record.kind !== "joint-task" && record.kind !== "task-part") return [];
  if (record?.kind === "task-part") return [id];
  const parts = partsOf(desk.live, id).map((part) => part.id);
  return record ? parts : [id, ...parts];
}
