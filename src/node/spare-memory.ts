import { performance } from "node:perf_hooks";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const lookEveryMs = 10_000;
/** Share of the time in which the thread had something to do; below it, it counts as quiet. */
const quiet = 0.1;
/** Octets that lie unused in the heap: less is not worth a pause. */
const worthwhile = 16 * 1024 * 1024;

type Collect = (how: { type: "major"; execution: "sync"; flavor: "last-resort" }) => void;

/**
 * Gives memory back to the system once what took it is over: starting, or a burst of work. V8 by itself keeps
 * the space that it once needed for young objects. Costs a pause of some 30 ms, so only while it is quiet.
 */
export function spareMemory(): { stop(): void } {
  const collect = collector();
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization < quiet && unused() > worthwhile) giveBack();
  }, lookEveryMs);
  timer.unref();
  const giveBack = (): void => collect({ type: "major", execution: "sync", flavor: "last-resort" });
  giveBack();
  return { stop: () => clearInterval(timer) };
}

function unused(): number {
  const { total_heap_size, used_heap_size } = getHeapStatistics();
  return total_heap_size - used_heap_size;
}

/** V8's own function; it is handed only to contexts that are made while the flag stands. */
function collector(): Collect {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as Collect;
  setFlagsFromString("--no-expose-gc");
  return collect;
}
