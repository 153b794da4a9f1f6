import assert from "node:assert/strict";
import { test } from "node:test";
import { mayBecome, standingOf } from "../../../src/domain/task-state.ts";
import { commitmentStates } from "../../../src/domain/task.ts";
import { exampleClash, examplePart, exampleTask } from "../../../src/http/schema/tasks.ts";
import { exampleDraftHead } from "../../../src/http/schema/tasks.ts";
import type { ListedPart, ListedTask } from "../api/shapes.ts";
import { boxAround, clashFeatures, taskFeatures } from "../map/task-features.ts";
import { hashOf, parseRoute } from "../state/route.ts";
import { readAddress } from "./address.ts";
import { chartOf } from "./bars.ts";
import { boardOf, columns, isBare, neighbour } from "./board.ts";
import { drawnOf } from "./drawn.ts";
import { reopens } from "./reopens.ts";

const partOf = (nth: number, over: Partial<ListedPart> = {}): ListedPart => ({
  ...examplePart,
  id: `task-part--00000000-0000-4000-8000-00000000000${nth}`,
  ...over,
});
const bare: ListedTask = { ...exampleTask, id: "joint-task--00000000-0000-4000-8000-000000000009" };

test("the board has each part once, in the column of its state, those that begin first first", () => {
  const states = ["proposed", ...commitmentStates, "cancelled"] as const;
  const parts = states.map((state, nth) =>
    partOf(nth, { state, from: `2015-03-11T0${9 - nth}:00:00.000Z` }),
  );
  const on = { drafts: [exampleDraftHead], tasks: [exampleTask, bare], parts };
  const board = boardOf(on, { partner: null, mine: false }, "baghdad");
  const seen = (column: (typeof columns)[number]) =>
    board[column].map((card) => (card.kind === "part" ? card.part.state : card.kind));
  assert.deepEqual(Object.fromEntries(columns.map((column) => [column, seen(column)])), {
    draft: ["draft"],
    proposed: ["proposed", "task"],
    committed: ["ready", "accepted-with-conditions", "accepted"],
    "under-way": ["under-way"],
    done: ["done"],
    off: ["cancelled", "aborted", "suspended", "declined"],
  });
});

test("the board is filtered by who performs a part or proposed a task", () => {
  const parts = [partOf(1, { performer: "baghdad" }), partOf(2, { performer: "damascus" })];
  const on = { drafts: [exampleDraftHead], tasks: [exampleTask, bare], parts };
  const ids = (partner: string | null, mine: boolean) => {
    const board = boardOf(on, { partner, mine }, "baghdad");
    return columns.flatMap((column) => board[column].map(({ id }) => id));
  };
  assert.deepEqual(ids("damascus", false), [parts[1]!.id]);
  assert.deepEqual(ids(null, true), [exampleDraftHead.id, bare.id, parts[0]!.id]);
  assert.ok(isBare(boardOf(on, { partner: "jordan", mine: false }, "baghdad")));
});

test("arrows lead from card to card, past columns in which nothing stands", () => {
  const parts = [
    partOf(1, { state: "proposed" }),
    partOf(2, { state: "proposed", from: "2015-03-12T00:00:00.000Z" }),
    partOf(3, { state: "done" }),
  ];
  const [a, b, c] = parts.map(({ id }) => id) as [string, string, string];
  const board = boardOf(
    { drafts: [], tasks: [exampleTask], parts },
    { partner: null, mine: false },
    "x",
  );
  assert.equal(neighbour(board, a, "down"), b);
  assert.equal(neighbour(board, b, "down"), null);
  assert.equal(neighbour(board, b, "up"), a);
  assert.equal(neighbour(board, b, "after"), c);
  assert.equal(neighbour(board, c, "before"), a);
  assert.equal(neighbour(board, c, "after"), null);
  assert.equal(neighbour(board, "nobody", "up"), null);
});

test("bars, phases and clashes lie where their times are", () => {
  const part = partOf(1, { id: exampleClash.parts[0]!.id });
  const chart = chartOf([exampleTask], [part], [exampleClash], Date.parse("2015-03-12T12:00:00Z"))!;
  const room = 72 * 0.02;
  const at = (hours: number) => ((hours + room) / (72 + 2 * room)) * 100;
  const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);
  const [rows] = chart.tasks;
  near(rows!.bar.start, at(0));
  near(rows!.bar.length, at(72) - at(0));
  near(rows!.phases[0]!.length, at(24) - at(0));
  near(rows!.rows[0]!.clashes[0]!.start, at(6));
  near(rows!.rows[0]!.clashes[0]!.length, at(9) - at(6));
  near(chart.now!, at(36));
  assert.equal(rows!.rows[0]!.overrun, null);
  assert.ok(chart.ticks.length >= 4 && chart.ticks.length <= 9);
  for (const { at } of chart.ticks) assert.equal(at % (6 * 3_600_000), 0);
  // The last one lies so near to the end that its time would be cut.
  assert.ok(chart.ticks.at(-1)!.start > 90);
  assert.deepEqual(
    chart.ticks.map(({ named }) => named),
    chart.ticks.map(({ start }) => start <= 90),
  );
});

test("what is late to end goes on until now; what is long past shows no now", () => {
  const late = partOf(1, { state: "under-way", late: "to-end" });
  const until = Date.parse(late.until);
  const soon = chartOf([exampleTask], [late], [], until + 3_600_000)!;
  assert.ok(soon.tasks[0]!.rows[0]!.overrun!.length > 1);
  assert.notEqual(soon.now, null);
  const years = chartOf([exampleTask], [late], [], until + 10 * 365 * 86_400_000)!;
  assert.equal(years.now, null);
  assert.equal(years.span.until, chartOf([exampleTask], [], [], 0)!.span.until);
  assert.equal(chartOf([], [], [], 0), null);
});

test("what is told to be re-opened by a change is what the node re-opens", () => {
  for (const state of commitmentStates) {
    const part = partOf(1, { state, commitment: { ...examplePart.commitment!, state } });
    const said = { state, partModified: 1, taskModified: 1 };
    const frame = { modified: 1, state: "proposed" as const };
    const after = standingOf(
      { ...frame, modified: 2 },
      { modified: 1, cancelled: false },
      said,
      false,
    );
    const { fallBack, askedAgain } = reopens([part]);
    assert.equal(fallBack.length === 1, after.state === "proposed", state);
    assert.equal(fallBack.length + askedAgain.length === 1, after.askedAgain, state);
    assert.ok(!after.askedAgain || mayBecome(after).length > 0);
  }
});

test("who said nothing has nothing to fall back from", () => {
  const silent = partOf(3, { state: "proposed", commitment: null });
  assert.deepEqual(reopens([silent]), { fallBack: [], askedAgain: [] });
});

test("shapes are drawn with their names, clashes where they are", () => {
  const common = { radius: 0, colour: "#123456", label: "A", on: false, line: "part" as const };
  const line = {
    type: "LineString",
    coordinates: [
      [41, 34],
      [42, 34],
      [42, 35],
    ],
  };
  const { shapes, labels } = taskFeatures([
    { ...common, id: "one", shape: { type: "Point", coordinates: [41, 34] }, radius: 500 },
    { ...common, id: null, shape: line, label: "", line: "boundary" },
    { ...common, id: "two", shape: line },
    { ...common, id: "none", shape: { type: "Polygon", coordinates: [] } },
  ]);
  assert.deepEqual(
    shapes.features.map(({ geometry, properties }) => [geometry.type, properties.id]),
    [
      ["Polygon", "one"],
      ["Point", "one"],
      ["LineString", ""],
      ["LineString", "two"],
    ],
  );
  assert.deepEqual(
    labels.features.map(({ geometry }) => geometry.coordinates),
    [
      [41, 34],
      [42, 34.5],
    ],
  );
  const clashes = [exampleClash, { ...exampleClash, position: [41, 34] as [number, number] }];
  assert.equal(clashFeatures(clashes, exampleClash.id).features.length, 1);
  assert.deepEqual(
    boxAround([line])!.map((degrees) => Math.round(degrees * 10) / 10),
    [40.9, 33.9, 42.1, 35.1],
  );
  assert.equal(boxAround([]), null);
});

test("every place among the tasks has an address that leads back to it", () => {
  const task = exampleTask.id;
  for (const [rest, address] of [
    ["map", { at: "map" }],
    [task, { at: "task", task }],
    [`${task}/map`, { at: "task-map", task }],
  ] as const) {
    const { view, id } = parseRoute(`#/tasks/${rest}`);
    assert.equal(hashOf({ view, id }), `#/tasks/${rest}`);
    assert.deepEqual(readAddress(id), address);
  }
  assert.deepEqual(readAddress(parseRoute(`#/tasks/${task}/elsewhere`).id), { at: "board" });
});

test("a task is drawn with its lines and each part that is somewhere, as its partner's and marked where it clashes", () => {
  const shape = { type: "Point", coordinates: [41, 34] };
  const line = {
    type: "LineString",
    coordinates: [
      [41, 34],
      [42, 34],
    ],
  };
  const boundaries = [{ name: { en: "Border" }, line, line_type: "boundary" }];
  const task = { ...exampleTask, record: { ...exampleTask.record, geometry: shape, boundaries } };
  const somewhere = { ...examplePart.record, geometry: shape, radius: 300 };
  const moving = { ...examplePart.record, corridor: { line } };
  const parts = [
    partOf(1, { record: somewhere, openClashes: 1, name: { ar: "القائم (عرض)" } }),
    partOf(2, { record: moving, openClashes: 0 }),
    partOf(3),
  ];
  const drawn = drawnOf([task], parts, {
    colour: (partner) => `of ${partner}`,
    name: ({ ar, en }) => en ?? ar ?? "",
    lit: new Set([parts[1]!.id]),
  });
  assert.deepEqual(
    drawn.map(({ line, colour, label, radius, on }) => [line, colour, label, radius, on]),
    [
      ["frame", "#4a5a66", "", 0, false],
      ["boundary", "#4a5a66", "Border", 0, false],
      ["part", "of baghdad", "! القائم )عرض(", 300, false],
      ["part", "of baghdad", examplePart.name.en, 0, true],
    ],
  );
});
