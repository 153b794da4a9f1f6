import assert from "node:assert/strict";
import { test } from "node:test";

import { geometryFault } from "./geometry-fault.ts";

const ring = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0],
];

test("the six types are read as RFC 7946 writes them", () => {
  for (const geometry of [
    { type: "Point", coordinates: [180, -90] },
    { type: "MultiPoint", coordinates: [[0, 0]] },
    {
      type: "LineString",
      coordinates: [
        [0, 0],
        [1, 1],
      ],
    },
    {
      type: "MultiLineString",
      coordinates: [
        [
          [0, 0],
          [1, 1],
        ],
      ],
    },
    { type: "Polygon", coordinates: [ring, ring] },
    { type: "MultiPolygon", coordinates: [[ring]] },
  ])
    assert.equal(geometryFault(geometry), null, geometry.type);
});

test("everything else has a fault that is told", () => {
  for (const geometry of [
    null,
    "Point",
    {},
    { type: "GeometryCollection", geometries: [] },
    { type: "toString", coordinates: [0, 0] },
    { type: "Point", coordinates: [0] },
    { type: "Point", coordinates: [0, 0, 0] },
    { type: "Point", coordinates: [181, 0] },
    { type: "Point", coordinates: [0, "0"] },
    { type: "Point", coordinates: [[0, 0]] },
    { type: "Point", coordinates: [0, 0], bbox: [0, 0, 0, 0] },
    { type: "LineString", coordinates: [[0, 0]] },
    { type: "LineString", coordinates: [] },
    {
      type: "Polygon",
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [0, 0],
        ],
      ],
    },
    { type: "Polygon", coordinates: [[...ring.slice(0, 3), [5, 5]]] },
    { type: "Polygon", coordinates: ring },
    { type: "MultiPolygon", coordinates: [ring] },
    { type: "MultiPoint", coordinates: Array.from({ length: 10_001 }, () => [0, 0]) },
  ])
    assert.match(
      geometryFault(geometry)?.ar ?? "",
      /[\u0621-\u064a]/,
      JSON.stringify(geometry)?.slice(0, 100),
    );
});
