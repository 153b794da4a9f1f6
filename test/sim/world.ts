import { createHash } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import type { Random } from "../../src/domain/random.ts";
import { seeded } from "../seed.ts";

/** Something that will happen, unless it is called off. */
export interface Due {
  cancel(): void;
}

/**
 * Time, chance and the order of all that happens in a simulated network: everything that a node waits for is an event
 * here, one after the other, so that a seed tells the whole course.
 */
export interface World {
  /** ms UTC, as nobody's clock shows it. */
  now(): number;
  /** A whole number from 0 to below `sides`. */
  roll(sides: number): number;
  chance(probability: number): boolean;
  pick<T>(of: readonly T[]): T;
  random: Random;
  /** Runs after so many ms; `what` stands in the trace. */
  later(ms: number, what: string, run: () => void): Due;
  /** Something that takes turns of the event loop has begun; gives what ends it. */
  busy(): () => void;
  note(line: string): void;
  /** Counts a fault of this kind. */
  befell(fault: string): void;
  /** How often each fault befell the network. */
  faults: Readonly<Record<string, number>>;
  /** Takes the next event; false: there is none. */
  step(): Promise<boolean>;
  steps(): number;
  /** SHA-256 of all that happened so far. */
  hash(): string;
  /** The last lines of what happened. */
  tail(lines: number): string[];
  /** The first thing that must not be. */
  fault: string | null;
  /** Notes what must not be. */
  fail(reason: string): void;
}

interface Event {
  at: number;
  order: number;
  what: string;
  run: () => void;
  over: boolean;
}

const kept = 4_000;
/** Turns of the event loop that an HTTP exchange in memory takes at most between two things it waits for. */
const mostTurns = 8;

export function openWorld(seed: number, start: number): World {
  const dice = seeded(seed);
  const events: Event[] = [];
  const trace = createHash("sha256");
  let lines: string[] = [];
  let now = start;
  let order = 0;
  let steps = 0;
  let underWay = 0;
  const faults: Record<string, number> = {};

  function note(line: string): void {
    const text = `${now - start} ${line}`;
    trace.update(`${text}\n`);
    lines.push(text);
    if (lines.length > 2 * kept) lines = lines.slice(-kept);
  }

  const world: World = {
    fault: null,
    now: () => now,
    roll: (sides) => Math.floor(dice() * sides),
    chance: (probability) => dice() < probability,
    pick: (of) => of[Math.floor(dice() * of.length)]!,
    random: (bytes) => Uint8Array.from({ length: bytes }, () => Math.floor(dice() * 256)),
    later(ms, what, run) {
      const event = { at: now + ms, order: order++, what, run, over: false };
      push(events, event);
      return { cancel: () => void (event.over = true) };
    },
    busy() {
      underWay++;
      return () => void underWay--;
    },
    note,
    befell: (fault) => void (faults[fault] = (faults[fault] ?? 0) + 1),
    faults,
    async step() {
      let event = pop(events);
      while (event?.over) event = pop(events);
      if (!event) return false;
      now = Math.max(now, event.at);
      steps++;
      if (event.what !== "") note(event.what);
      event.run();
      await turn();
      for (let turns = 1; underWay > 0 && turns < mostTurns; turns++) await turn();
      return true;
    },
    steps: () => steps,
    hash: () => trace.copy().digest("hex"),
    tail: (count) => lines.slice(-count),
    fail(reason) {
      note(`FAULT ${reason}`);
      world.fault ??= reason;
    },
  };
  return world;
}

function isBefore(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** A binary heap: the earliest event first. */
function push(heap: Event[], event: Event): void {
  let index = heap.push(event) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!isBefore(event, heap[parent]!)) break;
    heap[index] = heap[parent]!;
    index = parent;
  }
  heap[index] = event;
}

function pop(heap: Event[]): Event | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
    if (!isBefore(heap[child]!, last)) break;
    heap[index] = heap[child]!;
    index = child;
  }
  heap[index] = last;
  return first;
}
