import { mkdir } from "node:fs/promises";
import { pino } from "pino";
import { readConfig } from "../config.ts";
import { stopWithParent } from "../demo/stop-with-parent.ts";
import { openNode } from "../node/node.ts";
import { serve } from "../node/serve.ts";
import { giveBackMemory, spareMemory } from "../spare-memory.ts";

/** Serves the node of a data directory until it is told to stop; then what was begun is finished. */
export async function runServe(dir: string): Promise<void> {
  // Before it answers anybody: who sees it answer may stop it, and it is to stop cleanly.
  const told = new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  const { logLevel } = await readConfig(dir, process.env);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const log = pino({ level: logLevel, base: null });
  const node = await openNode(dir, process.env, log);
  const serving = await serve(node).catch(async (error: unknown) => {
    await node.close();
    throw error;
  });
  giveBackMemory();
  const memory = spareMemory();
  const { url, node: name } = node.config;
  log.info({ url, listening: serving.url, node: name }, "serving");
  await Promise.race([told, new Promise<void>((resolve) => stopWithParent(resolve))]);
  log.info("stopping");
  memory.stop();
  await serving.close();
  await node.close();
}
