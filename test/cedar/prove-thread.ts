import { parentPort, workerData } from "node:worker_threads";
import { compilePolicy } from "../../src/release/compile.ts";
import { compareWorld, noCounts } from "./compare.ts";

/** Which worlds this thread compares: every `step`th seed from `first` on, below `end`. */
export interface Share {
  first: number;
  step: number;
  end: number;
  questions: number;
}

/** Worlds after which it tells what it saw. */
const often = 50;

const { first, step, end, questions } = workerData as Share;
let counts = noCounts();
let compared = 0;
for (let seed = first; seed < end; seed += step) {
  compareWorld(seed, questions, compilePolicy, counts, { conditions: true });
  if (++compared % often === 0) tell();
}
tell();

function tell(): void {
  parentPort!.postMessage(counts);
  counts = noCounts();
}
