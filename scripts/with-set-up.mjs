// Sets up what is missing, then runs a TypeScript program to its end: `node scripts/with-set-up.mjs bench/run.ts …`
import { StepFailed, run } from "./run.mjs";
import { root, setUp } from "./set-up.mjs";

try {
  const { node, env } = await setUp();
  const { code } = await run(node, process.argv.slice(2), { cwd: root, env, show: true });
  process.exitCode = code;
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
