import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import { commitmentStates, type PartState, taskStates } from "./task.ts";
import {
  type CommitmentSaid,
  type FrameSaid,
  isOff,
  latenessOf,
  mayBecome,
  occupies,
  occupiedUntil,
  type PartSaid,
  standingOf,
} from "./task-state.ts";

/** Everything that a node can know of a part: as often as there are different ways, so none is left to chance. */
function* everyCase(): Generator<{
  frame: FrameSaid;
  part: PartSaid;
  said: CommitmentSaid;
  clashing: boolean;
}> {
  for (const taskState of taskStates)
    for (const state of commitmentStates)
      for (const partModified of [1, 2, 3])
        for (const taskModified of [1, 2, 3])
          for (const cancelled of [false, true])
            for (const clashing of [false, true])
              yield {
                frame: { modified: 2, state: taskState },
                part: { modified: 2, cancelled },
                said: { state, partModified, taskModified },
                clashing,
              };
}

const bound: ReadonlySet<PartState> = new Set([
  "accepted",
  "accepted-with-conditions",
  "ready",
  "under-way",
]);

test("silence is never consent: without a word a part is proposed, or cancelled", () => {
  for (const { frame, part, clashing } of everyCase()) {
    const { state, askedAgain } = standingOf(frame, part, null, clashing);
    const isCancelled = part.cancelled || frame.state === "cancelled";
    assert.equal(state, isCancelled ? "cancelled" : "proposed");
    assert.equal(askedAgain, false);
  }
});

test("a word binds for the very versions that it names; after any change its performer is asked again", () => {
  for (const { frame, part, said, clashing } of everyCase()) {
    const { state, askedAgain } = standingOf(frame, part, said, clashing);
    const current = said.partModified === part.modified && said.taskModified === frame.modified;
    if (bound.has(state) && state !== "under-way") assert.ok(current);
    if (state === "cancelled") assert.ok(part.cancelled || frame.state === "cancelled");
    else if (!current) assert.equal(askedAgain, !["done", "aborted"].includes(said.state));
    else assert.equal(askedAgain, false);
  }
});

test("nothing is ready while it clashes; nothing else is made of a word than what it says", () => {
  for (const { frame, part, said, clashing } of everyCase()) {
    const { state, blocked } = standingOf(frame, part, said, clashing);
    assert.ok(!(state === "ready" && clashing));
    assert.equal(blocked, state === "accepted" && said.state === "ready");
    if (!["proposed", "cancelled"].includes(state) && !blocked) assert.equal(state, said.state);
  }
});

test("what is under way or suspended stays so when it is cancelled, and in the way, until its performer ends it", () => {
  for (const { frame, part, said, clashing } of everyCase()) {
    const stands = standingOf(frame, part, said, clashing);
    const { state, calledOff } = stands;
    const isCancelled = part.cancelled || frame.state === "cancelled";
    const isThere = ["under-way", "suspended"].includes(said.state);
    assert.equal(calledOff, isCancelled && isThere);
    if (isThere) {
      assert.equal(state, said.state);
      assert.ok(occupies(frame, part, state) && mayBecome(stands).includes("aborted"));
      if (isCancelled) assert.ok(mayBecome(stands).every((next) => isOff(next)));
    } else if (isCancelled || frame.state === "done") assert.ok(!occupies(frame, part, state));
    else assert.equal(occupies(frame, part, state), !isOff(state));
  }
});

test("ready comes of an acceptance alone, under way of ready, done of under way; over is over", () => {
  const states: PartState[] = [...commitmentStates, "proposed", "cancelled"];
  for (const state of states) {
    for (const askedAgain of [false, true]) {
      const next = mayBecome({ state, askedAgain, blocked: false, calledOff: false });
      const from = (...before: PartState[]) => before.includes(state);
      assert.equal(next.includes("ready"), from("accepted", "accepted-with-conditions"), state);
      const goesOn = askedAgain && from("under-way");
      assert.equal(next.includes("under-way"), from("ready") || goesOn, state);
      assert.equal(next.includes("done"), from("under-way"), state);
      if (from("done", "aborted", "cancelled")) assert.deepEqual(next, []);
    }
  }
});

test("whoever had committed may suspend or abort at once, asked again or not", () => {
  const committed: PartState[] = ["accepted", "accepted-with-conditions", "ready", "under-way"];
  for (const state of committed) {
    const next = mayBecome({ state, askedAgain: false, blocked: false, calledOff: false });
    assert.ok(next.includes("suspended") && next.includes("aborted"), state);
  }
  const again = mayBecome({
    state: "proposed",
    askedAgain: true,
    blocked: false,
    calledOff: false,
  });
  assert.ok(again.includes("suspended") && again.includes("aborted"));
  const never = mayBecome({
    state: "proposed",
    askedAgain: false,
    blocked: false,
    calledOff: false,
  });
  assert.ok(!never.includes("suspended") && !never.includes("aborted"));
});

test("late to begin from its beginning on, late to end from its end on; what is off is never late", () => {
  const window = { start: 10, stop: 20 };
  assert.equal(latenessOf("accepted", window, 9), null);
  assert.equal(latenessOf("accepted", window, 10), "to-begin");
  assert.equal(latenessOf("under-way", window, 19), null);
  assert.equal(latenessOf("under-way", window, 20), "to-end");
  for (const state of ["cancelled", "declined", "aborted", "done"] as const) {
    assert.ok(isOff(state));
    assert.equal(latenessOf(state, window, 30), null);
  }
});

test("only what is under way past its time goes on, for an hour from now", () => {
  const minute = 60_000;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (minutes) => {
      const [now, stop] = [minutes * minute, 5_000 * minute];
      assert.equal(occupiedUntil("ready", stop, now), stop);
      const until = occupiedUntil("under-way", stop, now);
      if (now < stop) assert.equal(until, stop);
      else assert.ok(until >= now + 60 * minute && until < now + 65 * minute);
    }),
  );
});
