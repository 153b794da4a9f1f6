import assert from "node:assert/strict";
import { test } from "node:test";
import type { ListedRecord } from "../api/shapes.ts";
import { recordExtension } from "../format/record.ts";
import { exportAs } from "./export.ts";
import type { KmlWords } from "./kml.ts";

const record: ListedRecord = {
  ...{ id: "incident--8d8e8f10-4f6c-4c1e-9d2b-5a7f0c1e2d3a", modified: "2015-03-11T09:20:00.000Z" },
  ...{ kind: "incident", originator: "baghdad", grade: "B2", at: "2015-03-11T04:00:00.000Z" },
  label: {
    ...{
      id: "marking-definition--1",
      classification: "restricted",
      topics: ["border", "supply-route"],
    },
    ...{ caveats: ["fleet"], reshare: "none", originatorControl: false, release: "agreements" },
  },
  name: { ar: "قُطع الطريق", en: '=HYPERLINK("x"), <cut> & "quoted"' },
  description: { en: "Two\nlines" },
  translatedBy: "baghdad",
  position: [41.2, 34.4],
  record: {
    type: "incident",
    id: "incident--8d8e8f10-4f6c-4c1e-9d2b-5a7f0c1e2d3a",
    spec_version: "2.1",
  },
};

const words = (lang: "ar" | "en"): KmlWords => ({
  ...{ lang, title: "Baghdad, <now>" },
  classification: (id) => (lang === "ar" ? "محدود" : id),
  mode: (mode) => `(${mode})`,
});

test("a table has label and grade in each row, and runs nothing in a spreadsheet", () => {
  const text = exportAs("csv", [record], words("en"));
  assert.ok(text.startsWith("\ufeffid,modified,kind,originator,"));
  assert.match(
    text,
    /,restricted,fleet,border supply-route,B2,34\.4,41\.2,37S [A-Z]{2} \d{5} \d{5},/,
  );
  assert.ok(
    text.includes(`,قُطع الطريق,"'=HYPERLINK(""x""), <cut> & ""quoted""",,"Two\nlines"\r\n`),
    text,
  );
  assert.equal(exportAs("csv", [], words("en")).split("\r\n").length, 2);
});

test("GeoJSON and KML are what they are called, whatever somebody wrote", () => {
  const { features } = JSON.parse(exportAs("geojson", [record], words("en")));
  assert.deepEqual(features[0].geometry, { type: "Point", coordinates: [41.2, 34.4] });
  assert.equal(features[0].properties.classification, "restricted");
  const kml = exportAs("kml", [record, { ...record, position: null }], words("ar"));
  assert.equal(kml.split("<Placemark").length, 2);
  assert.ok(
    kml.includes("<name>قُطع الطريق</name>") && kml.includes("<coordinates>41.2,34.4</coordinates>"),
  );
  assert.ok(
    exportAs("kml", [record], words("en")).includes("&lt;cut&gt; &amp; &quot;quoted&quot;"),
  );
});

test("KML says that it is not real and how it is classified, and draws lines and areas", () => {
  const ring = [
    [41, 34],
    [42, 34],
    [42, 35],
    [41, 34],
  ];
  const shaped = (geometry: object, mode?: string): ListedRecord => ({
    ...record,
    record: {
      ...record.record,
      extensions: { [recordExtension]: { extension_type: "property-extension", geometry, mode } },
    },
  });
  const area = { type: "MultiPolygon", coordinates: [[ring, ring]] };
  const road = {
    type: "LineString",
    coordinates: [
      [41.12345678, 34],
      [42, 35],
    ],
  };
  const text = exportAs("kml", [shaped(area, "exercise"), shaped(road)], words("ar"));
  assert.ok(text.includes("<name>Baghdad, &lt;now&gt;</name>"));
  assert.ok(text.includes("<description>(exercise)\nمحدود\nB2\n"));
  const edge = "<LinearRing><coordinates>41,34 42,34 42,35 41,34</coordinates></LinearRing>";
  assert.ok(
    text.includes(
      `<MultiGeometry><Polygon><outerBoundaryIs>${edge}</outerBoundaryIs><innerBoundaryIs>${edge}</innerBoundaryIs></Polygon></MultiGeometry>`,
    ),
  );
  assert.ok(
    text.includes("<LineString><coordinates>41.123457,34 42,35</coordinates></LineString>"),
  );
});
