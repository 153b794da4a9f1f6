import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { kilometres, likeness, type Occurrence } from "./likeness.ts";

const at = Date.parse("2015-03-11T06:00:00Z");
const hour = 3_600_000;

function occurrence(changes: Partial<Occurrence> = {}): Occurrence {
  const until = changes.until ?? changes.at ?? at;
  const texts = { en: "Supply road cut at the bridge near al-Qaim" };
  return { position: [41.02, 34.37], at, texts, ...changes, until };
}

describe("two reports of one event", () => {
  test("in English: endings and small words aside", () => {
    const found = likeness(
      occurrence(),
      occurrence({
        position: [41.05, 34.4],
        at: at + 3 * hour,
        texts: { en: "The bridges on the supply roads of Qaim were cut" },
      }),
    );
    assert.ok(found && found.score > 0.8, JSON.stringify(found));
    assert.ok(found.km! > 4 && found.km! < 5 && found.hours === 3 && found.words! > 0.6);
  });

  test("in Arabic: hamza, article, particles, diacritics and digits as search folds them", () => {
    const found = likeness(
      occurrence({ texts: { ar: "قُطِعَ طريقُ الإمداد عند جسر القائم ٣ كم" } }),
      occurrence({ texts: { ar: "قطع الطريق وجسر بالقائم، امداد متوقف على بعد 3 كم" } }),
    );
    assert.ok(found && found.words! >= 0.6, JSON.stringify(found));
  });

  test("where one is in both languages, by the one in which they share most", () => {
    const texts = { ar: "انفجار في السوق", en: "Supply road cut at the bridge" };
    const found = likeness(occurrence({ texts }), occurrence());
    assert.ok(found && found.words! > 0.7);
  });

  test("without a language in common, by place and time alone, which have to be nearer", () => {
    const texts = { ar: "قطع طريق الإمداد عند الجسر" };
    const found = likeness(occurrence(), occurrence({ texts, at: at + 2 * hour }));
    assert.ok(found && found.words === null && found.score < 0.8);
    assert.equal(likeness(occurrence(), occurrence({ texts, at: at + 30 * hour })), null);
    assert.equal(likeness(occurrence(), occurrence({ texts, position: [41.14, 34.37] })), null);
  });

  test("without a place, by many words in common", () => {
    const [texts, position] = [{ en: "Speaker says the supply road at the bridge is cut" }, null];
    assert.ok(likeness(occurrence(), occurrence({ texts, position })));
    const other = { en: "Speaker says the harvest at the river is good" };
    assert.equal(likeness(occurrence(), occurrence({ texts: other, position })), null);
    const arabic = { ar: "قطع طريق الإمداد" };
    assert.equal(likeness(occurrence(), occurrence({ texts: arabic, position })), null);
  });

  test("a time that is known to the day meets every hour of it", () => {
    const day = Date.parse("2015-03-11T00:00:00Z");
    const found = likeness(occurrence(), occurrence({ at: day, until: day + 24 * hour }));
    assert.equal(found?.hours, 0);
  });
});

describe("not proposed is", () => {
  const reasons: [string, Partial<Occurrence>][] = [
    ["what is far away", { position: [41.5, 34.37] }],
    ["what was days before", { at: at - 73 * hour }],
    ["what is told in other words", { texts: { en: "Market reopened, school classes resume" } }],
    ["a word alone, somewhere near", { texts: { en: "Road" }, position: [41.22, 34.37] }],
  ];
  for (const [what, changes] of reasons)
    test(what, () => assert.equal(likeness(occurrence(), occurrence(changes)), null));
});

test("the likeness of two reports does not depend on which is asked about", () => {
  const one = occurrence();
  const other = occurrence({ position: [41.1, 34.3], at: at + 5 * hour });
  assert.deepEqual(likeness(one, other), likeness(other, one));
});

test("kilometres: a degree of latitude, and across the date line", () => {
  assert.ok(Math.abs(kilometres([40, 34], [40, 35]) - 111.2) < 0.1);
  assert.ok(Math.abs(kilometres([179.9, 0], [-179.9, 0]) - 22.2) < 0.1);
});
