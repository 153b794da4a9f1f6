import { offer, record, sample } from "../conformance/sample.ts";
import { openStore } from "./open.ts";

/**
 * A process for tests to kill. `hold DIR`: opens the store and says so. `load DIR`: commits bulk batches for ever
 * and says of each, once its promise resolved, how many groups are stored.
 */
const [task, dir] = process.argv.slice(2);
const store = await openStore(dir!);
process.stdout.write("open\n");

const groupsOfBatch = 1000;

if (task === "load") {
  for (let stored = 0; ; stored += groupsOfBatch) {
    const groups = Array.from({ length: groupsOfBatch }, (_, n) => {
      const row = sample(stored + n, 1, { words: `word${n}`, body: "x".repeat(500) });
      const key = String(stored + n);
      return [
        record(row),
        offer(row, "amman"),
        offer(row, "erbil"),
        { do: "put", document: { kind: "of-group", key, value: "{}" } } as const,
      ];
    });
    await store.commit({ priority: "bulk", groups });
    process.stdout.write(`${stored + groupsOfBatch}\n`);
  }
}
