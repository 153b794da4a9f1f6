import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { benchEnds, benchGet, type EndsFigures, type GetFigures } from "./bench-get.ts";
import { benchLatency, type LatencyFigures } from "./bench-latency.ts";
import { benchCatchUp, type CatchUpFigures } from "./bench-catch-up.ts";
import { benchClashes, type ClashFigures } from "./bench-clashes.ts";
import { benchDecide, type DecideFigures } from "./bench-decide.ts";
import { benchPost, type PostFigures } from "./bench-post.ts";
import { addPartners, benchPreview, type PreviewFigures } from "./bench-preview.ts";
import { benchQuery, type QueryFigures } from "./bench-query.ts";
import { benchTasks, type TaskFigures } from "./bench-tasks.ts";
import { envelopeMaker } from "./envelopes.ts";
import { initNode, startNode, type BenchNode, type RunningNode } from "./node-process.ts";
import { signIn } from "./person.ts";
import { processorMs, residentMb } from "./process-use.ts";
import { setPair, setStage } from "./stage.ts";
import { rounded } from "./statistics.ts";

const idleMs = 4_000;
/** After a load: threads that nobody needs end after half a minute. */
const restMs = 45_000;

export interface Figures {
  idle: { residentMb: number; readyMs: number };
  latency: LatencyFigures;
  tasks: TaskFigures;
  post: PostFigures & { processorUs: number };
  get: { first: GetFigures; again: GetFigures; processorUs: number; ends: EndsFigures };
  loaded: { residentMb: number; peakMb: number; restedMb: number };
  reopened: { residentMb: number; readyMs: number };
  query: QueryFigures;
  decide: DecideFigures;
  clashes: ClashFigures;
  catchUp: CatchUpFigures;
  preview: PreviewFigures;
}

/** All measurements, one after the other, in about eight minutes for a million records. `root`: an empty folder. */
export async function measure(
  root: string,
  records: number,
  say: (text: string) => void,
): Promise<Figures> {
  say("an idle node");
  const idle = await measureIdle(root);
  say("reports from node to node, then proposals of tasks and what the partner commits to");
  const { latency, tasks } = await measureLatency(root);
  say("decisions under a charter of 60");
  const decide = benchDecide();
  say("clashes of 10,000 parts with each other and 100,000 protected places");
  const clashes = benchClashes();
  say(`${records.toLocaleString("en")} records by TAXII POST`);
  const { node, sender, receivers, away, ...stage } = await setStage(root);
  const pem = await readFile(join(sender.node.dir, "signing-key.pem"), "utf8");
  const maker = envelopeMaker(sender.node.id, pem);
  let { running } = stage;
  try {
    const atFirst = await processorMs(running.pid);
    const posted = await benchPost(sender.taxii, maker, records);
    const post = { ...posted, processorUs: await usEach(running, atFirst, posted.objects) };
    say("TAXII GET of all of them, twice");
    const [reader] = receivers;
    const first = await benchGet(reader!);
    const beforeAgain = await processorMs(running.pid);
    const again = await benchGet(reader!);
    const processorUs = await usEach(running, beforeAgain, again.objects);
    const get = { first, again, processorUs, ends: await benchEnds(reader!) };
    const { now, peak } = await residentMb(running.pid);
    say("rest");
    await pause(restMs);
    const rested = await residentMb(running.pid);
    const loaded = {
      residentMb: rounded(now),
      peakMb: rounded(peak),
      restedMb: rounded(rested.now),
    };
    say("the node starts anew");
    await running.stop();
    running = await startNode(node);
    const reopened = await idleFigures(running);
    say("newest records in boxes");
    const person = await signIn(node, "reader");
    const query = await benchQuery(person);
    await person.close();
    say("a partner that was away catches up");
    const catchUp = await measureCatchUp(node, running, away);
    say("previews of a charter of 60");
    const preview = await measurePreview(node, running, sender.node.id);
    const nodes = { idle, latency, tasks, post, get, loaded, reopened };
    return { ...nodes, decide, clashes, query, catchUp, preview };
  } finally {
    await Promise.all([maker.close(), running.stop()]);
    await Promise.all([sender.taxii, ...receivers].map((taxii) => taxii.close()));
  }
}

async function measureCatchUp(
  node: BenchNode,
  { pid }: RunningNode,
  away: BenchNode,
): Promise<CatchUpFigures> {
  const admin = await signIn(node, "admin");
  try {
    return await benchCatchUp(admin, pid, away);
  } finally {
    await admin.close();
  }
}

/** Of the members two get records since the beginning, the others are new. */
async function measurePreview(
  node: BenchNode,
  { pid }: RunningNode,
  sender: string,
): Promise<PreviewFigures> {
  const admin = await signIn(node, "admin");
  const liaison = await signIn(node, "liaison");
  try {
    const added = await addPartners(admin, node, 58);
    const members = ["amman", "washington", ...added];
    return await benchPreview(liaison, node, pid, [sender, members]);
  } finally {
    await Promise.all([admin.close(), liaison.close()]);
  }
}

async function measureIdle(root: string): Promise<Figures["idle"]> {
  const running = await startNode(await initNode(root, "idle"));
  const figures = await idleFigures(running);
  await running.stop();
  return figures;
}

async function idleFigures({ pid, readyMs }: RunningNode): Promise<Figures["idle"]> {
  await pause(idleMs);
  return { residentMb: rounded((await residentMb(pid)).now), readyMs: rounded(readyMs) };
}

async function measureLatency(root: string): Promise<Pick<Figures, "latency" | "tasks">> {
  const pair = await setPair(root);
  try {
    const author = await signIn(pair.author, "watch");
    const reader = await signIn(pair.reader, "reader");
    const latency = await benchLatency(author, reader);
    await Promise.all([author.close(), reader.close()]);
    const proposer = await signIn(pair.author, "liaison");
    const answerer = await signIn(pair.reader, "liaison");
    const tasks = await benchTasks(proposer, answerer, pair.reader.id);
    await Promise.all([proposer.close(), answerer.close()]);
    return { latency, tasks };
  } finally {
    await pair.stop();
  }
}

/** Processor time of the node for each object, µs. */
async function usEach({ pid }: RunningNode, before: number, objects: number): Promise<number> {
  return rounded((((await processorMs(pid)) - before) * 1000) / objects);
}
