import assert from "node:assert/strict";
import { test } from "node:test";
import type { ListedRecord, Preview } from "../api/shapes.ts";
import { recordExtension } from "../format/record.ts";
import { drawnSamples } from "./samples.ts";

const none = { count: 0, byTopic: {}, samples: [] };
const colours = { opens: "green", held: "amber", stops: "red" };

function sample(id: string, position: [number, number] | null, geometry?: object): ListedRecord {
  const extensions = { [recordExtension]: geometry ? { geometry } : {} };
  const record = { type: "incident", id, spec_version: "2.1", extensions };
  return { id, position, record, name: { en: id } } as unknown as ListedRecord;
}

test("samples are drawn as their area or point, once each; what stops somewhere is drawn as stopping", () => {
  const area = {
    type: "Polygon",
    coordinates: [
      [
        [1, 1],
        [2, 1],
        [2, 2],
        [1, 1],
      ],
    ],
  };
  const [point, wide, nowhere] = [
    sample("a", [42, 34]),
    sample("b", [1.5, 1.5], area),
    sample("c", null),
  ];
  const flow = (...samples: ListedRecord[]) => ({ count: samples.length, byTopic: {}, samples });
  const partners: Preview["partners"] = [
    {
      partner: "x",
      opens: flow(point, nowhere),
      held: { ...none, secondPerson: 0 },
      stops: flow(wide),
    },
    { partner: "y", opens: none, held: { ...none, secondPerson: 0 }, stops: flow(point) },
  ];
  const drawn = drawnSamples({ partners }, colours, ({ name }) => name.en ?? "");
  assert.deepEqual(
    drawn.map(({ id, shape, colour, label }) => [id, shape.type, colour, label]),
    [
      ["b", "Polygon", "red", "b"],
      ["a", "Point", "red", "a"],
    ],
  );
});
