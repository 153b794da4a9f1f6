import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import { frameRecord, partRecord, type FrameDraft, type PartDraft } from "./task-draft.ts";

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
