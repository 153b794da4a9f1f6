import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { signAgreement } from "../../src/desk/agreements.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, startNetwork, type Network } from "./network.ts";

/* Each version is decided with what it referred to, not with what came of that later. */

const box = {
  type: "Polygon" as const,
  coordinates: [
    [
      [40, 30],
      [45, 30],
      [45, 35],
      [40, 35],
      [40, 30],
    ],
  ],
};

let network: Network;
let everywhere = "";
const desk = () => network.members["baghdad"]!.node.desk;

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  everywhere = await agree(network, bilateral(["baghdad", "damascus"]));
  const grants = [{ id: "inside", from: ["baghdad"], to: ["damascus"], within: box }];
  await agree(network, bilateral(["baghdad", "damascus"], { grants }));
  await network.members["damascus"]!.stop();
  await network.members["baghdad"]!.node.links.stop();
});
after(() => network.close());

async function readAgain(): Promise<StixObject[]> {
  const { body } = await readOutbox(desk(), "damascus", {
    ...{ afterSeq: 0, versions: ["all"], limit: 1000 },
  });
  return JSON.parse(`[${Buffer.from(body).toString()}]`) as StixObject[];
}

test("a translation of a version that may not go any more does not go, though the next version may", async () => {
  const named = (words: string) => ({ ar: `حادث ${words}`, en: `Event ${words}` });
  const inside: [number, number] = [43.3, 33.4];
  const { record } = await submitReport(desk(), roadCut({ name: named("one"), position: inside }));
  const outside = roadCut({ name: named("two"), position: [48, 33.4] });
  await reviseReport(desk(), record.id, outside);
  await reviseReport(desk(), record.id, roadCut({ name: named("three"), position: inside }));
  const told = (objects: readonly StixObject[], words: string) =>
    objects.filter((object) => JSON.stringify(object).includes(words)).map(({ type }) => type);
  assert.ok(told(await readAgain(), "حادث two").includes("language-content"));
  await signAgreement(desk(), everywhere, { act: "end" });
  const left = await readAgain();
  assert.deepEqual(told(left, "حادث two"), []);
  assert.deepEqual(told(left, "Event two"), []);
  for (const words of ["one", "three"]) {
    assert.ok(told(left, `حادث ${words}`).includes("language-content"));
  }
});
