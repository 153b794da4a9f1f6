import { spawn, type ChildProcess } from "node:child_process";
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { AppError, problem } from "../errors.ts";
import { afterDeath } from "./back-off.ts";
import { portFree } from "./ports.ts";

const logLimit = 5_000_000;
const stopMs = 10_000;

export interface KeptProcess {
  name: string;
  /** Program and arguments. */
  command: readonly [string, ...string[]];
  env: NodeJS.ProcessEnv;
  /** Holds `pid` and `node.log`. */
  dir: string;
  /** The port of 127.0.0.1 that it will listen on. */
  port: number;
  /** It ended by itself and will be started again. */
  onRestart(why: string): void;
  /** It cannot be kept running; nothing more is tried. */
  onGiveUp(error: AppError): void;
}

/**
 * Starts a process and starts it again whenever it ends, until `stop`. Its output goes to a file, so that it does
 * not fall with this process; a channel lets it notice when this process is gone.
 */
export function keepRunning(kept: KeptProcess): { stop(): Promise<void> } {
  const log = join(kept.dir, "node.log");
  let child: ChildProcess | undefined;
  let ended: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let failures = 0;

  async function start(): Promise<void> {
    if (!(await portFree(kept.port))) {
      const taken = new AppError("demo-port-in-use", { port: kept.port });
      settle({ livedMs: 0, code: 1 }, taken, taken);
      return;
    }
    if (stopping) return;
    const before = rotated(log);
    const began = performance.now();
    const fd = openSync(log, "a", 0o600);
    const [program, ...args] = kept.command;
    const started = spawn(program, args, {
      env: kept.env,
      stdio: ["ignore", fd, fd, "ipc"],
    });
    closeSync(fd);
    child = started;
    writePid(kept.dir, started.pid);
    ended = new Promise((resolve) => {
      started.once("exit", (code, signal) => {
        child = undefined;
        resolve();
        const reason = signal ?? lastLine(log, before) ?? `exit code ${code}`;
        const parts = { node: kept.name, reason, log };
        settle(
          { livedMs: performance.now() - began, code },
          new AppError("demo-node-stopped", parts),
          new AppError("demo-node-failing", parts),
        );
      });
    });
  }

  /** `last`: what it comes to when it is not started again. */
  function settle(
    death: { livedMs: number; code: number | null },
    error: AppError,
    last: AppError,
  ): void {
    if (stopping) return;
    const next = afterDeath(failures, death);
    if (next === null) {
      stopping = true;
      kept.onGiveUp(last);
      return;
    }
    failures = next.failures;
    const { ar, en } = problem(error).detail;
    kept.onRestart(`${en} · ${ar}`);
    timer = setTimeout(() => void start(), next.pauseMs);
  }

  void start();
  return {
    async stop() {
      stopping = true;
      clearTimeout(timer);
      const running = child;
      running?.kill("SIGTERM");
      const late = setTimeout(() => running?.kill("SIGKILL"), stopMs);
      await ended;
      clearTimeout(late);
    },
  };
}

function writePid(dir: string, pid: number | undefined): void {
  const path = join(dir, "pid");
  writeFileSync(`${path}.new`, `${pid}\n`);
  renameSync(`${path}.new`, path);
}

/** Length of the log from which the new process writes on; a log that grew too long is put aside. */
function rotated(log: string): number {
  const size = existsSync(log) ? statSync(log).size : 0;
  if (size < logLimit) return size;
  renameSync(log, `${log}.1`);
  return 0;
}

function lastLine(log: string, from: number): string | undefined {
  const text = readFileSync(log).subarray(from).toString("utf8");
  return text.trimEnd().split("\n").at(-1)?.slice(0, 500) || undefined;
}
