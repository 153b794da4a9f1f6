import assert from "node:assert/strict";
import { execFile } from "node:child_process";
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

function run(dir: string, [file, name]: Mutant["killedBy"]): Promise<Outcome> {
  const pattern = `^${name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}$`;
  const args = ["--test", "--test-reporter=tap", `--test-name-pattern=${pattern}`, file];
  // Without it the inner run would report to the outer one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: dir, env, timeout: 120_000 }, (error, stdout) => {
      const count = (word: string) =>
        Number(new RegExp(`^# ${word} (\\d+)`, "m").exec(stdout)?.[1]);
      resolve({ failed: error !== null, ran: count("pass") + count("fail"), output: stdout });
    });
  });
}

async function survives(dir: string, mutant: Mutant): Promise<string | null> {
  const path = join(dir, mutant.file);
  const text = await readFile(path, "utf8");
  const parts = text.split(mutant.find);
  if (parts.length !== 2) return `${mutant.file} does not hold the text to change exactly once`;
  try {
    await writeFile(path, parts.join(mutant.replace));
    const { failed, ran, output } = await run(dir, mutant.killedBy);
    if (!failed) return ran === 0 ? "no test of that name ran" : "the test passes";
    // Killed by what the test asserts, not by a mutant that does not even parse.
    return ran === 0 || /SyntaxError|ReferenceError/.test(output) ? output : null;
  } finally {
    await writeFile(path, text);
  }
}

test("every known leak is noticed by its test", async (t) => {
  const waiting = [...mutants];
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
