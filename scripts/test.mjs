// `npm test`: sets up what is missing, then checks and tests everything. All of it is run even when
// a part fails, so that one run tells all that is wrong.
import { availableParallelism } from "node:os";
import { checks } from "./checks.mjs";
import { installChromium } from "./chromium.mjs";
import { StepFailed, run } from "./run.mjs";
import { buildPage, root, setUp } from "./set-up.mjs";

const testFiles = ["src", "scripts", "scenarios", "test", "web/src"].map(
  (f) => `${f}/**/*.test.ts`,
);

try {
  const [{ node, env }] = await Promise.all([setUp(), installChromium(root)]);
  await buildPage(node);
  const failed = [...(await runChecks(node, env)), ...(await runTests(node, env))];
  if (failed.length > 0) throw new StepFailed(`Failed: ${failed.join(", ")}`);
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** @param {string} node @param {Record<string, string | undefined>} env @returns {Promise<string[]>} what failed */
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
  return results.filter(({ code }) => code !== 0).map(({ name }) => name);
}

/** @param {string} node @param {Record<string, string | undefined>} env @returns {Promise<string[]>} what failed */
async function runTests(node, env) {
  const args = [
    "--test",
    "--test-reporter=spec",
    `--test-concurrency=${availableParallelism()}`,
    // Only against a test that hangs for ever.
    "--test-timeout=300000",
    ...testFiles,
  ];
  const { code } = await run(node, args, { cwd: root, env, show: true });
  return code === 0 ? [] : ["tests"];
}
