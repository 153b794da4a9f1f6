import assert from "node:assert/strict";
import { test } from "node:test";
import { answerStates, isOverdue, requestNumber, requestStates } from "./request.ts";
import type { StixObject } from "./stix.ts";

test("a number holds the time (UTC) and chance, and nothing that counts", () => {
  const at = Date.parse("2015-03-11T06:00:00+03:00");
  assert.equal(
    requestNumber(at, () => new Uint8Array([0, 1, 31, 32, 255])),
    "110300ZMAR15-AB9A9",
  );
  const numbers = new Set(
    [1, 2, 3].map((seed) => requestNumber(at, (length) => new Uint8Array(length).fill(seed))),
  );
  assert.equal(numbers.size, 3);
});

test("overdue from the due time on, while it is open and neither answered nor refused", () => {
  const due = "2015-03-12T00:00:00.000Z";
  const request = (request_state: string, due_time?: string) =>
    ({ type: "request", request_state, due_time }) as unknown as StixObject;
  const at = Date.parse(due);
  assert.ok(!isOverdue(request("open", due), null, at - 1));
  assert.ok(!isOverdue(request("open"), null, Infinity));
  for (const state of requestStates)
    for (const answer of [null, ...answerStates])
      assert.equal(
        isOverdue(request(state, due), answer, at),
        state === "open" && answer !== "answered" && answer !== "refused",
        `${state} ${answer}`,
      );
});
