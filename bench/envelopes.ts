import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** Makes envelopes in threads of its own, between the stretches that are timed. */
export interface EnvelopeMaker {
  /** `envelopes` of `size` incidents each, numbered from `from`. */
  make(from: number, envelopes: number, size: number): Promise<Uint8Array[]>;
  close(): Promise<void>;
}

const threads = 2;

export function envelopeMaker(originator: string, privatePem: string): EnvelopeMaker {
  const script = new URL("./envelope-thread.ts", import.meta.url);
  const workers = Array.from(
    { length: threads },
    () => new Worker(script, { workerData: { originator, privatePem } }),
  );
  return {
    async make(from, envelopes, size) {
      const made: Uint8Array[] = [];
      let next = 0;
      const work = async (worker: Worker): Promise<void> => {
        while (next < envelopes) {
          const index = next++;
          const answer = once(worker, "message");
          worker.postMessage({ from: from + index * size, count: size });
          made[index] = ((await answer) as [Uint8Array])[0];
        }
      };
      await Promise.all(workers.map(work));
      return made;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
