import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, test, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Actor, actors } from "../../src/demo/cast.ts";
import { health } from "../../src/demo/health.ts";
import { supervise } from "../../src/demo/supervisor.ts";
import { freeBasePort } from "../free-ports.ts";
import { program, scenario, standInCommand } from "./stand-in-demo.ts";

interface Demo {
  /** Resolves when all nodes are ready, or with the error that ended the demonstration before. */
  ready: Promise<Error | "ready">;
  restarts: string[];
  ended: Promise<Error | "stopped">;
  stop(): Promise<Error | "stopped">;
}

function start(t: TestContext, dir: string, basePort: number, fresh = false): Demo {
  const controller = new AbortController();
  const ready = Promise.withResolvers<"ready">();
  const restarts: string[] = [];
  const ended = supervise(
    { dir, basePort, fresh },
    {
      program,
      runCommand: standInCommand,
      readScenario: async () => scenario,
      env: process.env,
      onReady: () => ready.resolve("ready"),
      onRestart: ({ id }, why) => restarts.push(`${id}: ${why}`),
      stop: controller.signal,
    },
  ).then(
    () => "stopped" as const,
    (error: Error) => error,
  );
  const stop = () => {
    controller.abort();
    return ended;
  };
  t.after(stop);
  const failed = ended.then((end) => (end === "stopped" ? new Error("stopped") : end));
  return { ready: Promise.race([ready.promise, failed]), restarts, ended, stop };
}

async function scratch(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "tansiq-demo-"));
  t.after(() => rm(dir, { recursive: true }));
  return dir;
}

const codeOf = (end: unknown) => (end as { code?: string }).code;
const lines = async (path: string) => (await readFile(path, "utf8")).trimEnd().split("\n");
const pidOf = async (dir: string, { id }: Actor) =>
  Number(await readFile(join(dir, id, "pid"), "utf8"));

async function until(what: string, check: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await check()) return;
    await pause(25);
  }
  assert.fail(`never: ${what}`);
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("the supervisor of the demonstration", { concurrency: true }, () => {
  let basePort: number;
  before(async () => {
    basePort = await freeBasePort();
  });

  test("sets the nodes up once, keeps them running, keeps the data, stops them", async (t) => {
    const dir = await scratch(t);
    const cast = actors(basePort);
    const first = start(t, dir, basePort);
    assert.equal(await first.ready, "ready");

    const path = join(dir, "credentials.json");
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    const credentials = JSON.parse(await readFile(path, "utf8"));
    assert.deepEqual(Object.keys(credentials), ["baghdad", "damascus", "washington"]);
    assert.equal(credentials.damascus.url, `http://127.0.0.1:${basePort + 2}`);
    assert.deepEqual(
      credentials.baghdad.people.map((person: { role: string }) => person.role),
      ["watch", "liaison", "admin", "reader"],
    );
    assert.deepEqual(credentials.baghdad.partners, {
      damascus: { username: "damascus", password: "token for damascus" },
      washington: { username: "washington", password: "token for washington" },
    });
    assert.equal(
      (await lines(join(dir, "damascus", "commands"))).join(" "),
      "user-add user-add user-add user-add partner-add partner-card partner-card partner-add " +
        "agreement-sign report-import demo-ready",
    );

    const [victim] = cast;
    assert.ok(victim);
    const pid = await pidOf(dir, victim);
    process.kill(pid, "SIGKILL");
    await until("started again", async () => (await pidOf(dir, victim)) !== pid);
    await until("answers again", async () => (await health(victim.url)) === 200);
    assert.deepEqual(first.restarts.length, 1);

    assert.equal(codeOf(await start(t, dir, basePort).ready), "demo-running");

    const running = await Promise.all(cast.map((actor) => pidOf(dir, actor)));
    assert.equal(await first.stop(), "stopped");
    assert.deepEqual(running.filter(alive), []);

    assert.equal(codeOf(await start(t, dir, basePort + 100).ready), "demo-ports-differ");
    const second = start(t, dir, basePort);
    assert.equal(await second.ready, "ready");
    assert.deepEqual(JSON.parse(await readFile(path, "utf8")), credentials);
    assert.equal((await lines(join(dir, "damascus", "commands"))).length, 11, "no second set-up");
    await second.stop();

    const fresh = start(t, dir, basePort, true);
    assert.equal(await fresh.ready, "ready");
    assert.equal((await lines(join(dir, "damascus", "commands"))).length, 11, "set up anew");
    await fresh.stop();
  });

  test("begins anew after a first start that was cut short, and leaves other files alone", async (t) => {
    const dir = await scratch(t);
    const port = await freeBasePort();
    await writeFile(join(dir, "mine.txt"), "mine");
    const cut = start(t, dir, port);
    await until("first commands", async () => {
      return (await stat(join(dir, "washington", "commands")).catch(() => null)) !== null;
    });
    await cut.stop();
    const again = start(t, dir, port);
    assert.equal(await again.ready, "ready");
    assert.equal((await lines(join(dir, "damascus", "commands"))).length, 11);
    assert.equal(await readFile(join(dir, "mine.txt"), "utf8"), "mine");
    await again.stop();
  });

  test("says which port is in use", async (t) => {
    const port = await freeBasePort();
    const other = createServer().listen(port + 2, "127.0.0.1");
    await once(other, "listening");
    t.after(() => other.close());
    const end = await start(t, await scratch(t), port).ready;
    assert.equal(codeOf(end), "demo-port-in-use");
    assert.match(String(end), new RegExp(String(port + 2)));
  });

  test("gives up on a node that cannot start, with its own last words, and stops the others", async (t) => {
    const dir = await scratch(t);
    const port = await freeBasePort();
    const demo = start(t, dir, port);
    assert.equal(await demo.ready, "ready");
    const [baghdad, damascus] = actors(port);
    assert.ok(baghdad && damascus);
    const other = await pidOf(dir, damascus);
    await writeFile(join(dir, "baghdad", "fault"), "the disk is full");
    process.kill(await pidOf(dir, baghdad), "SIGKILL");
    const end = await demo.ended;
    assert.equal(codeOf(end), "demo-node-failing");
    assert.match(String(end), /baghdad.*the disk is full/);
    assert.equal(alive(other), false);
  });

  test("its nodes stop by themselves when it is killed", async (t) => {
    const dir = await scratch(t);
    const port = await freeBasePort();
    const script = fileURLToPath(new URL("stand-in-demo.ts", import.meta.url));
    const demo = fork(script, [dir, String(port)]);
    await once(demo, "message");
    const pids = await Promise.all(actors(port).map((actor) => pidOf(dir, actor)));
    assert.deepEqual(pids.filter(alive), pids);
    demo.kill("SIGKILL");
    await until("all nodes gone", async () => !pids.some(alive));
  });
});
