import { portFree } from "../src/demo/ports.ts";

/* A port that a system gives out by itself may be another's a moment later: every connection takes one. */
const lowest = 10_000;
const perProcess = 50;
const blocks = 440;
const block = lowest + (process.pid % blocks) * perProcess;
let next = 0;

/** The first of `count` ports, one after the other, that are free on 127.0.0.1: of a block that is this process's own as far as its number tells. */
export async function freePorts(count = 1): Promise<number> {
  for (;;) {
    if (next + count > perProcess) next = 0;
    const ports = Array.from({ length: count }, (_, index) => block + next + index);
    next += count;
    const free = await Promise.all(ports.map(portFree));
    if (free.every(Boolean)) return ports[0]!;
  }
}

/** A TANSIQ_BASE_PORT: the three ports that follow it are free. */
export const freeBasePort = async (): Promise<number> => (await freePorts(3)) - 1;
