import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../errors.ts";
import { type Actor, actors } from "./cast.ts";
import { writeCredentials } from "./credentials.ts";
import { type FirstStart, introduce, playScenario } from "./first-start.ts";
import { type HeldFolder, holdFolder } from "./folder.ts";
import { health } from "./health.ts";
import { keepRunning } from "./keep-running.ts";
import { leftOverGone } from "./left-over.ts";
import type { NodeProgram } from "./node-program.ts";
import type { DemoOptions } from "./options.ts";
import { portFree } from "./ports.ts";
import type { Scenario } from "./scenario.ts";
import { waitFor } from "./wait-for.ts";

/** Does at a node what an operator does with `tansiq …`, whether the node runs or not. */
export type RunCommand = (
  nodeDir: string,
  name: string,
  args: Record<string, unknown>,
) => Promise<unknown>;

export interface Surroundings {
  program: NodeProgram;
  runCommand: RunCommand;
  /** Read on a first start only. */
  readScenario(): Promise<Scenario>;
  env: NodeJS.ProcessEnv;
  /** Told when all nodes are ready. */
  onReady(cast: readonly Actor[]): void;
  /** Told when a node ended by itself and is started again. */
  onRestart(actor: Actor, why: string): void;
  /** Aborted: stop the nodes and come back. */
  stop: AbortSignal;
}

/**
 * Runs the demonstration's nodes until `stop`; sets them up first where that was not done. When it comes back, or throws,
 * no node is running. Errors: demo-running, demo-ports-differ, demo-port-in-use, demo-waited, demo-node-failing.
 */
export async function supervise(options: DemoOptions, around: Surroundings): Promise<void> {
  const cast = actors(options.basePort);
  const folder = holdFolder(options.dir, { ...options, cast });
  const failure = new AbortController();
  const signal = AbortSignal.any([around.stop, failure.signal]);
  let stopNodes = async () => {};
  try {
    const dirOf = (actor: Actor) => join(options.dir, actor.id);
    await Promise.all(cast.map((actor) => leftOverGone(dirOf(actor))));
    for (const { port } of cast) {
      if (!(await portFree(port))) throw new AppError("demo-port-in-use", { port });
    }
    if (folder.empty) await initialise(cast, dirOf, around);
    stopNodes = startNodes(cast, dirOf, around, (error) => failure.abort(error));
    if (folder.empty) await firstStart(folder, { cast, dirOf, around, signal });
    await allAnswer(cast, [200], signal);
    around.onReady(cast);
    await aborted(signal);
  } catch (error) {
    if (!around.stop.aborted) throw error;
  } finally {
    await stopNodes();
    folder.release();
  }
}

type DirOf = (actor: Actor) => string;

async function initialise(cast: readonly Actor[], dirOf: DirOf, around: Surroundings) {
  await Promise.all(
    cast.map(async (actor) => {
      mkdirSync(dirOf(actor), { recursive: true, mode: 0o700 });
      await around.program.init(actor, dirOf(actor));
      // Before it first answers: nobody is to take it for ready until all has been exchanged.
      await around.runCommand(dirOf(actor), "demo-loading", {});
    }),
  );
}

function startNodes(
  cast: readonly Actor[],
  dirOf: DirOf,
  { program, env, onRestart }: Surroundings,
  onGiveUp: (error: AppError) => void,
): () => Promise<void> {
  const nodes = cast.map((actor) =>
    keepRunning({
      name: actor.id,
      command: program.serve(dirOf(actor)),
      env,
      dir: dirOf(actor),
      port: actor.port,
      onRestart: (why) => onRestart(actor, why),
      onGiveUp,
    }),
  );
  return async () => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
}

async function firstStart(
  folder: HeldFolder,
  {
    cast,
    dirOf,
    around,
    signal,
  }: { cast: readonly Actor[]; dirOf: DirOf; around: Surroundings; signal: AbortSignal },
): Promise<void> {
  const start: FirstStart = {
    cast,
    scenario: await around.readScenario(),
    command: (actor, name, args) => around.runCommand(dirOf(actor), name, args),
    signal,
  };
  await allAnswer(cast, [200, 503], signal);
  // The operator's way in opens a moment later.
  const taking = cast.map((actor) =>
    waitFor(`${actor.id} takes commands`, () => start.command(actor, "link-status", {}), {
      signal,
    }),
  );
  await Promise.all(taking);
  const credentials = await introduce(start);
  await playScenario(start);
  // Before the nodes call themselves ready: whoever sees that may want to sign in.
  await writeCredentials(folder.dir, credentials);
  await Promise.all(cast.map((actor) => start.command(actor, "demo-ready", {})));
  folder.keep();
}

/** Waits until every node's /health answers with one of these states. */
async function allAnswer(cast: readonly Actor[], states: number[], signal: AbortSignal) {
  await Promise.all(
    cast.map(({ id, url }) =>
      waitFor(
        `${id} answers at ${url}`,
        async () => states.includes((await health(url)) ?? 0) || undefined,
        { signal },
      ),
    ),
  );
}

/** Resolves never; rejects with the signal's reason. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}
