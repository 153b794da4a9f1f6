// `npm run sim -- --seeds N [--seed S]`: N networks of whole nodes, each from its seed, beginning with S (0).
import { parseArgs } from "node:util";
import type { SeedResult } from "./run-seed.ts";
import { seedThreads } from "./run-seeds.ts";

const { values } = parseArgs({ options: { seeds: { type: "string" }, seed: { type: "string" } } });
const first = whole(values.seed ?? "0");
const count = whole(values.seeds ?? (values.seed === undefined ? "100" : "1"));
const toldEvery = 100;

const total = { steps: 0, nodes: 0, objects: 0, along: 0, control: 0 };
const tasks = { parts: 0, words: 0, clashes: 0, ready: 0 };
const faults: Record<string, number> = {};
const failed: SeedResult[] = [];
const threads = seedThreads();
let done = 0;
for await (const result of threads.run(first, count)) {
  done++;
  total.steps += result.steps;
  total.nodes += result.nodes;
  for (const kind of ["objects", "along", "control"] as const) total[kind] += result.sent[kind];
  for (const what of ["parts", "words", "clashes", "ready"] as const)
    tasks[what] += result.tasks[what];
  for (const [fault, times] of Object.entries(result.faults)) {
    faults[fault] = (faults[fault] ?? 0) + times;
  }
  if (result.fault !== null) {
    failed.push(result);
    process.stderr.write(`seed ${result.seed}: ${result.fault}\n`);
  }
  if (count === 1) process.stdout.write(`trace ${result.hash}\n`);
  else if (done % toldEvery === 0) process.stderr.write(`${done} seeds, ${total.steps} steps\n`);
}
await threads.close();

const line = (name: string, number: number): string =>
  `${name.padEnd(40)}${number.toLocaleString("en").padStart(14)}\n`;
process.stdout.write(
  [
    line("seeds", done),
    line("nodes", total.nodes),
    line("steps", total.steps),
    line("objects sent and checked", total.objects),
    line("  control records", total.control),
    line("  labels, identities, places", total.along),
    line("parts of joint tasks, node by node", tasks.parts),
    line("  ready", tasks.ready),
    line("  clashes", tasks.clashes),
    line("  words, as at their performer", tasks.words),
    ...Object.entries(faults)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([fault, times]) => line(`fault: ${fault}`, times)),
    line("seeds that found something", failed.length),
  ].join(""),
);
for (const { seed, fault } of failed) {
  process.stdout.write(`\nnpm run sim -- --seed ${seed}\n${fault}\n`);
}
if (count === 1) process.stdout.write(failed.flatMap(({ tail }) => ["", ...tail, ""]).join("\n"));
if (failed.length > 0) process.exitCode = 1;

function whole(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new Error(`not a whole number: ${text}`);
  return Number(text);
}
