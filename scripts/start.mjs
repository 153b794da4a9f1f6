// `npm start`: sets up what is missing, then runs the demonstration until it is stopped.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { StepFailed } from "./run.mjs";
import { buildPage, root, setUp } from "./set-up.mjs";

try {
  const { node, env } = await setUp();
  await buildPage(node);
  const demo = join(root, "src", "demo", "main.ts");
  // With the channel the demonstration notices when this process is killed.
  const stdio = /** @type {const} */ (["ignore", "inherit", "inherit", "ipc"]);
  const child = spawn(node, [demo, ...process.argv.slice(2)], { env, stdio: [...stdio] });
  const stop = () => child.kill("SIGTERM");
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, stop);
  stopWithNpm(stop);
  // npm's own shell dies of a signal without passing it on: nobody would be left who could stop the nodes.
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || child.kill("SIGTERM"), 500).unref();
  child.on("close", (code) => process.exit(code ?? 1));
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

/**
 * npm hands on the signals that it can catch; that it was killed shows in who is our parent.
 *
 * @param {() => void} stop
 */
function stopWithNpm(stop) {
  const npm = process.ppid;
  if (process.env["npm_lifecycle_event"] !== "start") return;
  setInterval(() => process.ppid !== npm && stop(), 500).unref();
}
