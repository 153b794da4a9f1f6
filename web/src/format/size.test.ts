import assert from "node:assert/strict";
import { test } from "node:test";
import { sizeInWords } from "./size.ts";

test("sizes are told in their largest unit, in both languages", () => {
  const cases = [0, 999, 1000, 1_250_000, 83_456_000_000, 2_000_000_000_000];
  assert.deepEqual(
    cases.map((bytes) => sizeInWords(bytes, "en")),
    ["0 byte", "999 byte", "1 kB", "1.3 MB", "83.5 GB", "2 TB"],
  );
  assert.match(sizeInWords(83_456_000_000, "ar"), /^83\.5 .*غيغابايت/);
});
