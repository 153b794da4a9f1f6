import { operator } from "../../src/desk/viewer.ts";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { signAgreement } from "../../src/desk/agreements.ts";
import { previewAgreement } from "../../src/desk/preview-agreement.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { AgreementForm, Area, Grant, RedLine } from "../../src/domain/agreement.ts";
import { isContentKind } from "../../src/domain/kinds.ts";
import { dice, type Dice } from "../../src/release/test/random-world.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, startNetwork, eventually, type Network } from "./network.ts";

/* What a preview tells is what then happens, over random reports and drafts. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const parties: [string, string] = ["baghdad", "damascus"];
const pick = <T>(roll: Dice, list: readonly T[]): T => list[Math.floor(roll() * list.length)]!;

before(async () => {
  network = await startNetwork(parties, { links: [parties] });
});
after(() => network.close());

const anbar: Area = {
  type: "Polygon",
  coordinates: [
    [
      [42, 32],
      [44, 32],
      [44, 34],
      [42, 34],
      [42, 32],
    ],
  ],
};

async function randomReport(roll: Dice): Promise<string> {
  const recordedAt = `201${pick(roll, [3, 4, 5])}-0${1 + Math.floor(roll() * 9)}-02T00:00:00.000Z`;
  const draft = roadCut({
    recordedAt,
    kind: pick(roll, ["incident", "report"] as const),
    topics: pick(roll, [["border"], ["supply-route"], ["border", "supply-route"]] as const),
    classification: pick(roll, ["restricted", "restricted", "secret"] as const),
    position: pick(roll, [
      [43.3, 33.4],
      [45, 35],
    ] as const),
    ...(roll() < 0.2 && { release: "listed" as const, recipients: pick(roll, [["damascus"], []]) }),
  });
  return (await submitReport(deskOf("baghdad"), draft)).record.id;
}

function randomForm(roll: Dice): Omit<AgreementForm, "id"> {
  const grant = (id: string): Grant => ({
    ...{ id, from: ["baghdad"], to: ["damascus"] },
    ...(roll() < 0.5 && { upTo: "restricted" as const }),
    ...(roll() < 0.4 && { topics: pick(roll, [["border"], ["border", "supply-route"]]) }),
    ...(roll() < 0.3 && { kinds: ["incident"] }),
    ...(roll() < 0.3 && { within: anbar }),
    ...(roll() < 0.8 && {
      backfillFrom: pick(roll, ["2014-01-01T00:00:00Z", "2015-01-01T00:00:00Z"]),
    }),
  });
  const redLine: RedLine = {
    id: "r",
    by: "baghdad",
    topics: ["border"],
    reason: { ar: "لا", en: "no" },
  };
  return bilateral(parties, {
    grants: ["g1", "g2"].slice(0, 1 + Math.floor(roll() * 2)).map(grant),
    redLines: roll() < 0.2 ? [redLine] : [],
  });
}

/** Ids of content that would leave now to a reader from the beginning. */
async function leaving(): Promise<Set<string>> {
  const page = await readOutbox(deskOf("baghdad"), "damascus", { afterSeq: 0, limit: 1000 });
  return new Set(page.entries.filter(({ kind }) => isContentKind(kind)).map(({ id }) => id));
}

/** Ids that stand in the outbox, served or not, whether or not they may leave now: they are not offered anew. */
async function standing(): Promise<Set<string>> {
  const query = { partner: "damascus", versions: ["all" as const], limit: 1000 };
  const { entries } = await deskOf("baghdad").store.outbox(query);
  return new Set(entries.map(({ id }) => id));
}

const backfilled = async () => {
  const { board, store } = deskOf("baghdad");
  if (!board.input().versions.some(({ form }) => form.grants.some((one) => one.backfillFrom)))
    return true;
  const done = await store.document("setting", "backfilled");
  return done !== null && JSON.parse(done.value) === board.standing();
};

for (const seed of [1, 2, 3, 4, 5, 6]) {
  test(`signed, changed and ended, seed ${seed}`, async () => {
    const roll = dice(seed);
    for (let index = 0; index < 8; index++) {
      const id = await randomReport(roll);
      if (roll() < 0.15)
        await recallRecord(deskOf("baghdad"), id, { reason: "wrong", from: ["damascus"] });
    }
    const form = randomForm(roll);
    const [before, offered] = [await leaving(), await standing()];
    const told = (await previewAgreement(deskOf("baghdad"), operator("test"), form)).partners;
    const id = await agree(network, form);
    await eventually(backfilled);
    const then = await leaving();
    const [line] = told;
    const gone = [...before].filter((one) => !then.has(one));
    const come = [...then].filter((one) => !offered.has(one));
    assert.equal(line?.opens.count ?? 0, come.length);
    assert.equal(line?.stops.count ?? 0, gone.length);
    for (const sample of line?.opens.samples ?? []) assert.ok(come.includes(sample.id), sample.id);

    const later = await submitReport(deskOf("baghdad"), roadCut());
    assert.ok(later.record.id);
    const all = await leaving();
    const ended = (
      await previewAgreement(deskOf("baghdad"), operator("test"), { ...form, id }, "end")
    ).partners;
    await signAgreement(deskOf("baghdad"), id, { act: "end" });
    const left = await leaving();
    const stopped = [...all].filter((one) => !left.has(one));
    assert.equal(ended[0]?.stops.count ?? 0, stopped.length);
    assert.equal(ended[0]?.opens.count ?? 0, 0);
    for (const { id: sample } of ended[0]?.stops.samples ?? []) assert.ok(stopped.includes(sample));
  });
}
