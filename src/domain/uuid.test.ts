import assert from "node:assert/strict";
import { test } from "node:test";

import { uuid4, uuid5 } from "./uuid.ts";

test("UUID version 5 agrees with the published example", () => {
  const dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
  assert.equal(uuid5(dns, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
  assert.equal(uuid5(dns, "python.org"), "886313e1-3b8a-5372-9b90-0c9aee199e5d");
});

test("UUID version 4 uses the given bytes and sets version and variant", () => {
  assert.equal(
    uuid4((count) => new Uint8Array(count).fill(0xff)),
    "ffffffff-ffff-4fff-bfff-ffffffffffff",
  );
  assert.equal(
    uuid4((count) => new Uint8Array(count)),
    "00000000-0000-4000-8000-000000000000",
  );
});
