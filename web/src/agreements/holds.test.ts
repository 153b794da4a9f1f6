import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsIn } from "../format/test-words.ts";
import { holdSentence } from "./holds.ts";

const [english, arabic] = [wordsIn("en"), wordsIn("ar")];
const parties = ["baghdad", "damascus"];
const sides = { from: ["baghdad"], to: ["damascus"] };

test("a grant that holds says from whom to whom, on what and until when", () => {
  const late = { id: "g1", ...sides, topics: ["border"], hold: { minutes: 5 } };
  assert.equal(
    holdSentence(late, parties, english),
    "From baghdad to damascus, on border: held for 5 minutes.",
  );
  assert.match(holdSentence(late, parties, arabic)!, /5 دقائق قبل تمريرها من baghdad إلى damascus/);
  const one = { ...late, hold: { minutes: 1 } };
  assert.match(holdSentence(one, parties, english)!, /held for one minute/);
  const asked = { id: "g2", hold: "second-person" as const };
  assert.match(
    holdSentence(asked, parties, english)!,
    /^Between baghdad and damascus, on any topic: held until a second person/,
  );
  assert.match(
    holdSentence(asked, [...parties, "washington"], english)!,
    /^Between all parties, on any topic/,
  );
});

test("one that holds nothing says nothing", () => {
  assert.equal(holdSentence({ id: "g1", ...sides }, parties, english), null);
  assert.equal(holdSentence({ id: "g1", ...sides, hold: "none" }, parties, english), null);
});
