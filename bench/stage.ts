import type { AgreementForm } from "../src/domain/agreement.ts";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { incidentLabels } from "./incidents.ts";
import { initNode, startNode, tansiq, type BenchNode, type RunningNode } from "./node-process.ts";
import { generousAgreement, introduce, signatureOf, signerOf } from "./partners.ts";
import type { Taxii } from "./taxii.ts";

/** A node that a partner posts to, and two other partners to whom it releases what it gets. */
export interface Stage {
  node: BenchNode;
  running: RunningNode;
  sender: { node: BenchNode; taxii: Taxii };
  receivers: Taxii[];
  /** The last of the receivers: it knows the sender too, and read nothing yet. */
  away: BenchNode;
}

/** The partners' own nodes do not run: the bench speaks for them. Their agreement is in force at the end. */
export async function setStage(root: string): Promise<Stage> {
  const [node, sending, ...receiving] = await Promise.all(
    ["baghdad", "damascus", "amman", "washington"].map((id) => initNode(root, id)),
  );
  // One after the other: while the node does not run, each command opens its directory alone.
  const taxii = await introduce(node!, sending!);
  const receivers: Taxii[] = [];
  for (const partner of receiving) receivers.push(await introduce(node!, partner));
  const away = receiving.at(-1)!;
  await (await introduce(away, sending!)).close();
  const names = receiving.map(({ id }) => id);
  const form = generousAgreement(node!.id, names, sending!.id);
  const modified = await propose(node!, form);
  const running = await startNode(node!);
  for (const [index, partner] of receiving.entries()) {
    const object = signatureOf(form, modified, partner.id, await signerOf(partner));
    await receivers[index]!.post(envelope([object]), 1);
  }
  const word = signatureOf(form, modified, sending!.id, await signerOf(sending!));
  await taxii.post(envelope([word]), 1);
  await taxii.post(envelope(incidentLabels()), incidentLabels().length);
  return { node: node!, running, sender: { node: sending!, taxii }, receivers, away };
}

/** Two running nodes that are linked and release to each other. */
export async function setPair(root: string) {
  const author = await initNode(root, "mosul");
  const reader = await initNode(root, "raqqa");
  const back = await introduce(author, reader);
  const generous = generousAgreement(author.id, [reader.id]);
  const returned = { id: "back", from: [reader.id], to: [author.id] };
  const form = { ...generous, grants: [...generous.grants, returned] };
  await propose(author, form);
  const [first, second] = [await startNode(author), await startNode(reader)];
  await back.close();
  await signAt(reader, form.id);
  const stop = async () => void (await Promise.all([first.stop(), second.stop()]));
  return { author, reader, stop };
}

/** Signs at a running node what came there, as soon as it came. */
async function signAt({ dir }: BenchNode, id: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const listed = (await tansiq("agreement", "list", "--data", dir)) as { id?: string }[];
    if (JSON.stringify(listed).includes(id)) break;
    if (tries > 100) throw new Error(`${id} did not arrive`);
    await pause(100);
  }
  await tansiq("agreement", "sign", "--data", dir, "--id", id);
}

/** Proposes and signs; ms UTC of the version. */
async function propose({ dir }: BenchNode, form: AgreementForm): Promise<number> {
  const file = join(dir, "agreement.json");
  await writeFile(file, JSON.stringify(form));
  await tansiq("agreement", "propose", "--data", dir, file);
  await tansiq("agreement", "sign", "--data", dir, "--id", form.id);
  const [listed] = (await tansiq("agreement", "list", "--data", dir)) as { modified: number }[];
  return listed!.modified;
}

function envelope(objects: readonly object[]): Uint8Array {
  return Buffer.from(JSON.stringify({ objects }));
}
