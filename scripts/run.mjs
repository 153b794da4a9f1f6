import { spawn } from "node:child_process";

/** A step that failed; its own output has told why. */
export class StepFailed extends Error {}

/**
 * Runs a command to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: Record<string, string | undefined>, show?: boolean }} options `show`:
 *   straight to the terminal; otherwise the output is kept and given back
 * @returns {Promise<{ code: number, output: string }>} code 127 where the command does not exist
 */
export function run(command, args, { cwd, env = process.env, show = false }) {
  return new Promise((resolve) => {
    const stdio = show ? "inherit" : "pipe";
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", stdio, stdio] });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Like `run`, but a failure ends the whole: the kept output is shown and StepFailed thrown.
 *
 * @param {string} what names the step in the error
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: Record<string, string | undefined>, show?: boolean }} options
 */
export async function must(what, command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code === 0) return;
  process.stderr.write(output);
  throw new StepFailed(`${what} failed (exit code ${code})`);
}
