import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, messageOf, problemFrom } from "./problem.ts";

test("a problem says its detail in the language of the page", () => {
  const problem = problemFrom(404, { code: "record-not-found", detail: { ar: "لا", en: "No" } });
  assert.equal(messageOf(new ApiError(problem), "ar", "x"), "لا");
  assert.equal(messageOf(new ApiError(problem), "en", "x"), "No");
});

test("a body that is no problem falls back to the page's own words", () => {
  for (const body of [null, "<html>", { error: 1 }, undefined]) {
    const problem = problemFrom(502, body);
    assert.equal(problem.code, "status-502");
    assert.equal(messageOf(new ApiError(problem), "ar", "fallback"), "fallback");
  }
  assert.equal(messageOf(new TypeError("x"), "en", "fallback"), "fallback");
});
