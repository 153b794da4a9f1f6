import { execFile, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePorts } from "../test/free-ports.ts";

const program = fileURLToPath(new URL("../bin/tansiq", import.meta.url));
const readyWithinMs = 60_000;

/** A node's data directory and where it listens once it runs. */
export interface BenchNode {
  id: string;
  dir: string;
  url: string;
}

export interface RunningNode {
  pid: number;
  /** ms from the start of the process until /health answered 200. */
  readyMs: number;
  stop(): Promise<void>;
}

/** Runs `tansiq` with these arguments to its end; its output, read as JSON. */
export async function tansiq(...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as unknown;
}

export async function initNode(root: string, id: string): Promise<BenchNode> {
  const dir = join(root, id);
  const port = await freePorts();
  await tansiq(
    ...["init", "--data", dir, "--node", id, "--port", String(port), "--plain-http"],
    ...["--name-ar", `عقدة ${id}`, "--name-en", `Node ${id}`, "--mode", "exercise"],
  );
  return { id, dir, url: `http://127.0.0.1:${port}` };
}

/** Starts `tansiq serve`; resolves when it is ready. Its log lies beside its data directory. */
export async function startNode({ dir, url }: BenchNode): Promise<RunningNode> {
  const log = openSync(`${dir}.log`, "a");
  const began = performance.now();
  const child = spawn(program, ["serve", "--data", dir], {
    // Should this process end, the node notices by the channel, and ends too.
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  while (!(await isReady(url))) {
    if (child.exitCode !== null || performance.now() - began > readyWithinMs) {
      await stop();
      throw new Error(`the node did not start:\n${await readFile(`${dir}.log`, "utf8")}`);
    }
    await pause(20);
  }
  return { pid: child.pid!, readyMs: performance.now() - began, stop };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health`);
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}
