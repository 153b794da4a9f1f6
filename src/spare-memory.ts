import { performance } from "node:perf_hooks";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const lookEveryMs = 10_000;
/** Share of the time in which the thread had something to do; below it, it counts as quiet. */
const quiet = 0.02;
/** Octets of a heap that lie unused: more than that only a burst of work leaves behind. */
const worthwhile = 32 * 1024 * 1024;

type Collect = (how: { type: "major"; execution: "sync"; flavor: "last-resort" }) => void;

let collect: Collect | null = null;

/** Gives memory of this thread back to the system whenever a burst of work is over and it is quiet. */
export function spareMemory(): { stop(): void } {
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization < quiet && unused() > worthwhile) giveBackMemory();
  }, lookEveryMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** Gives back what this thread does not use, in a pause of 100 ms: V8 by itself keeps the space that young objects once needed. */
export function giveBackMemory(): void {
  collect ??= collector();
  collect({ type: "major", execution: "sync", flavor: "last-resort" });
}

function unused(): number {
  const { total_heap_size, used_heap_size } = getHeapStatistics();
  return total_heap_size - used_heap_size;
}

/** V8's own function, which only new contexts get. The flag stays: taking it back could hit another thread in between. */
function collector(): Collect {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as Collect;
}
