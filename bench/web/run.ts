import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildPage } from "../../scripts/set-up.mjs";
import { launch } from "../../test/browser/browser.ts";
import { benchPost } from "../bench-post.ts";
import { envelopeMaker } from "../envelopes.ts";
import { startNode, tansiq } from "../node-process.ts";
import { setStage } from "../stage.ts";
import { isMet, table, type Line } from "../table.ts";
import { measurePage, type PageFigures } from "./measure-page.ts";

const { values } = parseArgs({
  options: { records: { type: "string" }, name: { type: "string" } },
});
const records = Number(values.records ?? 1_000_000);
const name = values.name ?? "web-latest";
/** So many records the page takes at most. */
const mostShown = 100_000;

const root = await mkdtemp(join(tmpdir(), "tansiq-bench-web-"));
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => {
    rmSync(root, { recursive: true, force: true });
    process.exit(130);
  });
try {
  await bench();
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function bench(): Promise<void> {
  await buildPage(process.execPath);
  const { node, sender, running, receivers } = await setStage(root);
  const pem = await readFile(join(sender.node.dir, "signing-key.pem"), "utf8");
  const maker = envelopeMaker(sender.node.id, pem);
  say(`${records.toLocaleString("en")} records`);
  const { objects } = await benchPost(sender.taxii, maker, records);
  await Promise.all([maker.close(), sender.taxii.close(), ...receivers.map((one) => one.close())]);
  await running.stop();
  const again = await startNode(node);
  const browser = await launch();
  try {
    const cookie = await signedIn(node.url, node.dir);
    say("the page, twice: the first warms the node up");
    const shown = Math.min(objects, mostShown);
    await measurePage(browser, { url: node.url, cookie, records: shown });
    const figures = await measurePage(browser, { url: node.url, cookie, records: shown });
    const lines = linesOf(figures);
    const results = fileURLToPath(new URL("../results/", import.meta.url));
    await mkdir(results, { recursive: true });
    const result = {
      at: new Date().toISOString(),
      objects,
      lines: lines.map((line) => ({ ...line, met: isMet(line) })),
      figures,
    };
    await writeFile(join(results, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
    process.stdout.write(`${table(lines)}\n\nbench/results/${name}.json\n`);
  } finally {
    await browser.close();
    await again.stop();
  }
}

/** The cookie of a session of somebody who may see everything. */
async function signedIn(url: string, dir: string): Promise<{ name: string; value: string }> {
  const person = (await tansiq(
    ...["user", "add", "--data", dir, "--name", "bench", "--role", "watch"],
    ...["--clearance", "secret", "--caveats", "all"],
  )) as { name: string; password: string };
  const answer = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: person.name, password: person.password }),
  });
  const [, cookieName, value] = /^([^=]+)=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")!;
  return { name: cookieName!, value: value! };
}

function linesOf(figures: PageFigures): Line[] {
  const { scripts, blockedMs, interactionMs } = figures;
  const atMost = (what: string, figure: number, unit: string, most: number): Line => ({
    ...{ what, figure, unit },
    target: { most },
  });
  return [
    atMost("first useful view, nothing cached", figures.firstViewMs, "ms", 2000),
    atMost("scripts before the map, compressed", scripts.beforeMapKb, "KB", 350),
    atMost("scripts with the map, compressed", scripts.withMapKb, "KB", 700),
    atMost("main thread held up before the first view", blockedMs.first, "ms", 100),
    atMost(`the same while ${figures.records} records come`, blockedMs.loading, "ms", 100),
    atMost("the same with all of them there", blockedMs.working, "ms", 100),
    atMost("a filter, until it is painted", figures.filterMs, "ms", 300),
    {
      what: "symbols that come and go each second while playing",
      figure: figures.changes,
      unit: "/s",
      target: { least: 5000 },
    },
    atMost("main thread held up while they do", blockedMs.playing, "ms", 100),
    atMost("from a click or key to the next paint", interactionMs.working, "ms", 200),
    atMost("the same while playing", interactionMs.playing, "ms", 200),
    {
      what: "times shown a second while playing",
      figure: figures.steps,
      unit: "/s",
      target: { least: 20 },
    },
  ];
}

function say(text: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)}  ${text}\n`);
}
