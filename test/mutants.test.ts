import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { mutants, type Mutant } from "./mutants.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** What tests read of the checkout. */
const copied = ["src", "test", "scripts", "scenarios", "schemas", "bin", "package.json"];

/** Copies in which one mutant after the other is planted, as many as may run at once. */
async function copyCheckout(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "tansiq-mutants-"));
  for (const path of copied) await cp(join(root, path), join(dir, path), { recursive: true });
  await symlink(join(root, "node_modules"), join(dir, "node_modules"));
  return dir;
}

interface Outcome {
  failed: boolean;
  /** How many tests of that name ran. */
  ran: number;
  output: string;
}

/** A mutant must not keep the machine busy for ever. */
const longestMs = 120_000;

async function run(dir: string, [file, name]: Mutant["killedBy"]): Promise<Outcome> {
  const pattern = `^${name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}$`;
  const args = ["--test", "--test-reporter=tap", `--test-name-pattern=${pattern}`, file];
  // Without it the inner run would report to the outer one.
  const { NODE_TEST_CONTEXT: _, ...others } = process.env;
  // What Node keeps of the copies is of use to nobody after them.
  const env = { ...others, NODE_COMPILE_CACHE: join(dir, ".cache") };
  // A group of its own: the runner starts a process for the file, which must end with it.
  const child = spawn(process.execPath, args, { cwd: dir, env, detached: true });
  let output = "";
  child.stdout.on("data", (piece: Buffer) => (output += piece.toString()));
  child.stderr.resume();
  const late = setTimeout(() => process.kill(-child.pid!, "SIGKILL"), longestMs);
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(late);
  const count = (word: string) => Number(new RegExp(`^# ${word} (\\d+)`, "m").exec(output)?.[1]);
  return { failed: code !== 0, ran: count("pass") + count("fail"), output };
}

/** It was not killed by what the test asserts: it does not even parse, or runs into nothing where it was changed. */
function breaksItself(output: string, file: string): boolean {
  if (/SyntaxError|ReferenceError/.test(output)) return true;
  // Where a TypeError was thrown stands first behind it: elsewhere it is what the change did to others.
  const thrown = [...output.matchAll(/TypeError[^]*?file:\/\/(\S+?):\d+/g)];
  return thrown.some(([, at]) => at!.endsWith(`/${file}`));
}

async function survives(dir: string, mutant: Mutant): Promise<string | null> {
  const path = join(dir, mutant.file);
  const text = await readFile(path, "utf8");
  const parts = text.split(mutant.find);
  if (parts.length !== 2) return `${mutant.file} does not hold the text to change exactly once`;
  try {
    await writeFile(path, parts.join(mutant.replace));
    const { failed, ran, output } = await run(dir, mutant.killedBy);
    if (!failed) return ran > 0 ? "the test passes" : "no test of that name ran";
    return !(ran > 0) || breaksItself(output, mutant.file) ? output || "it does not end" : null;
  } finally {
    await writeFile(path, text);
  }
}

test("every known leak is noticed by its test", async (t) => {
  // While one is being written: those whose leak holds this text.
  const only = process.env["TANSIQ_MUTANT"];
  const waiting = mutants.filter(({ leak }) => only === undefined || leak.includes(only));
  const survivors: string[] = [];
  async function work(): Promise<void> {
    const dir = await copyCheckout();
    t.after(() => rm(dir, { recursive: true }));
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const why = await survives(dir, mutant);
      if (why !== null) survivors.push(`${mutant.leak}: ${why}`);
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  assert.deepEqual(survivors, []);
});
