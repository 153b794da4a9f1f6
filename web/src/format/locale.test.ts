import assert from "node:assert/strict";
import { after, test } from "node:test";
import { countryIn, digitsIn, writeDigits } from "./locale.ts";
import { dateTimeGroup, durationInWords, timeInWords } from "./time.ts";

after(() => writeDigits("latn"));

test("Arabic words take the digits that a person prefers; codes and English keep theirs", () => {
  const iso = "2015-01-26T09:30:00Z";
  assert.match(timeInWords(iso, "ar", "day"), /26 كانون الثاني.* 2015/);
  writeDigits("arab");
  assert.match(timeInWords(iso, "ar", "day"), /٢٦ كانون الثاني.* ٢٠١٥/);
  assert.match(durationInWords(180_000, "ar"), /٣/);
  assert.deepEqual([digitsIn("ar", "2015"), digitsIn("en", "2015")], ["٢٠١٥", "2015"]);
  assert.equal(timeInWords(iso, "en", "day"), "26 January 2015");
  assert.equal(dateTimeGroup(iso), "260930ZJAN15");
});

test("a country stands by its name in the language of the page", () => {
  assert.deepEqual([countryIn("ar", "IQ"), countryIn("en", "SY")], ["العراق", "Syria"]);
  assert.equal(countryIn("ar", "elsewhere"), "elsewhere");
});
