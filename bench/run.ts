import { rmSync } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { linesOf, ratiosOf } from "./lines.ts";
import { measure } from "./measure.ts";
import { measureReference, type Reference } from "./reference.ts";
import { rounded } from "./statistics.ts";
import { isMet, table } from "./table.ts";

const usage = `npm run bench -- [--records N] [--name NAME]

Measures real nodes on loopback and writes bench/results/NAME.json.
  --records N   how large the store gets (default 1,000,000)
  --name NAME   of the result (default: latest)
`;

const { values } = parseArgs({
  options: { records: { type: "string" }, name: { type: "string" }, help: { type: "boolean" } },
});
const records = Number(values.records ?? 1_000_000);
const name = values.name ?? "latest";
if (values.help || !Number.isInteger(records) || records < 1 || !/^[\w.-]+$/.test(name)) {
  process.stderr.write(usage);
  process.exit(values.help ? 0 : 2);
}

const root = await mkdtemp(join(tmpdir(), "tansiq-bench-"));
const clear = (): void => rmSync(root, { recursive: true, force: true });
for (const signal of ["SIGINT", "SIGTERM"]) {
  // The nodes end with the channel to this process.
  process.once(signal, () => {
    clear();
    process.exit(130);
  });
}
try {
  await bench();
} finally {
  clear();
}

async function bench(): Promise<void> {
  const began = performance.now();
  const before = measureReference(root);
  const figures = await measure(root, records, say);
  const reference = between(before, measureReference(root));
  const lines = linesOf(figures);
  const result = {
    at: new Date().toISOString(),
    tookSeconds: Math.round((performance.now() - began) / 1000),
    machine: {
      processor: cpus()[0]?.model,
      cores: availableParallelism(),
      memoryGb: rounded(totalmem() / 1e9),
      node: process.version,
    },
    reference,
    ratios: ratiosOf(figures, reference),
    lines: lines.map((line) => ({ ...line, met: isMet(line) })),
    figures,
  };
  const results = fileURLToPath(new URL("./results/", import.meta.url));
  await mkdir(results, { recursive: true });
  await writeFile(join(results, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  const { sha256, verify, insert, commit } = reference;
  process.stdout.write(
    `${table(lines)}\n\nThis machine a second, one thread: ${verify} verifications, ${insert} rows inserted, ` +
      `${commit} commits, ${sha256} SHA-256 of 1 KiB.\nbench/results/${name}.json\n`,
  );
}

/** The reference before and after in one: others may use the machine too. */
function between(a: Reference, b: Reference): Reference {
  const middle = (name: keyof Reference): number => rounded((a[name] + b[name]) / 2);
  return {
    sha256: middle("sha256"),
    verify: middle("verify"),
    insert: middle("insert"),
    commit: middle("commit"),
  };
}

function say(text: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)}  ${text}\n`);
}
