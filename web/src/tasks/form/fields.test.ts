import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleFrameDraft, examplePartDraft } from "../../../../src/http/schema/task-drafts.ts";
import type { TaskDraft } from "../../api/shapes.ts";
import { blankPart, blankTask, freshKey, noWords } from "./fields.ts";
import { lacksOf } from "./lacks.ts";
import { fieldsOfTask } from "./read-draft.ts";
import { draftOfFields } from "./write-draft.ts";

const times = { from: "2015-03-11T04:00:00.000Z", until: "2015-03-11T06:00:00.000Z" };
const route = {
  type: "LineString" as const,
  coordinates: [
    [41, 34],
    [41.2, 34.1],
  ],
};
const square = [
  [41, 34],
  [41.2, 34],
  [41.2, 34.2],
  [41, 34],
];
const full: TaskDraft = {
  ...exampleFrameDraft,
  description: { en: "Why" },
  ...{ from: "2015-03-11T00:00:00.000Z", until: "2015-03-14T00:00:00.000Z" },
  phases: [{ key: "closing", name: { en: "Closing" }, ...times }],
  boundaries: [{ key: "border", name: { ar: "الحدود" }, type: "boundary", line: route }],
  separation: { metres: 500, minutes: 30, heightMetres: 100 },
  ...{ caveats: ["x"], reshare: "any", originatorControl: true, releasableTo: ["damascus"] },
  parts: [
    {
      ...examplePartDraft,
      ...{ ...times, key: "part-1", radius: 300, height: { from: 0, to: 200 } },
      uses: [{ key: "bridge", name: { en: "Bridge" }, ...times }],
      ...{ mayCross: ["border"], dependsOn: ["part-2"], topics: ["border"], releasableTo: [] },
    },
    {
      ...{ name: { en: "Escort" }, lang: "en", performer: "damascus", key: "part-2" },
      ...{ from: times.from, until: "2015-03-11T05:30:00.000Z", phase: "closing" },
      ...{ classification: "secret", unit: "unit--4b5a0c52-8d0e-4c0b-9a3e-7f1d2c3b4a59" },
      corridor: { line: route, leadMinutes: 5, lagMinutes: 10 },
      geometry: { type: "Polygon", coordinates: [square] },
    },
    {
      ...{ name: { en: "Watch" }, lang: "en", performer: "baghdad", key: "part-3", ...times },
      classification: "unclassified",
      geometry: { type: "MultiPolygon", coordinates: [[square], [square]] },
    },
    {
      ...{ name: { en: "Camp" }, lang: "en", performer: "baghdad", key: "part-4", ...times },
      ...{ classification: "unclassified", geometry: { type: "Polygon", coordinates: [square] } },
    },
  ],
};

test("what a draft says comes back from the form as it was, also what the form does not show", () => {
  assert.deepEqual(draftOfFields(fieldsOfTask(full)), full);
  assert.deepEqual(lacksOf(fieldsOfTask(full)), []);
});

test("a part goes by its phase where both have the same times, and moves with it", () => {
  const fields = fieldsOfTask(full);
  assert.deepEqual(
    fields.parts.map(({ asPhase }) => asPhase),
    [true, false, false, false],
  );
  fields.frame.phases[0]!.until = "2015-03-11T08:00";
  const [first, second] = draftOfFields(fields).parts!;
  assert.equal(first!.until, "2015-03-11T08:00:00.000Z");
  assert.equal(second!.until, "2015-03-11T05:30:00.000Z");
});

test("what is missing is told part by part", () => {
  const fields = blankTask("en", "2015-03-11T04:00", "2015-03-11T04:00");
  fields.parts = [blankPart(fields.frame, "", [])];
  const [part] = fields.parts;
  part!.place = { kind: "area", positions: [[41, 34]], radius: "" };
  part!.height = { from: "1", to: "" };
  part!.uses = [{ key: "bridge", name: noWords(), from: "", until: "" }];
  part!.releasableTo = "unsaid";
  fields.frame.separation.metres = "-1";
  fields.frame.topics = [];
  fields.frame.phases = [{ key: "one", name: { ar: "", en: " " }, from: "", until: "" }];
  fields.frame.lines = [{ key: "l", name: { ar: "", en: "L" }, type: "boundary", positions: [] }];
  const of = (nth: number | null) =>
    lacksOf(fields)
      .filter(({ part }) => part === nth)
      .map(({ kind }) => kind);
  assert.deepEqual(of(null), ["name", "times", "number", "topics", "phase", "line"]);
  assert.deepEqual(of(0), ["name", "times", "place", "recipients", "performer", "number", "use"]);
});

test("of a road that a part needs the short name is asked for", () => {
  const fields = fieldsOfTask(full);
  fields.parts[0]!.uses[0]!.key = "";
  assert.deepEqual(lacksOf(fields), [{ part: 0, kind: "use" }]);
});

test("keys are fresh", () => {
  assert.equal(freshKey("part", []), "part-1");
  assert.equal(freshKey("part", ["part-2", "part-1"]), "part-3");
  assert.equal(freshKey("part", ["part-3", "x"]), "part-4");
});
