import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { feature } from "topojson-client";
import type { Position } from "../domain/geometry.ts";
import { readGazetteer } from "./gazetteer.ts";
import { isAreaPlace } from "./places.ts";

const file = new URL("../../scenarios/levant-2014-2015/places.csv", import.meta.url);
const gazetteer = readGazetteer(readFileSync(file, "utf8"));

test("there are enough places, and each lies in its own country", () => {
  assert.ok(gazetteer.all.filter((place) => !isAreaPlace(place)).length >= 80);
  const [west, south, east, north] = [34.5, 29.5, 48.5, 38];
  const borders = countryBorders();
  for (const { id, country, kind, position } of gazetteer.all) {
    const [lon, lat] = position;
    assert.ok(lon > west && lon < east && lat > south && lat < north, id);
    const { inside, km } = borders.get(country)!(position);
    // The outlines are simplified: a town on the border may come to lie just across it.
    assert.ok(inside || km < 1.5, `${id} lies ${km} km outside ${country}`);
    if (kind === "crossing") assert.ok(km < 6, `${id} lies ${km} km from the border`);
  }
});

/** Per country: whether a position lies inside, and its distance in km from the border, on the 1:10m outlines. */
function countryBorders() {
  const url = new URL(import.meta.resolve("world-atlas/countries-10m.json"));
  const atlas = JSON.parse(readFileSync(url, "utf8"));
  const { features } = feature(atlas, atlas.objects.countries) as unknown as {
    features: {
      id: string;
      geometry: { type: string; coordinates: Position[][] | Position[][][] };
    }[];
  };
  const codes = { SY: "760", IQ: "368", TR: "792", JO: "400", LB: "422", IR: "364" };
  return new Map(
    Object.entries(codes).map(([country, code]) => {
      const { type, coordinates } = features.find(({ id }) => id === code)!.geometry;
      const polygons = (type === "Polygon" ? [coordinates] : coordinates) as Position[][][];
      return [
        country,
        (position: Position) => ({
          inside: polygons.some(([outer]) => isInside(position, outer!)),
          km: Math.min(...polygons.flat().map((ring) => kmFrom(position, ring))),
        }),
      ];
    }),
  );
}

function isInside([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false;
  for (const [index, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring.at(index - 1)!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function kmFrom([x, y]: Position, ring: readonly Position[]): number {
  const narrow = Math.cos((y * Math.PI) / 180);
  let nearest = Infinity;
  for (let index = 1; index < ring.length; index++) {
    const [ax, ay] = [(ring[index - 1]![0] - x) * narrow, ring[index - 1]![1] - y];
    const [dx, dy] = [(ring[index]![0] - x) * narrow - ax, ring[index]![1] - y - ay];
    const along = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
    nearest = Math.min(nearest, Math.hypot(ax + along * dx, ay + along * dy));
  }
  return nearest * 111.2;
}
