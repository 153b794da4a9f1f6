import assert from "node:assert/strict";
import { test } from "node:test";
import type { Batch } from "../port.ts";
import { commitQueue, type Waiting } from "./commit-queue.ts";

let calls = 0;
function waiting(priority: Batch["priority"], sizes: number[], over: Partial<Batch> = {}): Waiting {
  const change = { do: "remove", kind: "k", key: "k" } as const;
  const groups = sizes.map((size) => Array.from({ length: size }, () => change));
  return { call: ++calls, batch: { priority, groups, ...over }, now: 0 };
}

test("bulk is split between groups, at about fifteen hundred changes", () => {
  const queue = commitQueue();
  const sizes = [3, 3, 1498, 3, 2500, 1];
  const batch = waiting("bulk", sizes);
  queue.push(batch);
  const parts: number[][] = [];
  for (let work = queue.next(); work; work = queue.next()) {
    assert.ok("part" in work);
    parts.push(work.part.map((group) => group.length));
    assert.equal(work.first, parts.length === 1);
    assert.equal(work.last, parts.flat().length === sizes.length);
  }
  assert.deepEqual(parts, [[3, 3, 1498], [3, 2500], [1]]);
});

test("a bulk batch without groups is answered too", () => {
  const queue = commitQueue();
  queue.push(waiting("bulk", []));
  const work = queue.next();
  assert.ok(work && "part" in work && work.first && work.last);
  assert.equal(queue.next(), null);
});

test("interactive batches go before the next part of bulk, all that wait at once", () => {
  const queue = commitQueue();
  const bulk = waiting("bulk", [1500, 1500]);
  const people = [waiting("interactive", [1]), waiting("interactive", [1, 1])];
  queue.push(bulk);
  queue.next();
  for (const one of people) queue.push(one);
  assert.deepEqual(queue.next(), { together: people });
  const rest = queue.next();
  assert.ok(rest && "part" in rest && rest.last);
});

test("one that moves the epoch, and what follows it, waits for bulk begun under the old epoch", () => {
  const queue = commitQueue();
  queue.push(waiting("bulk", [1500, 1500], { epoch: 1 }));
  queue.next();
  const before = waiting("interactive", [1]);
  const move = waiting("interactive", [1], { nextEpoch: 2 });
  const after = waiting("interactive", [1]);
  for (const one of [before, move, after]) queue.push(one);
  assert.deepEqual(queue.next(), { together: [before] });
  const rest = queue.next();
  assert.ok(rest && "part" in rest && rest.last);
  assert.deepEqual(queue.next(), { together: [move, after] });
});

test("a dropped bulk batch gives way to the next", () => {
  const queue = commitQueue();
  const [first, second] = [waiting("bulk", [1500, 1500]), waiting("bulk", [5])];
  queue.push(first);
  queue.push(second);
  queue.next();
  queue.drop(first);
  const work = queue.next();
  assert.ok(work && "part" in work && work.of === second && work.first && work.last);
});
