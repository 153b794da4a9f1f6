// `npm test`: sets up what is missing, then checks and tests everything. All of it is run even when
// a part fails, so that one run tells all that is wrong. The last line counts checks and tests:
// "N passed, N failed, N skipped".
import { availableParallelism } from "node:os";
import { checks } from "./checks.mjs";
import { installChromium } from "./chromium.mjs";
import { StepFailed, run } from "./run.mjs";
import { buildPage, root, setUp } from "./set-up.mjs";

const testFiles = ["src", "scripts", "scenarios", "test", "web/src"].map(
  (f) => `${f}/**/*.test.ts`,
);

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

try {
  const [{ node, env }] = await Promise.all([setUp(), installChromium(root)]);
  await buildPage(node);
  const checked = await runChecks(node, env);
  const tested = await runTests(node, env);
  const failed = checked.failed + tested.failed;
  process.stdout.write(
    `${checked.passed + tested.passed} passed, ${failed} failed, ${tested.skipped} skipped\n`,
  );
  if (failed > 0) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** @param {string} node @param {Record<string, string | undefined>} env @returns {Promise<Counts>} */
async function runChecks(node, env) {
  const results = await Promise.all(
    checks.map(async ({ name, args }) => ({
      name,
      ...(await run(node, args, { cwd: root, env })),
    })),
  );
  for (const { name, code, output } of results) {
    process.stdout.write(code === 0 ? `✔ ${name}\n` : `✖ ${name}\n${output}\n`);
  }
  const passed = results.filter(({ code }) => code === 0).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

/** @param {string} node @param {Record<string, string | undefined>} env @returns {Promise<Counts>} */
async function runTests(node, env) {
  const args = [
    "--test",
    "--test-reporter=./scripts/test-reporter.mjs",
    `--test-concurrency=${availableParallelism()}`,
    // Only against a test that hangs for ever.
    "--test-timeout=900000",
    ...testFiles,
  ];
  process.stdout.write("Testing …\n");
  const began = performance.now();
  const { code, output } = await run(node, args, { cwd: root, env });
  const lines = output.trimEnd().split("\n");
  const last = lines.pop() ?? "";
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  const seconds = Math.round((performance.now() - began) / 1000);
  if (!last.startsWith("{")) throw new StepFailed(`The tests did not come to their end: ${last}`);
  process.stdout.write(`${code === 0 ? "✔" : "✖"} tests (${seconds} s)\n`);
  const counts = /** @type {Counts} */ (JSON.parse(last));
  // A runner that fails although no test did has still failed.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
