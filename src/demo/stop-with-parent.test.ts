import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";

/** A process with a channel to this one that listens for its end, and runs `rest`. */
function child(rest: string) {
  const module = JSON.stringify(new URL("stop-with-parent.ts", import.meta.url).href);
  const code = `import { stopWithParent } from ${module};
    stopWithParent(() => process.exit(7));
    ${rest}`;
  return spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

test(
  "a process that has nothing left to do ends, though it listens",
  { timeout: 20_000 },
  async () => {
    const [code] = await once(child(""), "exit");
    assert.equal(code, 0);
  },
);

test("a process at work is told when its parent is gone", { timeout: 20_000 }, async () => {
  const working = child(`setInterval(() => {}, 1000); process.send("at work");`);
  await once(working, "message");
  working.disconnect();
  const [code] = await once(working, "exit");
  assert.equal(code, 7);
});
