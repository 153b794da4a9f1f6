import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReleaseState } from "../api/shapes.ts";
import { mayReleaseOnce } from "./one-off.ts";

type Effect = ReleaseState["reasons"][number]["effect"];

const withheld = (...effects: Effect[]) => ({
  released: false,
  state: "withheld" as const,
  reasons: effects.map((effect) => {
    return { agreement: null, clause: "c", effect, text: { ar: "لا", en: "no" } };
  }),
});

test("a one-off release is offered where no grant covers a record, or a second person refused it", () => {
  assert.equal(mayReleaseOnce(withheld("not-covered", "not-covered")), true);
  assert.equal(mayReleaseOnce(withheld("hold", "hold")), true);
});

test("it is not offered where something forbids it, nor where the record goes or went", () => {
  for (const effect of ["red-line", "label", "reshare", "recalled"] as const)
    assert.equal(mayReleaseOnce(withheld("not-covered", effect)), false, effect);
  assert.equal(mayReleaseOnce({ ...withheld("released"), released: true }), false);
  for (const state of ["held", "offered", "served", "received", "recalled"] as const)
    assert.equal(mayReleaseOnce({ ...withheld("not-covered"), state }), false, state);
});
