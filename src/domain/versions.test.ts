import assert from "node:assert/strict";
import { test } from "node:test";

import { incident, sampleNow } from "../desk/check/samples.ts";
import { nextVersion } from "./versions.ts";

test("the next version keeps id and creation and is always later", () => {
  const first = incident();
  const second = nextVersion(first, { name: "better known" }, sampleNow - 1000);
  assert.equal(second.id, first.id);
  assert.equal(second.created, first.created);
  assert.equal(second.modified, "2015-03-12T00:00:00.001Z");
  assert.equal(
    nextVersion(second, { revoked: true }, sampleNow + 5000).modified,
    "2015-03-12T00:00:05.000Z",
  );
});
