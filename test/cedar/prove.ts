// `npm run prove`: a million cases for the release engine and for Cedar. With a seed, that one world again.
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { addCounts, noCounts, outcomes, type Counts } from "./compare.ts";
import type { Share } from "./prove-thread.ts";

const worlds = 5_000;
const questions = 200;

const names: Record<(typeof outcomes)[number], string> = {
  allowed: "allowed",
  recipient: "never goes to this recipient",
  redLine: "forbidden by red lines",
  label: "forbidden by the label",
  uncovered: "covered by no grant",
};

const [only] = process.argv.slice(2);
const seed = only === undefined ? null : Number(only);
if (seed !== null && !Number.isSafeInteger(seed)) throw new Error(`no seed: ${only}`);

const first = seed ?? 0;
const end = seed === null ? worlds : seed + 1;
const step = Math.min(availableParallelism(), end - first);
const counts = noCounts();
const threads = Array.from({ length: step }, async (_, index) => {
  const share: Share = { first: first + index, step, end, questions };
  const thread = new Worker(new URL("./prove-thread.ts", import.meta.url), { workerData: share });
  thread.on("message", (seen: Counts) => {
    addCounts(counts, seen);
    process.stderr.write(`${counts.cases} cases, ${counts.disagreed} disagreements\n`);
  });
  // A thread that throws rejects this.
  await once(thread, "exit");
});
await Promise.all(threads);
process.stdout.write(told(counts));
const allowed = counts.allowed / counts.cases;
// Agreement on "no" alone would prove little.
const isBalanced = seed !== null || (allowed > 0.3 && allowed < 0.7);
if (counts.disagreed > 0 || counts.cases !== (end - first) * questions || !isBalanced)
  process.exitCode = 1;

function told({ cases, conditions, disagreed, disagreements, ...rest }: Counts): string {
  const line = (name: string, count: number) =>
    `${name.padEnd(32)}${count.toLocaleString("en").padStart(12)}${`${((100 * count) / cases).toFixed(1)} %`.padStart(9)}`;
  const failed = Object.entries(conditions).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    line("cases", cases),
    ...outcomes.map((outcome) => line(`  ${names[outcome]}`, rest[outcome])),
    "conditions of grants that failed where nothing else decided",
    ...failed.map(([condition, count]) => line(`  ${condition}`, count)),
    line("disagreements", disagreed),
    ...disagreements.map(
      (one) => `\nnpm run prove -- ${one.seed}\n${JSON.stringify(one, null, 1)}`,
    ),
    "",
  ].join("\n");
}
