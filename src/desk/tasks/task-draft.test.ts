import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import {
  frameRecord,
  objectOf,
  partRecord,
  type FrameDraft,
  type PartDraft,
} from "./task-draft.ts";
import { pastNote, timeNotes } from "./time-notes.ts";

const task = "joint-task--00000000-0000-4000-8000-000000000000";
const said = { name: { en: "Close the roads" }, classification: "restricted" as const };
const minute = 60_000;

/** As somebody writes an instant whose clocks are so many minutes ahead of UTC. */
function written(at: number, ahead: number): string {
  const two = (value: number): string => String(Math.floor(Math.abs(value))).padStart(2, "0");
  const sign = ahead < 0 ? "-" : "+";
  return `${stixTime(at + ahead * minute).slice(0, -1)}${sign}${two(ahead / 60)}:${two(ahead % 60)}`;
}

test("a task and a part written with any offset are those written in UTC", () => {
  const instant = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
  const ahead = fc.integer({ min: -12 * 60, max: 14 * 60 });
  fc.assert(
    fc.property(
      instant,
      fc.integer({ min: 1, max: 1e9 }),
      ahead,
      ahead,
      (start, length, one, other) => {
        const local = { from: written(start, one), until: written(start + length, other) };
        const utc = { from: stixTime(start), until: stixTime(start + length) };
        const frame = (times: typeof utc): FrameDraft => ({
          ...said,
          ...times,
          phases: [{ key: "all", name: said.name, ...times }],
        });
        const part = (times: typeof utc): PartDraft => ({
          ...{ ...said, ...times, performer: "baghdad" },
          uses: [{ key: "al-qaim", name: { en: "Crossing" }, ...times }],
        });
        assert.deepEqual(
          frameRecord(task, frame(local), "proposed"),
          frameRecord(task, frame(utc), "proposed"),
        );
        const stated = { type: "joint-task", id: task, spec_version: "2.1" as const };
        const id = task.replace("joint-task", "task-part");
        assert.deepEqual(partRecord(id, part(local), stated), partRecord(id, part(utc), stated));
      },
    ),
  );
});

test("what is no time, or does not end after it begins whatever the offsets, is refused", () => {
  for (const [from, until] of [
    ["2015-03-11T00:00:00", "2015-03-11T01:00:00Z"],
    ["2015-03-11T00:00:00Z", "2015-03-11T25:00:00+03:00"],
    ["2015-03-11T00:00:00Z", "2015-03-11T03:00:00+03:00"],
  ] as const)
    assert.throws(
      () => frameRecord(task, { ...said, from, until }, "proposed"),
      (error) => error instanceof AppError && error.code === "draft-invalid",
    );
});

test("times that do not fit each other are told, and those that do are not", () => {
  const hour = (hours: number) => stixTime(Date.UTC(2015, 2, 11, hours));
  const span = (from: number, until: number) => ({ from: hour(from), until: hour(until) });
  const phases = [{ key: "closing", name: said.name, ...span(4, 8) }];
  const drawn = frameRecord(task, { ...said, ...span(4, 12), phases }, "proposed");
  const frame = objectOf("joint-task", task, drawn.properties);
  const id = task.replace("joint-task", "task-part") as `task-part--${string}`;
  const notes = (draft: Partial<PartDraft>, ...needs: [from: number, until: number][]) => {
    const whole = { ...said, ...span(4, 8), performer: "baghdad", ...draft };
    const object = objectOf("task-part", id, partRecord(id, whole, frame).properties);
    const named = needs.map(([start, stop]) => ({
      name: "bridge",
      start: Date.parse(hour(start)),
      stop: Date.parse(hour(stop)),
    }));
    return timeNotes(object, frame, named).map(({ en }) => en);
  };
  const uses = (from: number, until: number) => [
    { key: "ford", name: said.name, ...span(from, until) },
  ];
  assert.deepEqual(notes({ phase: "closing", uses: uses(4, 8) }, [4, 8], [0, 4]), []);
  assert.deepEqual(notes(span(11, 13)), [
    "All or some of this part lies outside the time of its task.",
  ]);
  assert.deepEqual(notes({ ...span(4, 9), phase: "closing" }), [
    'All or some of this part lies outside its phase "closing".',
  ]);
  assert.deepEqual(notes({ uses: uses(3, 5) }), ['It uses "ford" outside its own time.']);
  assert.deepEqual(notes({}, [5, 8]), ['It depends on "bridge", which begins later.']);
  assert.deepEqual(notes({}, [4, 9]), ['It depends on "bridge", which ends after it.']);

  const clock = () => Date.parse(hour(8));
  const over = { start: 0, stop: clock() };
  assert.equal(pastNote({ mode: "exercise", clock }, over).length, 1);
  assert.deepEqual(pastNote({ mode: "exercise", clock }, { start: 0, stop: clock() + 1 }), []);
  assert.deepEqual(pastNote({ mode: "demonstration", clock }, over), [], "it tells of the past");
});
