import assert from "node:assert/strict";
import { test } from "node:test";
import type { ListedRecord } from "../api/shapes.ts";
import { compareSources, numbersOf } from "./compare-sources.ts";
import { recordExtension } from "./record.ts";

function source(
  at: string | null,
  position: [number, number] | null,
  said: { text?: string; lang?: string; own?: Record<string, unknown> } = {},
): ListedRecord {
  const lang = said.lang ?? "en";
  return {
    ...{ at, position, name: { [lang]: said.text ?? "Road cut" }, description: {} },
    record: { lang, extensions: { [recordExtension]: said.own ?? {} } },
  } as unknown as ListedRecord;
}

const held = (state: string, ...to: string[]) => ({
  control: { from: [], to: to.map((id) => ({ id, name: {} })), state },
});

test("sources agree on what is as near as people estimate, and contradict each other beyond that", () => {
  const one = source("2015-03-11T06:00:00Z", [42.35, 34.13]);
  assert.deepEqual(compareSources([one, source("2015-03-11T06:50:00Z", [42.38, 34.14])]), {
    ...{ when: "agree", where: "agree", control: null, numbers: null },
  });
  const other = compareSources([one, source("2015-03-11T09:00:00Z", [42.6, 34.13])]);
  assert.deepEqual([other.when, other.where], ["contradict", "contradict"]);
  const silent = compareSources([one, source(null, null)]);
  assert.deepEqual([silent.when, silent.where], [null, null]);
  // Known to the day: any hour of it is meant.
  const day = source("2015-03-11T00:00:00Z", null, { own: { precision: "day" } });
  assert.equal(compareSources([one, day]).when, "agree");
  const lasting = source("2015-03-10T00:00:00Z", null, {
    own: { stop_time: "2015-03-11T05:30:00Z" },
  });
  assert.equal(compareSources([one, lasting]).when, "agree");
  // All with all: two that are each near the third are not yet near each other.
  const third = source("2015-03-11T07:40:00Z", [42.35, 34.13]);
  const middle = source("2015-03-11T06:50:00Z", [42.35, 34.13]);
  assert.equal(compareSources([one, middle, third]).when, "contradict");
});

test("who holds a place, and the numbers of a text, are held against each other", () => {
  const now = "2015-03-11T06:00:00Z";
  const by = (...args: Parameters<typeof held>) => source(now, null, { own: held(...args) });
  assert.equal(compareSources([by("divided", "a", "b"), by("divided", "b", "a")]).control, "agree");
  assert.equal(compareSources([by("held", "a"), by("contested", "a", "b")]).control, "contradict");
  const said = (text: string, lang?: string) => source(now, null, { text, ...(lang && { lang }) });
  assert.deepEqual(numbersOf(said("قُتل ٣ وجُرح ١٬٢٠٠ عند 3", "ar")), ["3", "1200"]);
  assert.equal(compareSources([said("3 killed"), said("قُتل ٣", "ar")]).numbers, "agree");
  assert.equal(compareSources([said("3 killed"), said("قُتل 5", "ar")]).numbers, "contradict");
  assert.equal(compareSources([said("3 killed"), said("killed")]).numbers, null);
});
