import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { oneAtATime } from "./one-at-a-time.ts";

const settled = () => new Promise<void>((done) => setImmediate(done));

test("what is asked for often runs to its end, and once more after a pause", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const ends: (() => void)[] = [];
    const ask = oneAtATime(() => new Promise((end) => ends.push(end)), 1000);
    for (let time = 0; time < 5; time++) ask();
    assert.equal(ends.length, 1);
    ends[0]!();
    await settled();
    ask();
    assert.equal(ends.length, 1, "not before the pause is over");
    mock.timers.tick(1000);
    assert.equal(ends.length, 2);
    ends[1]!();
    await settled();
    mock.timers.tick(1000);
    assert.equal(ends.length, 2, "nobody asked again");
    ask();
    assert.equal(ends.length, 3);
  } finally {
    mock.timers.reset();
  }
});
