import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { commandLine } from "../../src/commands/command-line.ts";

const cli = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** `tansiq serve` on a data directory, as a process of its own that ends with this one. */
export function serveProcess(dir: string, env: Record<string, string> = {}): ChildProcess {
  return start(["serve", "--data", dir], env, ["ignore", "pipe", "pipe", "ipc"]);
}

/** Does what `tansiq` does with these arguments, in this process: most of what it costs is a start. */
export async function tansiqHere(args: readonly string[]): Promise<Ended> {
  const said = { stdout: "", stderr: "" };
  const code = await commandLine(args, {
    out: (text) => (said.stdout += text),
    err: (text) => (said.stderr += text),
  });
  return { code, ...said };
}

/** Runs `tansiq` with these arguments as a process of its own until it ends; `input`: what it reads. */
export async function tansiq(
  args: readonly string[],
  env: Record<string, string> = {},
  input?: string,
): Promise<Ended> {
  const child = start(args, env, [input === undefined ? "ignore" : "pipe", "pipe", "pipe"]);
  child.stdin?.end(input);
  return ended(child);
}

function start(
  args: readonly string[],
  env: Record<string, string>,
  stdio: ("ignore" | "pipe" | "ipc")[],
): ChildProcess {
  const cache = join(tmpdir(), "tansiq-test-compile-cache");
  return spawn(process.execPath, [cli, ...args], {
    env: { NODE_COMPILE_CACHE: cache, ...process.env, ...env },
    stdio,
  });
}

async function ended(child: ChildProcess): Promise<Ended> {
  const [[code], stdout, stderr] = await Promise.all([
    once(child, "close") as Promise<[number | null]>,
    text(child.stdout!),
    text(child.stderr!),
  ]);
  return { code, stdout, stderr };
}

/** Kills with SIGKILL and waits until nothing of it is left. */
export async function killNine(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** It failed with this code, in words of both languages that hold all of `words`, and without a stack. */
export function assertFailed({ code, stderr }: Ended, wanted: string, ...words: string[]): void {
  assert.equal(code, 1, stderr);
  assert.match(stderr, new RegExp(`^${wanted}: .*[a-z]{3}`));
  assert.match(stderr, /\n.*[\u0600-\u06FF]{3}/);
  assert.doesNotMatch(stderr, /\n {4}at |\{\w+\}/);
  for (const word of words) {
    assert.equal(stderr.split(word).length >= 3, true, `"${word}" in both languages: ${stderr}`);
  }
}
