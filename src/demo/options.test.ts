import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { demoOptions } from "./options.ts";

test("without settings: ports after 8700, data in ./data/demo, nothing thrown away", () => {
  const expected = { fresh: false, basePort: 8700, dir: resolve("data/demo") };
  assert.deepEqual(demoOptions([], {}), expected);
});

test("the command line and the environment are read", () => {
  const env = { TANSIQ_BASE_PORT: "9100", TANSIQ_DATA: "/srv/tansiq" };
  const expected = { fresh: true, basePort: 9100, dir: "/srv/tansiq/demo" };
  assert.deepEqual(demoOptions(["--fresh"], env), expected);
});

test("what is not understood is refused with the name of the setting", () => {
  assert.throws(() => demoOptions(["--frehs"], {}), {
    code: "argument-unknown",
    message: /--frehs/,
  });
  for (const port of ["", "http", "80", "65533", "8700.5", "-1"]) {
    const refused = { code: "setting-invalid", message: /TANSIQ_BASE_PORT/ };
    assert.throws(() => demoOptions([], { TANSIQ_BASE_PORT: port }), refused, port);
  }
});
