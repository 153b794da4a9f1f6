import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { mostSignatures, mostUnanswered } from "../../src/desk/paper-limits.ts";
import { agreementObject, signatureObject } from "../../src/domain/agreement-object.ts";
import type { AgreementForm, SignatureAct } from "../../src/domain/agreement.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { AppError, problem } from "../../src/errors.ts";
import { uuid4 } from "../../src/domain/uuid.ts";
import { signObject } from "../../src/proof/signature.ts";
import { bilateral, eventually, startNetwork, type Network } from "./network.ts";

/* What a partner may put before a node that has not answered is bounded; what goes beyond is held, and looked at again. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const baghdad = () => deskOf("baghdad");

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  for (const { node } of Object.values(network.members)) await node.links.stop();
});
after(() => network.close());

const start = Date.now() - 3600_000;
const signed = (object: StixObject) => signObject(object, deskOf("damascus").signer).object;

function form(changes: Partial<AgreementForm> = {}): AgreementForm {
  const id = `agreement--${uuid4(deskOf("damascus").random)}` as StixId;
  return { ...bilateral(["damascus", "baghdad"]), id, ...changes };
}

const proposed = (agreement: AgreementForm, at: number) =>
  signed(agreementObject(agreement, "damascus", at, start));

const word = (agreement: StixId, version: number, act: SignatureAct, at: number) =>
  signed(signatureObject({ agreement, version, by: "damascus", act, at }));

async function deliver(...objects: StixObject[]): Promise<number> {
  const envelope = Buffer.from(JSON.stringify({ objects }));
  return (await acceptObjects(baghdad(), "damascus", envelope)).failures.length;
}

const heldFor = async (code: string) =>
  (await baghdad().store.quarantine(1000)).filter((entry) => entry.code === code).length;
const versionsOf = (id: StixId) =>
  baghdad()
    .board.papers()
    .versions.filter((one) => one.form.id === id).length;

test("so many versions wait for an answer; after one, those that were held are taken in", async () => {
  const agreement = form();
  const { versions } = mostUnanswered;
  const all = Array.from({ length: versions + 3 }, (_, n) => proposed(agreement, start + n));
  assert.equal(await deliver(...all), 3);
  assert.equal(await heldFor("agreements-unanswered"), 3);
  // What is here already is none too many.
  assert.equal(await deliver(all[0]!, all[1]!), 0);
  await signAgreement(baghdad(), agreement.id, { act: "refuse" });
  await eventually(() => versionsOf(agreement.id) === versions + 3);
  assert.equal(await heldFor("agreements-unanswered"), 0);
  await signAgreement(baghdad(), agreement.id, { act: "refuse" });
});

test("no more text waits for an answer than a few long agreements have", async () => {
  const reason = { ar: "س".repeat(1000), en: "x".repeat(1000) };
  const redLines = Array.from({ length: 450 }, (_, n) => ({ id: `r${n}`, by: "damascus", reason }));
  const longs = Array.from({ length: 6 }, () => form({ redLines }));
  const length = JSON.stringify(longs[0]).length;
  const fit = Math.floor(mostUnanswered.characters / length);
  assert.ok(fit > 1 && fit < longs.length, `${length}`);
  const all = longs.map((one) => proposed(one, start));
  assert.equal(await deliver(...all), longs.length - fit);
  for (const { id } of longs.slice(0, fit)) {
    await signAgreement(baghdad(), id, { act: "refuse" });
  }
  // They are too long to be kept whole in quarantine.
  assert.equal(await deliver(...all), 0);
  for (const { id } of longs.slice(fit)) await signAgreement(baghdad(), id, { act: "refuse" });
});

test("an agreement is signed so often, and a no counts always", async () => {
  const agreement = form();
  const { id } = agreement;
  const words = Array.from({ length: mostSignatures + 1 }, (_, n) => [
    word(id, start, "sign", start + 2 * n),
    word(id, start, "suspend", start + 2 * n + 1),
  ]);
  assert.equal(await deliver(proposed(agreement, start), ...words.flat()), 1);
  assert.equal(await heldFor("signatures-too-many"), 1);
  const { signatures } = baghdad().board.papers();
  const kept = signatures.filter((one) => one.agreement === id);
  assert.equal(kept.length, 2 * mostSignatures);
  const last = kept.toSorted((a, b) => a.at - b.at).at(-1)!;
  assert.deepEqual([last.act, last.at], ["suspend", start + 2 * mostSignatures + 1]);
});

test("signatures on what did not come wait for it, those beyond a bound in quarantine", async () => {
  const agreement = form();
  const { id } = agreement;
  const ahead = Array.from({ length: mostSignatures }, (_, n) =>
    word(form().id, start, "sign", start + n),
  );
  assert.equal(await deliver(...ahead, word(id, start, "end", start + 1)), 1);
  assert.equal(await deliver(proposed(agreement, start)), 0);
  await eventually(() =>
    baghdad()
      .board.papers()
      .signatures.some((one) => one.agreement === id && one.act === "end"),
  );
});

test("what contradicts itself, or names in a clause whom nobody here knows, is not proposed: the error says where, in both languages", async () => {
  const good = bilateral(["baghdad", "damascus"]);
  const [grant] = good.grants as [(typeof good.grants)[0]];
  const redLine = { id: "r", by: "baghdad", reason: { ar: "سبب", en: "why" } };
  const faulty: [Partial<AgreementForm>, RegExp][] = [
    [{ from: "2015-01-02T00:00:00Z", until: "2015-01-01T00:00:00Z" }, /until.*never in force/],
    [{ grants: [{ ...grant, to: ["baghdad"] }] }, /all.*to itself/],
    [{ redLines: [redLine] }, /all.*voids this grant/],
    [{ redLines: [{ ...redLine, origin: ["amman"] }] }, /“r”: “amman” is not a partner/],
  ];
  for (const [changes, words] of faulty) {
    await assert.rejects(proposeAgreement(baghdad(), { ...good, ...changes }), (error) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, "agreement-contradictory");
      const { ar, en } = problem(error).detail;
      assert.match(en, words);
      assert.match(ar, /صحّح/);
      return true;
    });
  }
  // A red line that takes a part is what red lines are for; and of a charter a member need not know all others.
  const parties = ["baghdad", "damascus", "erbil"];
  const coalition = { id: "coalition", lead: "damascus", powers: [] };
  const some = {
    parties,
    coalition,
    redLines: [{ ...redLine, to: ["erbil"] }],
    grants: [{ id: "all" }],
  };
  await proposeAgreement(baghdad(), { ...good, ...some });
});
