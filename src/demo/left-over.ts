import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Waits (up to 5 s) for a node whose supervisor was killed: it notices and stops by itself, and until then it holds its
 * port and its data.
 */
export async function leftOverGone(nodeDir: string): Promise<void> {
  const file = join(nodeDir, "pid");
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
  const end = performance.now() + 5000;
  while (alive(pid) && performance.now() < end) await pause(50);
}

function alive(pid: number): boolean {
  try {
    return Number.isInteger(pid) && process.kill(pid, 0);
  } catch {
    return false;
  }
}
