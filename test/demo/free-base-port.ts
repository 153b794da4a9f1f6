import { randomInt } from "node:crypto";
import { portFree } from "../../src/demo/ports.ts";

/** A TANSIQ_BASE_PORT whose three following ports are free; below the ports that systems give out by themselves. */
export async function freeBasePort(): Promise<number> {
  for (;;) {
    const base = randomInt(10_000, 30_000);
    const free = await Promise.all([1, 2, 3].map((offset) => portFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
}
