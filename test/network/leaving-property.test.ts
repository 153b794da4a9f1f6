import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { closureOf, audienceOf } from "../../src/desk/closure.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { isCarried } from "../../src/domain/kinds.ts";
import { references } from "../../src/domain/references.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { topics } from "../../src/domain/topics.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, startNetwork, type Network } from "./network.ts";

let network: Network;
const desk = () => network.members["baghdad"]!.node.desk;

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  await agree(network, bilateral(["baghdad", "damascus"]));
  await network.members["damascus"]!.stop();
  await network.members["baghdad"]!.node.links.stop();
});
after(() => network.close());

/** Numbers from 0 to below `sides`, the same for one seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Labels and ids of all that some open record needs which speaks for itself and may leave, decided the slow way. */
async function neededNow(): Promise<Set<string>> {
  const policy = desk().board.policy();
  const needed = new Set<string>();
  const query = { partner: "damascus", versions: ["all" as const], limit: 10_000 };
  for (const entry of (await desk().store.outbox(query)).entries) {
    if (entry.control || isCarried(entry.kind)) continue;
    const record = (await desk().store.record(entry.id, entry.modified))!;
    const translated = entry.kind === "language-content" && record.body.includes('"location--');
    const { parts, needs } = await closureOf(desk(), entry.id, entry.modified);
    if (translated || !audienceOf(desk(), policy, parts).includes("damascus")) continue;
    for (const { id } of needs) needed.add(id);
    for (const { member } of parts) needed.add(member.labelId);
  }
  return needed;
}

test("whatever happens, nothing leaves before what it needs, and nothing along with records that stay", async () => {
  const roll = dice(7);
  const text = { ar: "خط أحمر", en: "A red line" };
  const reports: string[] = [];
  const lines: string[] = [];
  const left = new Set<string>();
  let cursor: { token: string } | Record<string, never> = {};
  let denied = 0;
  async function step(): Promise<void> {
    const topic = topics[roll(topics.length)]!;
    const draft = roadCut({
      topics: [topic],
      ...(roll(5) === 0 && { releasableTo: ["damascus"] }),
    });
    const some = reports[roll(reports.length)];
    const what = roll(10);
    if (what < 4 || some === undefined) {
      reports.push((await submitReport(desk(), draft)).record.id);
    } else if (what === 4) await reviseReport(desk(), some, draft);
    else if (what === 5) await recallRecord(desk(), some, { reason: "wrong" });
    else if (what < 8) {
      const match = roll(2) === 0 ? { topics: [topic] } : { kinds: ["incident"] };
      const line = { id: "r", by: "baghdad", to: ["damascus"], reason: text, ...match };
      const form = bilateral(["baghdad", "damascus"], { grants: [], redLines: [line] });
      const { form: proposed } = await proposeAgreement(desk(), form);
      await signAgreement(desk(), proposed.id, { act: "sign" });
      lines.push(proposed.id);
    } else {
      const line = lines.pop();
      if (line !== undefined) await signAgreement(desk(), line, { act: "end" });
    }
  }
  async function readOn(): Promise<void> {
    const needed = await neededNow();
    const page = await readOutbox(desk(), "damascus", {
      ...{ ...cursor, versions: ["all"], limit: 1 + roll(6) },
    });
    if (page.next !== null) cursor = { token: page.next };
    const objects = JSON.parse(`[${Buffer.from(page.body).toString()}]`) as StixObject[];
    for (const [index, object] of objects.entries()) {
      const { control, kind } = page.entries[index]!;
      const follows = kind === "marking-definition" || (!control && isCarried(kind));
      if (follows) assert.ok(needed.has(object.id), `${object.id} leaves for nothing`);
      if (!control || kind === "marking-definition") {
        for (const id of references(object)) {
          assert.ok(left.has(id) || id === object.id, `${object.id} leaves before ${id}`);
        }
      }
      left.add(object.id);
    }
    if (objects.length === 0) denied++;
  }
  for (let round = 0; round < 150; round++) {
    await step();
    if (roll(2) === 0) await readOn();
  }
  assert.ok(left.size > 60, `${left.size} left`);
  assert.ok(denied > 0, "nothing was ever held back");
});
