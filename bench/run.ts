import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { benchGet, type GetFigures } from "./bench-get.ts";
import { benchLatency, type LatencyFigures } from "./bench-latency.ts";
import { benchPost, type PostFigures } from "./bench-post.ts";
import { benchQuery, type QueryFigures } from "./bench-query.ts";
import { envelopeMaker } from "./envelopes.ts";
import { initNode, startNode } from "./node-process.ts";
import { signIn } from "./person.ts";
import { residentMb } from "./process-memory.ts";
import { measureReference, type Reference } from "./reference.ts";
import { setPair, setStage } from "./stage.ts";
import { rounded } from "./statistics.ts";
import { isMet, table, type Line } from "./table.ts";

const usage = `npm run bench -- [--records N] [--name NAME]

Measures real nodes on loopback and writes bench/results/NAME.json.
  --records N   how large the store gets (default 1,000,000)
  --name NAME   of the result (default: latest)
`;

const idleMs = 4000;

interface Figures {
  idle: { residentMb: number; readyMs: number };
  latency: LatencyFigures;
  post: PostFigures;
  get: { first: GetFigures; again: GetFigures };
  loaded: { residentMb: number; peakMb: number };
  reopened: { residentMb: number; readyMs: number };
  query: QueryFigures;
}

async function measure(root: string, records: number): Promise<Figures> {
  say("an idle node");
  const idle = await measureIdle(root);
  say("reports from node to node");
  const latency = await measureLatency(root);
  say(`${records.toLocaleString("en")} records by TAXII POST`);
  const stage = await setStage(root);
  const { node, sender, receivers } = stage;
  const pem = await readFile(join(sender.node.dir, "signing-key.pem"), "utf8");
  const maker = envelopeMaker(sender.id, pem);
  let { running } = stage;
  try {
    const post = await benchPost(sender.taxii, maker, records);
    say("TAXII GET of all of them");
    const get = { first: await benchGet(receivers[0]!), again: await benchGet(receivers[0]!) };
    const memory = await residentMb(running.pid);
    const loaded = { residentMb: rounded(memory.now), peakMb: rounded(memory.peak) };
    say("the node starts anew");
    await running.stop();
    running = await startNode(node);
    await pause(idleMs);
    const reopened = {
      residentMb: rounded((await residentMb(running.pid)).now),
      readyMs: rounded(running.readyMs),
    };
    say("newest records in boxes");
    const person = await signIn(node, "reader");
    const query = await benchQuery(person);
    await person.close();
    return { idle, latency, post, get, loaded, reopened, query };
  } finally {
    await Promise.all([maker.close(), running.stop()]);
    await Promise.all([sender.taxii, ...receivers].map((taxii) => taxii.close()));
  }
}

async function measureIdle(root: string): Promise<Figures["idle"]> {
  const node = await initNode(root, "idle");
  // Once before: what Node keeps of the TypeScript files is made at the first start after an update.
  await (await startNode(node)).stop();
  const running = await startNode(node);
  await pause(idleMs);
  const { now } = await residentMb(running.pid);
  await running.stop();
  return { residentMb: rounded(now), readyMs: rounded(running.readyMs) };
}

async function measureLatency(root: string): Promise<LatencyFigures> {
  const pair = await setPair(root);
  try {
    const [author, reader] = [
      await signIn(pair.author, "watch"),
      await signIn(pair.reader, "reader"),
    ];
    const figures = await benchLatency(author, reader);
    await Promise.all([author.close(), reader.close()]);
    return figures;
  } finally {
    await pair.stop();
  }
}

function linesOf({ idle, latency, post, get, loaded, reopened, query }: Figures): Line[] {
  const perSecond = "objects/s";
  const at = `at ${post.objects.toLocaleString("en")}`;
  return [
    {
      what: "TAXII POST, empty store",
      figure: post.first,
      unit: perSecond,
      target: { least: 8000 },
    },
    { what: `TAXII POST, ${at}`, figure: post.last, unit: perSecond, target: { least: 5000 } },
    {
      what: "TAXII GET, first reading",
      figure: get.first.objectsPerSecond,
      unit: perSecond,
      target: null,
    },
    {
      what: "TAXII GET, read again",
      figure: get.again.objectsPerSecond,
      unit: perSecond,
      target: { least: 100_000 },
    },
    {
      what: "  last pages to first pages",
      figure: rounded(get.again.lastPagesMs / get.again.firstPagesMs),
      unit: "×",
      target: { most: 1.2 },
    },
    {
      what: "report to partner's event, p50",
      figure: latency.p50Ms,
      unit: "ms",
      target: { most: 25 },
    },
    {
      what: "report to partner's event, p99",
      figure: latency.p99Ms,
      unit: "ms",
      target: { most: 150 },
    },
    {
      what: `newest 100 in a box, ${at}, p99`,
      figure: query.p99Ms,
      unit: "ms",
      target: { most: 10 },
    },
    { what: "idle node, resident", figure: idle.residentMb, unit: "MB", target: { most: 150 } },
    {
      what: `node ${at}, resident`,
      figure: reopened.residentMb,
      unit: "MB",
      target: { most: 350 },
    },
    {
      what: `node ${at}, ready after`,
      figure: reopened.readyMs,
      unit: "ms",
      target: { most: 3000 },
    },
    { what: "  after the load, resident", figure: loaded.residentMb, unit: "MB", target: null },
  ];
}

/** Figures in proportion to what the machine did in the same minutes. */
function ratiosOf({ post, get }: Figures, { verify, insert }: Reference) {
  return {
    postEmptyToVerify: rounded(post.first / verify),
    postFullToVerify: rounded(post.last / verify),
    postEmptyToInsert: rounded(post.first / insert),
    getToInsert: rounded(get.again.objectsPerSecond / insert),
  };
}

function middle(a: Reference, b: Reference): Reference {
  const names = Object.keys(a) as (keyof Reference)[];
  return Object.fromEntries(
    names.map((name) => [name, rounded((a[name] + b[name]) / 2)]),
  ) as unknown as Reference;
}

function say(text: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)}  ${text}\n`);
}

const { values } = parseArgs({
  options: { records: { type: "string" }, name: { type: "string" }, help: { type: "boolean" } },
});
const records = Number(values.records ?? 1_000_000);
const name = values.name ?? "latest";
if (values.help || !Number.isInteger(records) || records < 1 || !/^[\w.-]+$/.test(name)) {
  process.stderr.write(usage);
  process.exit(values.help ? 0 : 2);
}
const began = performance.now();
const root = await mkdtemp(join(tmpdir(), "tansiq-bench-"));
try {
  const before = measureReference(join(root, "reference"));
  const figures = await measure(root, records);
  const reference = middle(before, measureReference(join(root, "reference")));
  const lines = linesOf(figures);
  const results = fileURLToPath(new URL("./results/", import.meta.url));
  await mkdir(results, { recursive: true });
  const result = {
    at: new Date().toISOString(),
    tookSeconds: Math.round((performance.now() - began) / 1000),
    machine: {
      cpu: cpus()[0]?.model,
      cores: availableParallelism(),
      memoryGb: rounded(totalmem() / 1e9),
      node: process.version,
    },
    records,
    reference,
    ratios: ratiosOf(figures, reference),
    lines: lines.map((line) => ({ ...line, met: isMet(line) })),
    figures,
  };
  await writeFile(join(results, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${table(lines)}\n\nbench/results/${name}.json\n`);
} finally {
  await rm(root, { recursive: true, force: true });
}
