import { openPlaces } from "../protected/registry.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import { boundaryId } from "../../deconflict/activity-of.ts";
import type { RecordRow } from "../../store/port.ts";
import type { NodeEvent } from "../events.ts";
import { openLiveRecords } from "../live-records.ts";
import { type KnownClash, openTaskBoard, type TaskBoard } from "./task-board.ts";

/* A board over live records alone: what a commit gives it, and a clock that a test moves. */

const hour = 3_600_000;
const dawn = Date.UTC(2015, 2, 11, 4);
const at = (hours: number): string => stixTime(dawn + hours * hour);
const idOf = (kind: string, n: number): StixId =>
  `${kind}--00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const task = idOf("joint-task", 1);
const [first, second] = [idOf("task-part", 1), idOf("task-part", 2)];

interface Bench {
  board: TaskBoard;
  clock: { now: number };
  events: NodeEvent[];
  /** Commits versions: newer than all before. */
  put(originator: string, ...objects: object[]): void;
  withdraw(id: StixId): void;
  standing(id: StixId): string | undefined;
  clashes(): KnownClash[];
}

async function bench(): Promise<Bench> {
  const live = await openLiveRecords({ ofKind: async () => [] });
  const clock = { now: dawn - hour };
  const events: NodeEvent[] = [];
  const emit = (event: NodeEvent): unknown => events.push(event);
  const board = openTaskBoard({
    live,
    places: openPlaces(new Map()),
    self: "baghdad",
    clock: () => clock.now,
    emit,
  });
  let row = 0;
  return {
    ...{ board, clock, events },
    put(originator, ...objects) {
      const rows = objects.map((object): RecordRow => {
        const { spec_version: _, ...said } = object as StixObject;
        const { id, type: kind, modified } = said;
        const body = JSON.stringify({ spec_version: "2.1", created: modified, ...said });
        const revoked = false;
        return { id, kind, originator, label: null, body, revoked, ...ms(modified!) } as RecordRow;
      });
      const records = rows.map(() => {
        return { outcome: "written" as const, row: ++row, replaced: 0, latest: true };
      });
      board.settle(live.settle(rows, { records, withdrawn: [] }));
    },
    withdraw: (id) =>
      board.settle(live.settle([], { records: [], withdrawn: [live.get(id)!.row] })),
    standing: (id) => board.standing(live.get(id)!)?.state,
    clashes: () => [...board.clashes()],
  };
}

const ms = (text: string) => ({ modified: Date.parse(text) });

const frame = (changes: object = {}) => ({
  ...{ type: "joint-task", id: task, modified: at(-9), task_state: "proposed" },
  ...{ start_time: at(0), stop_time: at(24), ...changes },
});
const part = (id: StixId, performer: string, changes: object = {}) => ({
  ...{ type: "task-part", id, modified: at(-9), task_ref: task, performer },
  ...{ part_state: "proposed", start_time: at(0), stop_time: at(2) },
  ...{ geometry: { type: "Point", coordinates: [41, 34] }, radius: 50, ...changes },
});
const said = (id: StixId, state: string, changes: object = {}) => ({
  ...{ type: "commitment", id: id.replace("task-part", "commitment"), modified: at(-8) },
  ...{ part_ref: id, part_modified: at(-9), task_modified: at(-9), commitment_state: state },
  ...changes,
});
const accepts = (clash: KnownClash["clash"], changes: object = {}) => ({
  ...{ type: "clash-acceptance", id: idOf("clash-acceptance", 1), modified: at(-7) },
  ...{ clash_key: clash.id, part_refs: [first, second], part_versions: [at(-9), at(-9)] },
  ...{ reason: "they take turns", ...changes },
});

test("what is under way past its end goes on: a clash with what comes next is found before it happens", async () => {
  const { board, clock, events, put, clashes } = await bench();
  put("damascus", frame(), part(first, "damascus"));
  put("damascus", part(second, "baghdad", { start_time: at(2.5), stop_time: at(4) }));
  put("damascus", said(first, "under-way"));
  clock.now = dawn + 1.9 * hour;
  board.timePasses();
  assert.deepEqual(clashes(), []);
  events.length = 0;
  clock.now = dawn + 2 * hour;
  board.timePasses();
  assert.equal(clashes()[0]?.clash.kind, "space-time");
  assert.deepEqual(
    events.map(({ type, data }) => [type, (data as { because?: string }).because]),
    [
      ["task", "late"],
      ["clash", undefined],
    ],
  );
  events.length = 0;
  board.timePasses();
  assert.deepEqual(events, [], "told once");
  put("damascus", said(first, "done", { modified: at(-6) }));
  assert.deepEqual(clashes(), []);
  assert.deepEqual(
    events.map(({ data }) => (data as { state?: string }).state),
    ["solved"],
  );
});

test("what is late to begin is told once, and not again after it began", async () => {
  const { board, clock, events, put } = await bench();
  put("damascus", frame(), part(first, "damascus"), said(first, "ready"));
  clock.now = dawn;
  for (let beat = 0; beat < 3; beat++) board.timePasses();
  assert.equal(events.filter(({ type }) => type === "task").length, 1);
  put("damascus", said(first, "under-way", { modified: at(-6) }));
  board.timePasses();
  assert.equal(events.filter(({ type }) => type === "task").length, 1);
});

test("ready with an open clash is no more than accepted, whoever said it, until all concerned accepted it", async () => {
  const { put, standing, clashes } = await bench();
  put("damascus", frame(), part(first, "damascus"), part(second, "baghdad"));
  put("damascus", said(first, "ready"));
  put("baghdad", said(second, "accepted"));
  const [known] = clashes();
  assert.equal(standing(first), "accepted");
  put("damascus", accepts(known!.clash));
  assert.equal(standing(first), "accepted", "one of two");
  put("washington", accepts(known!.clash, { id: idOf("clash-acceptance", 2) }));
  assert.equal(standing(first), "accepted", "it does not concern Washington");
  const stale = { id: idOf("clash-acceptance", 3), part_versions: [at(-9), at(-10)] };
  put("baghdad", accepts(known!.clash, stale));
  assert.equal(standing(first), "accepted", "another version was meant");
  put("baghdad", accepts(known!.clash, { id: idOf("clash-acceptance", 3) }));
  assert.equal(clashes()[0]!.state, "accepted");
  assert.equal(standing(first), "ready");
  put("damascus", part(second, "baghdad", { modified: at(-5) }));
  assert.equal(clashes()[0]!.state, "open");
  assert.equal(standing(first), "ready", "nobody stands by the other part as it is now");
  const again = { modified: at(-4), part_modified: at(-5) };
  put("baghdad", said(second, "accepted", again));
  assert.equal(standing(first), "accepted");
});

test("what is only proposed clashes and keeps nothing from being ready, until its performer stands by it", async () => {
  const { board, put, standing, clashes, events } = await bench();
  put("damascus", frame(), part(first, "damascus"), part(second, "baghdad"));
  put("damascus", said(first, "ready"));
  assert.deepEqual(
    clashes().map(({ state, blocks }) => [state, blocks]),
    [["open", false]],
  );
  assert.equal(standing(first), "ready");
  for (const [hours, state, blocks] of [
    [-7, "accepted", true],
    [-6, "declined", undefined],
    [-5, "accepted-with-conditions", true],
    [-4, "under-way", true],
    [-3, "suspended", true],
    [-2, "aborted", undefined],
  ] as const) {
    events.length = 0;
    put("baghdad", said(second, state, { modified: at(hours) }));
    assert.equal(board.clashesOf(first)[0]?.blocks, blocks, state);
    assert.equal(standing(first), blocks ? "accepted" : "ready", state);
    if (state === "accepted") assert.equal(events.length, 1, "it is told that it blocks now");
  }
});

test("this node's own word is enough where only it knows, and says so; a partner's never is", async () => {
  const { put, clashes } = await bench();
  put("damascus", frame(), part(first, "damascus"), part(second, "baghdad"));
  const [known] = clashes();
  put("damascus", accepts(known!.clash, { known_here_alone: true }));
  const own = { id: idOf("clash-acceptance", 2) };
  put("damascus", accepts(known!.clash, { known_here_alone: true, modified: at(-6.5) }));
  assert.equal(clashes()[0]!.state, "open");
  put("damascus", part(second, "baghdad", { modified: at(-6) }));
  const versions = { part_versions: [at(-9), at(-6)] };
  put("baghdad", accepts(known!.clash, { ...own, ...versions, modified: at(-5) }));
  assert.equal(clashes()[0]!.state, "open", "whoever it goes to");
  put(
    "baghdad",
    accepts(known!.clash, { ...own, ...versions, known_here_alone: true, modified: at(-4) }),
  );
  assert.equal(clashes()[0]!.state, "accepted");
});

test("two people decide without the others where a third partner wrote a part; nowhere else, and for no other node", async () => {
  for (const [writer, self, expected] of [
    ["washington", "baghdad", "accepted"],
    ["damascus", "baghdad", "open"],
    ["baghdad", "baghdad", "open"],
    ["washington", "damascus", "open"],
  ] as const) {
    const { put, clashes } = await bench();
    put("washington", frame());
    put("damascus", part(first, "damascus"));
    put(writer, part(second, "baghdad"));
    const [known] = clashes();
    put(self, accepts(known!.clash, { alone: true }));
    assert.equal(clashes()[0]!.state, expected, `${writer} ${self}`);
  }
});

test("what is under way is in the way until its performer says that it is over, whoever changes or cancels it", async () => {
  const { board, clock, put, clashes, standing } = await bench();
  put("damascus", frame(), part(first, "damascus"), said(first, "under-way"));
  put("damascus", frame({ modified: at(-7) }));
  assert.equal(standing(first), "under-way", "a changed frame ends nothing");
  clock.now = dawn + 3 * hour;
  board.timePasses();
  put("damascus", part(second, "baghdad", { start_time: at(3), stop_time: at(4) }));
  assert.equal(clashes().length, 1, "and it goes on beyond its time");
  put("damascus", part(first, "damascus", { modified: at(-6), part_state: "cancelled" }));
  put("damascus", frame({ modified: at(-5), task_state: "done" }));
  assert.equal(standing(first), "under-way");
  assert.deepEqual(clashes(), [], "what did not begin is done with the whole");
  put("damascus", frame({ modified: at(-4) }));
  assert.equal(clashes().length, 1);
  put("damascus", said(first, "aborted", { modified: at(-3) }));
  assert.equal(standing(first), "cancelled");
  assert.deepEqual(clashes(), []);
});

test("a crowd makes no clash be forgotten or told as solved, and what is only proposed is no veto in a crowd either", async () => {
  const { board, put, clashes, standing, events } = await bench();
  const along = {
    geometry: {
      type: "LineString",
      coordinates: [
        [41, 34],
        [43, 34],
      ],
    },
  };
  const spot = (n: number) => ({ geometry: { type: "Point", coordinates: [41 + n / 130, 34] } });
  const decoys = Array.from({ length: 250 }, (_, n) => idOf("task-part", 1000 + n));
  const between = (...ids: StixId[]) =>
    clashes().find(({ clash }) => [...ids].sort().join() === clash.between.join());
  const solved = () => events.filter(({ data }) => (data as { state?: string }).state === "solved");
  put("damascus", frame(), part(first, "baghdad", along), part(second, "damascus", along));
  put("baghdad", said(first, "accepted"));
  put("damascus", ...decoys.map((id, n) => part(id, "damascus", spot(n))));
  put("baghdad", said(first, "ready", { modified: at(-7) }));
  assert.ok(between(first, second));
  assert.equal(standing(first), "ready", "all others are proposals");
  assert.equal(between(first, first)?.clash.compared, false, "people are told that there is more");
  put("damascus", said(second, "accepted"));
  assert.equal(standing(first), "accepted");
  assert.deepEqual(solved(), []);
  // One more in a crowd that is committed as well: it has not seen all of them, nor has each of them seen it.
  put("damascus", ...decoys.map((id) => said(id, "accepted")));
  assert.ok(between(first, first)?.blocks);
  const late = idOf("task-part", 3);
  put("damascus", part(late, "baghdad", along));
  put("baghdad", said(late, "ready", { modified: at(-6) }));
  assert.equal(standing(late), "accepted");
  const unseen = decoys.filter((id) => !between(id, late));
  assert.ok(unseen.length > 0 && unseen.every((id) => between(id, id)?.blocks));
  const gone = { modified: at(-5), part_state: "cancelled" };
  put("damascus", ...decoys.map((id) => part(id, "damascus", gone)));
  for (let beat = 0; beat < 2; beat++) board.timePasses();
  const pairs = [
    [first, second],
    [first, late],
    [second, late],
  ];
  assert.deepEqual(
    clashes()
      .map(({ clash }) => clash.between.join())
      .sort(),
    pairs.map((ids) => ids.sort().join()).sort(),
  );
});

test("boundaries, units that a performer named, and what is off or gone", async () => {
  const { put, clashes, withdraw, standing } = await bench();
  const line = {
    type: "LineString",
    coordinates: [
      [41, 33.9],
      [41, 34.1],
    ],
  };
  const boundaries = ["border", "phase-line"].map((key, index) => ({
    ...{ key, name: { en: key }, line_type: index === 0 ? "boundary" : "control-line", line },
  }));
  const across = {
    geometry: {
      type: "LineString",
      coordinates: [
        [40.9, 34],
        [41.1, 34],
      ],
    },
    radius: 0,
  };
  put("washington", frame({ boundaries }), part(first, "damascus", across));
  assert.deepEqual(
    clashes().map(({ clash }) => [clash.kind, clash.between]),
    [["boundary", [boundaryId(task, "border"), first].sort()]],
  );
  put(
    "washington",
    part(first, "damascus", { ...across, may_cross: ["border"], modified: at(-8) }),
  );
  assert.deepEqual(clashes(), []);
  const [far, unit] = [{ geometry: { type: "Point", coordinates: [36, 33] } }, idOf("unit", 1)];
  put("washington", part(second, "damascus", far));
  put(
    "damascus",
    { type: "unit", id: unit, modified: at(-9) },
    said(first, "accepted", { unit_ref: unit }),
    said(second, "accepted", { unit_ref: unit }),
  );
  assert.deepEqual(
    clashes().map(({ clash }) => [clash.kind, clash.about]),
    [["unit-twice", unit]],
  );
  put("damascus", said(second, "aborted", { unit_ref: unit, modified: at(-6) }));
  assert.deepEqual(clashes(), []);
  put("damascus", said(second, "accepted", { unit_ref: unit, modified: at(-5) }));
  assert.equal(clashes().length, 1);
  // A unit that is not here any more, or that is another's, is committed by nobody.
  withdraw(unit);
  assert.deepEqual(clashes(), []);
  put("washington", { type: "unit", id: unit, modified: at(-4) });
  assert.deepEqual(clashes(), []);
  withdraw(unit);
  put("damascus", { type: "unit", id: unit, modified: at(-3) });
  assert.equal(clashes().length, 1);
  withdraw(second);
  assert.deepEqual(clashes(), []);
  withdraw(task);
  assert.equal(standing(first), undefined, "its task is gone");
});
