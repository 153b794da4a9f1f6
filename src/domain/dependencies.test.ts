import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import { circleFrom, reachedFrom } from "./dependencies.ts";

const parts = ["a", "b", "c", "d", "e", "f"];
const edges = fc.array(fc.tuple(fc.constantFrom(...parts), fc.constantFrom(...parts)), {
  maxLength: 12,
});
type Edges = [string, string][];
const endsOf = (all: Edges) => (part: string) =>
  all.filter(([source]) => source === part).map(([, target]) => target);

/** All pairs that are connected, written out slowly. */
function connected(all: Edges): Set<string> {
  const pairs = new Set(all.map(([a, b]) => `${a} ${b}`));
  for (const over of parts)
    for (const a of parts)
      for (const b of parts)
        if (pairs.has(`${a} ${over}`) && pairs.has(`${over} ${b}`)) pairs.add(`${a} ${b}`);
  return pairs;
}

test("what is reached is what is connected, circles or not", () => {
  fc.assert(
    fc.property(edges, (all) => {
      const pairs = connected(all);
      for (const part of parts) {
        const expected = parts.filter((end) => pairs.has(`${part} ${end}`));
        assert.deepEqual([...reachedFrom(part, endsOf(all))].sort(), expected);
      }
    }),
  );
});

test("a circle is found exactly where a part that is reached depends on itself", () => {
  fc.assert(
    fc.property(edges, fc.subarray(parts), (all, from) => {
      const pairs = connected(all);
      const near = from.flatMap((part) => [part, ...reachedFrom(part, endsOf(all))]);
      const circles = near.filter((part) => pairs.has(`${part} ${part}`));
      const found = circleFrom(from, endsOf(all));
      if (found === null) assert.deepEqual(circles, []);
      else assert.ok(circles.includes(found), `${found} of ${circles.join()}`);
    }),
  );
});
