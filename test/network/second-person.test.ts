import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { decideConfirm, mayWriteBundle, proposeAs, signAs } from "../../src/desk/confirm.ts";
import { deriveReport } from "../../src/desk/derive-report.ts";
import { decideHeld, freeDue, lookAtHeld } from "../../src/desk/free-held.ts";
import { askOneOff, decideOneOff } from "../../src/desk/one-off.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { confirmKey, type ConfirmKind, versionToConfirm } from "../../src/desk/two-people.ts";
import type { Grant } from "../../src/domain/agreement.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { stixTime } from "../../src/domain/time.ts";
import { seeded } from "../seed.ts";
import { roadCut } from "./drafts.ts";
import { bilateral } from "./network.ts";
import { openPair, pull, type Pair } from "./pair.ts";

/* What waits for a second person on two desks: whose word counts, on what, and what keeps it here all the same. */

let pair: Pair;
const next = seeded(11);
before(async () => {
  pair = await openPair((bytes) => Uint8Array.from({ length: bytes }, () => next() * 256));
});
after(() => pair.close());

const partner = "damascus";
/** Above what the agreement lets go. */
const confidential = { classification: "confidential" as const };
const ask = (id: StixId) => askOneOff(pair.baghdad, "Amal", id, { partner, reason: "once" });
const versionOf = async (id: StixId) => stixTime((await pair.baghdad.store.record(id))!.modified);
const approve = async (id: StixId) =>
  decideOneOff(pair.baghdad, "Basim", { id, partner, version: await versionOf(id) }, true);
const arrived = async (id: StixId) => {
  await pull(pair.baghdad, pair.damascus);
  return (await pair.damascus.store.record(id)) !== null;
};
async function written(changes: object = confidential): Promise<StixId> {
  pair.clock.now += 1000;
  return (await submitReport(pair.baghdad, roadCut(changes))).record.id;
}

/** Held for Damascus, each for another reason. */
async function holding(): Promise<void> {
  const to = { from: ["baghdad"], to: [partner] };
  const grants: Grant[] = [
    { ...to, id: "person", topics: ["control"], upTo: "secret", hold: "second-person" },
    { ...to, id: "delay", topics: ["statement"], upTo: "secret", hold: { minutes: 30 } },
  ];
  const { form } = await proposeAgreement(
    pair.baghdad,
    bilateral(["baghdad", partner], { grants }),
  );
  for (const [desk, other] of [
    [pair.baghdad, pair.damascus],
    [pair.damascus, pair.baghdad],
  ] as const) {
    await signAgreement(desk, form.id, { act: "sign" });
    await pull(desk, other);
  }
}

test("what is held leaves neither before its time nor by the word of its author, nor unread", async () => {
  const { baghdad, clock } = pair;
  await holding();
  const byPerson = { ...confidential, topics: ["control"] };
  const id = (await submitReport(baghdad, roadCut(byPerson), "Amal")).record.id;
  const late = await written({ ...confidential, topics: ["statement"] });
  const about = async () => ({ id, partner, version: await versionOf(id) });
  const first = await about();
  clock.now += 29 * 60_000;
  await freeDue(baghdad);
  await lookAtHeld(baghdad);
  assert.equal(await arrived(late), false);
  assert.equal(await arrived(id), false);
  clock.now += 60_000;
  await freeDue(baghdad);
  assert.equal(await arrived(late), true);
  assert.equal(await arrived(id), false);

  await assert.rejects(decideHeld(baghdad, "amal", first, true), { code: "second-person-needed" });
  const changed = { ...byPerson, description: { en: "Never read" } };
  await reviseReport(baghdad, id, roadCut(changed), "Amal");
  await assert.rejects(decideHeld(baghdad, "Basim", first, true), { code: "waiting-gone" });
  assert.equal(await arrived(id), false);
  await decideHeld(baghdad, "Basim", await about(), true);
  assert.equal(await arrived(id), true);
});

test("what one person proposes or signs says nothing until another one confirms what that one read", async () => {
  const desk = { ...pair.baghdad, twoPeople: new Set(["agreements", "bundles"] as const) };
  const draft = bilateral(["baghdad", partner]);
  const upTo = (most: "unclassified" | "secret") => [{ id: "g", upTo: most }];
  const proposed = await proposeAs(desk, "Amal", { ...draft, grants: upTo("unclassified") });
  assert.ok("waiting" in proposed);
  const { id } = proposed.waiting;
  const texts = () =>
    desk.board
      .papers()
      .versions.filter(({ form }) => form.id === id)
      .map(({ form }) => form.grants[0]!.upTo);
  const waits = (kind: ConfirmKind) => {
    const version = versionToConfirm(desk.toConfirm.get(confirmKey(kind, id))!);
    return (person: string) =>
      decideConfirm(desk, person, { kind, id }, { approve: true, version });
  };
  assert.deepEqual(texts(), []);
  const early = waits("proposal");
  await proposeAs(desk, "Amal", { ...draft, id, grants: upTo("secret") });
  await assert.rejects(early("Basim"), { code: "agreement-changed" });
  await assert.rejects(waits("proposal")("Amal"), { code: "second-person-needed" });
  assert.deepEqual(texts(), []);
  await waits("proposal")("Basim");
  assert.deepEqual(texts(), ["secret"]);

  const signed = () => desk.board.policy().agreements.find((one) => one.id === id)!.signed;
  for (let twice = 0; twice < 2; twice++) await signAs(desk, "Amal", id, { act: "sign" });
  await assert.rejects(waits("signature")("Amal"), { code: "second-person-needed" });
  assert.deepEqual(signed(), []);
  await waits("signature")("Basim");
  assert.deepEqual(signed(), ["baghdad"]);

  const { identity } = desk.partners.get(partner)!;
  const bundle = (person: string) => mayWriteBundle(desk, person, { partner, identity });
  for (let twice = 0; twice < 2; twice++)
    await assert.rejects(bundle("Amal"), { code: "bundle-waits" });
  await bundle("Basim");
  await assert.rejects(bundle("Basim"), { code: "bundle-waits" });
});

test("a red line that is drawn after two people agreed keeps it here", async () => {
  const { baghdad } = pair;
  const before = await written();
  await ask(before);
  await approve(before);
  assert.equal(await arrived(before), true);
  const id = await written({ ...confidential, topics: ["humanitarian"] });
  await ask(id);
  await approve(id);
  const reason = { ar: "للتجربة", en: "For a test" };
  const { form } = await proposeAgreement(baghdad, {
    ...bilateral(["baghdad", "damascus"], { grants: [] }),
    redLines: [{ id: "r1", by: "baghdad", to: [partner], topics: ["humanitarian"], reason }],
  });
  await signAgreement(baghdad, form.id, { act: "sign" });
  assert.equal(await arrived(id), false);
});

test("what goes once goes by the word of another person than asked for it, on what that one read", async () => {
  const { baghdad } = pair;
  const id = await written();
  await ask(id);
  const version = await versionOf(id);
  const alone = decideOneOff(baghdad, "amal", { id, partner, version }, true);
  await assert.rejects(alone, { code: "second-person-needed" });
  pair.clock.now += 1000;
  await reviseReport(baghdad, id, roadCut({ ...confidential, description: { en: "Never read" } }));
  await ask(id);
  const word = decideOneOff(baghdad, "Basim", { id, partner, version }, true);
  await assert.rejects(word, { code: "waiting-gone" });
  assert.equal(await arrived(id), false);
  await approve(id);
  assert.equal(await arrived(id), true);
});

test("a newer version does not go by itself, and takes back what went once", async () => {
  const { baghdad, damascus, clock } = pair;
  const id = await written();
  await ask(id);
  await approve(id);
  assert.equal(await arrived(id), true);
  clock.now += 1000;
  await reviseReport(baghdad, id, roadCut({ ...confidential, description: { en: "Open again" } }));
  await arrived(id);
  const there = (await damascus.store.record(id))!;
  assert.notEqual(there.modified, (await baghdad.store.record(id))!.modified);
  assert.notEqual(there.withdrawn, null);
});

test("what rests on something that was taken back is neither let go once nor served again", async () => {
  const { baghdad } = pair;
  const source = await written();
  const derived = async () =>
    (await deriveReport(baghdad, roadCut({ ...confidential, derivedFrom: [source] }))).record.id;
  const [went, stays] = [await derived(), await derived()];
  await ask(went);
  await approve(went);
  assert.equal(await arrived(went), true);
  const served = async () => {
    const all = { addedAfter: 0, versions: ["all" as const], limit: 1000 };
    const { entries } = await readOutbox(baghdad, partner, all);
    return entries.some(({ id }) => id === went);
  };
  assert.equal(await served(), true);
  await recallRecord(baghdad, source, { reason: "wrong", from: [partner] });
  assert.equal(await served(), false);
  await assert.rejects(ask(stays), { code: "one-off-forbidden" });
});
