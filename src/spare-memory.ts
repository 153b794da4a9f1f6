import { performance } from "node:perf_hooks";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const firstLookMs = 2_000;
const lookEveryMs = 10_000;
/** Share of the time in which the thread had something to do; below it, it counts as quiet. */
const quiet = 0.1;
/** Octets of a heap that lie unused: fewer are not worth a pause. */
const worthwhile = 8 * 1024 * 1024;

type Collect = (how: { type: "major"; execution: "sync"; flavor: "last-resort" }) => void;

let collect: Collect | null = null;

/**
 * Gives memory of this thread back to the system whenever what took it is over: starting, or a burst of work. V8 by
 * itself keeps the space that it once needed for young objects. Costs a pause of some 30 ms, so only while it is quiet.
 */
export function spareMemory(): { stop(): void } {
  let before = performance.eventLoopUtilization();
  let timer = setTimeout(look, firstLookMs).unref();
  function look(): void {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization < quiet && unused() > worthwhile) giveBackMemory();
    timer = setTimeout(look, lookEveryMs).unref();
  }
  return { stop: () => clearTimeout(timer) };
}

/** The same at once. */
export function giveBackMemory(): void {
  collect ??= collector();
  collect({ type: "major", execution: "sync", flavor: "last-resort" });
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
