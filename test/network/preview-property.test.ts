import { operator } from "../../src/desk/viewer.ts";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { signAgreement } from "../../src/desk/agreements.ts";
import { backfill } from "../../src/desk/backfill.ts";
import { decideHeld, lookAtHeld } from "../../src/desk/free-held.ts";
import { heldKey } from "../../src/desk/hold.ts";
import { previewAgreement } from "../../src/desk/preview-agreement.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { AgreementForm, Area, Grant, RedLine } from "../../src/domain/agreement.ts";
import { isContentKind } from "../../src/domain/kinds.ts";
import { stixTime } from "../../src/domain/time.ts";
import { dice, type Dice } from "../../src/release/test/random-world.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, startNetwork, type Network } from "./network.ts";

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
    ...(roll() < 0.5 && { hold: pick(roll, ["second-person", { minutes: 30 }, "none"] as const) }),
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
  const page = await readOutbox(deskOf("baghdad"), "damascus", { afterSeq: 0, limit: 10_000 });
  return new Set(page.entries.filter(({ kind }) => isContentKind(kind)).map(({ id }) => id));
}

/** Ids that stand in the outbox, served or not, whether or not they may leave now: they are not offered anew. */
async function standing(): Promise<Set<string>> {
  const query = { partner: "damascus", versions: ["all" as const], limit: 10_000 };
  const { entries } = await deskOf("baghdad").store.outbox(query);
  return new Set(entries.map(({ id }) => id));
}

/** What an agreement sets off by itself has been done. */
async function settled(): Promise<void> {
  const desk = deskOf("baghdad");
  await backfill(desk);
  await lookAtHeld(desk);
}

/** Content that is kept back and may go yet, by id; whether it waits for a second person. */
function kept(): Map<string, boolean> {
  const held = [...deskOf("baghdad").held.values()].filter(({ id, refused }) => {
    return !refused && isContentKind(id.slice(0, id.indexOf("--")));
  });
  return new Map(held.map(({ id, until }) => [id, until === null]));
}

/** Signs a form and compares what then happens with what its preview said. */
async function signsAsPreviewed(form: Omit<AgreementForm, "id">): Promise<string> {
  const [before, offered, held] = [await leaving(), await standing(), kept()];
  const [line] = (await previewAgreement(deskOf("baghdad"), operator("test"), form)).partners;
  const id = await agree(network, form);
  await settled();
  const [then, heldThen] = [await leaving(), kept()];
  const gone = [...before].filter((one) => !then.has(one));
  const come = [...then].filter((one) => !offered.has(one));
  const fresh = [...heldThen].filter(([one]) => !held.has(one));
  assert.equal(line?.opens.count ?? 0, come.length);
  assert.equal(line?.held.count ?? 0, fresh.length);
  assert.equal(line?.held.secondPerson ?? 0, fresh.filter(([, person]) => person).length);
  assert.equal(line?.stops.count ?? 0, gone.length);
  for (const { id } of line?.opens.samples ?? []) assert.ok(come.includes(id), id);
  const ids = fresh.map(([one]) => one);
  for (const { id } of line?.held.samples ?? []) assert.ok(ids.includes(id), id);
  seen.opens += come.length;
  seen.held += fresh.length;
  seen.freed += [...held.keys()].filter((one) => come.includes(one)).length;
  return id;
}

const seen = { opens: 0, held: 0, freed: 0 };

for (const seed of [1, 7, 8, 14, 16, 22]) {
  test(`signed, changed and ended, seed ${seed}`, async () => {
    const roll = dice(seed);
    for (const { id } of deskOf("baghdad").board.policy().agreements)
      await signAgreement(deskOf("baghdad"), id, { act: "end" });
    for (let index = 0; index < 8; index++) {
      const id = await randomReport(roll);
      if (roll() < 0.15)
        await recallRecord(deskOf("baghdad"), id, { reason: "wrong", from: ["damascus"] });
    }
    const form = randomForm(roll);
    const id = await signsAsPreviewed(form);
    // With a second agreement beside it, what the first one holds may go at once, or what was refused.
    for (let index = 0; index < 4; index++) await randomReport(roll);
    const [refused] = kept().keys();
    if (refused && roll() < 0.5) {
      const { modified } = deskOf("baghdad").held.get(heldKey(refused, "damascus"))!;
      const about = { id: refused, partner: "damascus", version: stixTime(modified) };
      await decideHeld(deskOf("baghdad"), "Basim", about, false);
    }
    const free = form.grants.map((grant) => ({ ...grant, hold: "none" as const }));
    const next = roll() < 0.5 ? randomForm(roll) : { ...form, grants: free };
    const beside = await signsAsPreviewed(next);
    await signAgreement(deskOf("baghdad"), beside, { act: "end" });
    await settled();

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

test("things opened, were held and were let go", () => {
  for (const [what, count] of Object.entries(seen)) assert.ok(count > 0, what);
});
