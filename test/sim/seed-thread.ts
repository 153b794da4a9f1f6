import { parentPort } from "node:worker_threads";
import { planted } from "./planted.ts";
import { runSeed } from "./run-seed.ts";
import type { Asked } from "./run-seeds.ts";
import { soundPorts } from "./sim-node.ts";

// One thread of those that run seeds: answers each question before the next one.
parentPort!.on("message", ({ seed, mistake }: Asked) => {
  const ports = mistake === null ? soundPorts : planted[mistake]!;
  void runSeed(seed, ports).then((result) => parentPort!.postMessage(result));
});
