import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import { parseCoordinates } from "./coordinates.ts";
import { gridReference, parseGridReference } from "./mgrs.ts";

test("a grid reference is that of the tables", () => {
  // The White House: the example that most descriptions of the grid give.
  assert.equal(gridReference([-77.0365, 38.8977]), "18S UJ 23394 07395");
  assert.equal(gridReference([44, 85]), "");
});

test("a reference leads back to within a metre, however it is typed", () => {
  const position = fc.tuple(
    fc.double({ min: 30, max: 50, noNaN: true }),
    fc.double({ min: 25, max: 40, noNaN: true }),
  );
  fc.assert(
    fc.property(position, ([longitude, latitude]) => {
      const text = gridReference([longitude, latitude]);
      for (const typed of [text, text.toLowerCase().replaceAll(" ", "")]) {
        const [x, y] = parseCoordinates(typed)!;
        assert.ok(Math.abs(x - longitude) < 2e-5 && Math.abs(y - latitude) < 2e-5, text);
      }
    }),
  );
});

test("what is no reference is none", () => {
  for (const text of [
    "",
    "38S",
    "38S MB 123 45",
    "99S MB 12345 67890",
    "38I MB 12 34",
    "MB 12 34",
    "33.4, 43.2",
  ])
    assert.equal(parseGridReference(text), null, text);
});
