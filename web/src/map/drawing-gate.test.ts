import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { drawingGate } from "./drawing-gate.ts";

/** A gate with a pause of 100 ms, and when it drew. */
function watched({ mock }: TestContext) {
  mock.timers.enable({ apis: ["setTimeout"] });
  let time = 0;
  const times: number[] = [];
  const gate = drawingGate(
    () => times.push(time),
    100,
    () => time,
  );
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed++) {
      time++;
      mock.timers.tick(1);
    }
  };
  return { gate, pass, times };
}

test("the first is drawn at once, the next a moment after it began, and only the last of those between", (t) => {
  const { gate, pass, times } = watched(t);
  gate.want();
  assert.deepEqual(times, [0]);
  pass(10);
  for (let times = 0; times < 5; times++) gate.want();
  gate.drawn();
  pass(200);
  assert.deepEqual(times, [0, 100]);
});

test("nothing is drawn while a drawing is under way, and what was wanted meanwhile comes after it", (t) => {
  const { gate, pass, times } = watched(t);
  gate.want();
  pass(250);
  gate.want();
  pass(50);
  assert.deepEqual(times, [0]);
  gate.drawn();
  assert.deepEqual(times, [0, 300]);
  gate.drawn();
  pass(500);
  assert.deepEqual(times, [0, 300]);
});

test("what a person does comes first, and who goes on acting sees the map follow", (t) => {
  const { gate, pass, times } = watched(t);
  gate.acted();
  gate.want();
  pass(99);
  assert.deepEqual(times, []);
  pass(1);
  assert.deepEqual(times, [100]);
  gate.drawn();
  pass(100);
  for (let nth = 0; nth < 40; nth++) {
    gate.acted();
    gate.want();
    pass(30);
    gate.drawn();
  }
  assert.deepEqual(
    times.slice(1).map((at, nth) => at - times[nth]!),
    [400, 300, 300, 300],
    "each three pauses after it was first wanted",
  );
});

test("once it is closed nothing is drawn any more", (t) => {
  const { gate, pass, times } = watched(t);
  gate.want();
  gate.drawn();
  gate.want();
  gate.close();
  pass(500);
  assert.deepEqual(times, [0]);
});
