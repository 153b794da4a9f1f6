import assert from "node:assert/strict";
import { test } from "node:test";
import { orderedReasons } from "./reasons.ts";

const reshare = (about: string) => ({
  ...{ agreement: null, clause: "reshare", effect: "reshare" as const },
  text: { ar: about, en: about },
});

test("what decided stands first, and no reason twice, though several parts have it", () => {
  const granted = {
    ...{ agreement: "agreement--1", clause: "g1", effect: "released" as const },
    text: { ar: "يُمرَّر", en: "released" },
  };
  const reasons = [granted, reshare("the record"), reshare("the record"), reshare("the place")];
  const ordered = orderedReasons({ decidedBy: ["label/reshare"], reasons });
  assert.deepEqual(
    ordered.map(({ clause, decided, text }) => [clause, decided, text.en]),
    [
      ["reshare", true, "the record"],
      ["reshare", true, "the place"],
      ["g1", false, "released"],
    ],
  );
  assert.equal(new Set(ordered.map(({ key }) => key)).size, ordered.length);
});
