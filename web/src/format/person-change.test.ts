import assert from "node:assert/strict";
import { test } from "node:test";
import { changed } from "./person-change.ts";

test("only what the admin changed is said", () => {
  const before = {
    role: "watch",
    clearance: { upTo: "restricted", caveats: ["nato"] },
    disabled: false,
  } as const;
  assert.deepEqual(changed(before, { ...before, role: "liaison" }), { role: "liaison" });
  const clearance = { upTo: "secret", caveats: ["nato"] } as const;
  assert.deepEqual(changed(before, { ...before, clearance }), { clearance });
  assert.deepEqual(changed(before, structuredClone(before)), {});
});
