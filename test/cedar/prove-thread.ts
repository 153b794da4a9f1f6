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

const { first, step, end, questions } = workerData as Share;
const counts = noCounts();
for (let seed = first; seed < end; seed += step) {
  compareWorld(seed, questions, compilePolicy, counts, { conditions: true });
}
parentPort!.postMessage(counts);
