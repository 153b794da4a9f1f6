import { clashOf, type ClashKind } from "../../src/deconflict/clash.ts";
import { keepAwayKey } from "../../src/domain/derived-id.ts";
import type { Geometry } from "../../src/domain/geometry.ts";
import type { PartnerId } from "../../src/domain/partner.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";

/*
 * The rules of joint tasks written out once more, slowly and naively, over nothing but the latest records of one node. Everything
 * in a simulation happens at one of a few places, each far from the others, so nothing has to be measured here.
 */

export interface Said {
  id: StixId;
  kind: string;
  /** ms UTC. */
  modified: number;
  originator: PartnerId | null;
  object: StixObject;
}

/** A protected place of the node itself. */
export interface Kept {
  id: string;
  position: readonly number[];
}

export interface Stands {
  state: string;
  askedAgain: boolean;
  blocked: boolean;
  calledOff: boolean;
}

export interface FoundClash {
  id: string;
  between: readonly string[];
  state: "open" | "accepted";
  /** It keeps those who stand by what clashes from being ready. */
  blocks: boolean;
}

export interface Ruling {
  /** By part. */
  parts: Map<StixId, Stands>;
  /** By id. */
  clashes: Map<string, FoundClash>;
}

/** Where every part stands and what clashes, as far as the node `self` can know. */
export function ruling(self: PartnerId, said: readonly Said[], places: readonly Kept[]): Ruling {
  const signed = said.filter(({ originator }) => originator !== null);
  const parts = signed.filter(
    ({ kind, object }) => kind === "task-part" && frameOf(object) !== undefined,
  );
  const answers = signed.filter(
    ({ kind, object }) => kind === "check-answer" && object["keep_away"] === "keep-away",
  );
  const clashes = new Map<string, FoundClash>();

  function frameOf(part: StixObject): Said | undefined {
    return signed.find(({ id, kind }) => kind === "joint-task" && id === part["task_ref"]);
  }

  function wordOn(part: Said): StixObject | undefined {
    return signed.find(
      ({ kind, originator, object }) =>
        kind === "commitment" &&
        object["part_ref"] === part.id &&
        originator === part.object["performer"],
    )?.object;
  }

  const isCalledOff = (part: Said): boolean =>
    part.object["part_state"] === "cancelled" ||
    frameOf(part.object)!.object["task_state"] === "cancelled";

  /** Before any clash is looked at. */
  function bare(part: Said): Stands {
    const plain = { askedAgain: false, blocked: false, calledOff: false };
    const word = wordOn(part);
    const state = word?.["commitment_state"] as string | undefined;
    const calledOff = isCalledOff(part);
    if (calledOff && !goesOn(state)) return { ...plain, state: "cancelled" };
    if (!word || state === undefined) return { ...plain, state: "proposed" };
    const isMeant =
      isOf(word["part_modified"], part.modified) &&
      isOf(word["task_modified"], frameOf(part.object)!.modified);
    if (isMeant || state === "done" || state === "aborted") return { ...plain, state, calledOff };
    const stays = state === "declined" || goesOn(state);
    const asked = { ...plain, askedAgain: true };
    return stays ? { ...asked, state, calledOff } : { ...asked, state: "proposed" };
  }

  /** Nobody else's word ends what goes on. */
  function isActive(part: Said): boolean {
    const { state } = bare(part);
    if (["cancelled", "declined", "aborted", "done"].includes(state)) return false;
    const isDone = frameOf(part.object)!.object["task_state"] === "done";
    return goesOn(state) || !(isDone || isCalledOff(part));
  }

  function found(kind: ClashKind, between: [string, string], key: string | null): void {
    const { id, between: sorted } = clashOf(kind, between, { when: { start: 0, stop: 1 } }, key);
    const among = parts.filter((part) => sorted.includes(part.id));
    const answer = answers.find((one) => sorted.includes(one.id));
    // Where to keep away is between who said so and whose part it is.
    const concerned = new Set(
      answer
        ? [...among, answer].map(({ originator }) => originator!)
        : among.map(({ object }) => object["performer"] as PartnerId),
    );
    const areas = answer && keepAwayKey(answer.object["keep_away_areas"] as Geometry);
    const accepted = signed.filter(
      ({ kind: of, object, originator }) =>
        of === "clash-acceptance" &&
        object["clash_key"] === id &&
        object["keep_away_key"] === areas &&
        concerned.has(originator!) &&
        meansExactly(object, among),
    );
    const by = (partner: PartnerId) => accepted.some(({ originator }) => originator === partner);
    const alone = accepted.some(
      ({ originator, object }) => originator === self && object["known_here_alone"] === true,
    );
    const state = alone || [...concerned].every(by) ? "accepted" : "open";
    // Who only was asked yet is in nobody's way.
    const blocks = state === "open" && among.every((part) => bare(part).state !== "proposed");
    clashes.set(id, { id, between: sorted, state, blocks });
  }

  const active = parts.filter(isActive);
  active.forEach((part, index) => {
    for (const other of active.slice(index + 1)) {
      const [a, b] = [part.object, other.object];
      if (isSamePlace(a, b) && overlap(a, b)) found("space-time", [part.id, other.id], null);
      for (const use of usesOf(a)) {
        const same = usesOf(b).some((one) => one["key"] === use["key"] && overlap(use, one));
        if (same) found("shared-use", [part.id, other.id], use["key"] as string);
      }
    }
    const at = pointOf(part.object);
    if (!at) return;
    for (const { id, position } of places) {
      const isOurs = part.object["performer"] === self;
      if (isOurs && isSame(position, at)) found("protected-place", [part.id, id], null);
    }
    for (const { id, object } of answers) {
      if (object["part_ref"] === part.id && isWithin(object["keep_away_areas"], at))
        found("protected-place", [part.id, id], null);
    }
  });

  const stand = (part: Said): Stands => {
    const stands = bare(part);
    const isStopped = [...clashes.values()].some(
      ({ between, blocks }) => blocks && between.includes(part.id),
    );
    const isBlocked = stands.state === "ready" && isStopped;
    return isBlocked ? { ...stands, state: "accepted", blocked: true } : stands;
  };
  return { parts: new Map(parts.map((part) => [part.id, stand(part)])), clashes };
}

function goesOn(state: string | undefined): boolean {
  return state === "under-way" || state === "suspended";
}

function isOf(time: unknown, modified: number): boolean {
  return Date.parse(time as string) === modified;
}

/** An acceptance speaks of these parts in these versions and of no others. */
function meansExactly(object: StixObject, parts: readonly Said[]): boolean {
  const refs = object["part_refs"] as StixId[];
  const versions = object["part_versions"] as string[];
  if (refs.length !== parts.length) return false;
  return parts.every(({ id, modified }) =>
    refs.some((ref, index) => ref === id && isOf(versions[index], modified)),
  );
}

function usesOf(part: StixObject): Record<string, unknown>[] {
  return (part["uses"] ?? []) as Record<string, unknown>[];
}

/** Half-open: what begins when the other ends is after it. */
function overlap(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const at = (of: Record<string, unknown>, end: string) => Date.parse(of[end] as string);
  return at(a, "start_time") < at(b, "stop_time") && at(b, "start_time") < at(a, "stop_time");
}

function pointOf({ geometry }: StixObject): readonly number[] | null {
  return geometry ? (geometry as { coordinates: number[] }).coordinates : null;
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function isSamePlace(a: StixObject, b: StixObject): boolean {
  const [one, other] = [pointOf(a), pointOf(b)];
  return one !== null && other !== null && isSame(one, other);
}

/** Areas are upright rectangles. */
function isWithin(areas: unknown, [x, y]: readonly number[]): boolean {
  const { coordinates } = areas as { coordinates: number[][][][] };
  return coordinates.some(([ring]) => {
    const xs = ring!.map((corner) => corner[0]!);
    const ys = ring!.map((corner) => corner[1]!);
    return (
      x! >= Math.min(...xs) &&
      x! <= Math.max(...xs) &&
      y! >= Math.min(...ys) &&
      y! <= Math.max(...ys)
    );
  });
}
