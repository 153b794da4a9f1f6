import assert from "node:assert/strict";
import { test } from "node:test";
import { shortcutOf } from "./shortcuts.ts";

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
const press = (code: string, changes: object = {}) =>
  shortcutOf({ ...plain, isComposing: false, code, ...changes });

test("a key alone does what it says, by its place on the keyboard", () => {
  assert.equal(press("KeyN"), "report");
  assert.equal(press("Slash"), "search");
  assert.equal(press("Slash", { shiftKey: true }), "help");
  assert.equal(press("KeyJ"), "next");
  assert.equal(press("KeyK"), "previous");
  assert.equal(press("KeyQ"), null);
  assert.equal(press("KeyN", { shiftKey: true }), null);
});

test("with another key, or while letters are put together, it does nothing", () => {
  for (const held of ["ctrlKey", "altKey", "metaKey", "isComposing"])
    assert.equal(press("KeyN", { [held]: true }), null);
});
