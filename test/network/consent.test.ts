import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { answerConsent } from "../../src/desk/answer-consent.ts";
import { askConsent } from "../../src/desk/ask-consent.ts";
import { stateOf } from "../../src/desk/consents.ts";
import { deriveReport } from "../../src/desk/derive-report.ts";
import { explainRecord } from "../../src/desk/explain-record.ts";
import { listConsents, type ListedConsent } from "../../src/desk/list-consents.ts";
import { partsOf } from "../../src/desk/parts-of.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { operator } from "../../src/desk/viewer.ts";
import { lowestClearance } from "../../src/domain/clearance.ts";
import { type Consent, consentId, consentObject } from "../../src/domain/consent.ts";
import { identityId } from "../../src/domain/partner-identity.ts";
import type { ReportDraft } from "../../src/domain/report-draft.ts";
import { references } from "../../src/domain/references.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { signObject } from "../../src/proof/signature.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, signedIn, startNetwork, type Network } from "./network.ts";

/* Damascus originates, Baghdad holds and asks, Amman is to have it. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const controlled: Partial<ReportDraft> = { originatorControl: true, reshare: "none" };
const reason = "its convoys take this road";

before(async () => {
  network = await startNetwork(["damascus", "baghdad", "amman"]);
  await agree(network, bilateral(["damascus", "baghdad"]));
  await agree(network, bilateral(["baghdad", "amman"]));
});
after(() => network.close());

const holds = (at: string, id: StixId) =>
  readRecord(deskOf(at), operator("test"), id).then(
    () => true,
    () => false,
  );

/** A report of Damascus under originator control that came to Baghdad. */
async function received(changes: Partial<ReportDraft> = {}): Promise<StixId> {
  const { record } = await submitReport(deskOf("damascus"), roadCut({ ...controlled, ...changes }));
  await eventually(() => holds("baghdad", record.id));
  return record.id;
}

async function asked(id: StixId): Promise<StixId> {
  const [ask] = await askConsent(deskOf("baghdad"), "layla", id, { partner: "amman", reason });
  await eventually(() => deskOf("damascus").consents.find(ask!) !== null);
  return ask!;
}

const answers = (id: StixId, state: "given" | "refused" | "taken-back", why = "not now") =>
  answerConsent(deskOf("damascus"), "omar", id, { state, reason: why });

const stands = (at: string, ask: StixId, state: string) =>
  eventually(() => {
    const matter = deskOf(at).consents.find(ask);
    return matter !== null && stateOf(matter) === state;
  });

async function given(id: StixId): Promise<StixId> {
  const ask = await asked(id);
  await answers(ask, "given");
  await eventually(() => holds("amman", id));
  return ask;
}

async function why(id: StixId): Promise<string> {
  const { partners } = await explainRecord(deskOf("baghdad"), id);
  return partners
    .find(({ partner }) => partner === "amman")!
    .reasons.map(({ text }) => text.en)
    .join("\n");
}

/** Everything that Baghdad would serve Amman, from the beginning. */
async function served(): Promise<StixObject[]> {
  const { body } = await readOutbox(deskOf("baghdad"), "amman", { versions: ["all"], limit: 1000 });
  return JSON.parse(`[${Buffer.from(body as unknown as Uint8Array).toString()}]`) as StixObject[];
}

/** As if `from` had posted them at `at`; gives how many were not accepted. */
async function deliver(at: string, from: string, objects: readonly StixObject[]): Promise<number> {
  const bytes = Buffer.from(JSON.stringify({ objects }));
  return (await acceptObjects(deskOf(at), from, bytes)).failures.length;
}

const signedBy = (id: string, object: StixObject) => signObject(object, deskOf(id).signer).object;

test("asked for and given: the record goes on with its parts, and keeps its restriction", async () => {
  const id = await received();
  assert.match(await why(id), /has not consented/);
  const ask = await asked(id);
  assert.match(await why(id), /Waits for the originator's consent/);
  assert.equal(await holds("amman", id), false);
  await answers(ask, "given");
  await eventually(() => holds("amman", id));
  assert.match(await why(id), /consented on/);
  const copy = await readRecord(deskOf("amman"), operator("test"), id);
  assert.equal(copy.originator, "damascus");
  assert.equal(copy.label?.originatorControl, true);
  assert.deepEqual(copy.name, roadCut().name, "its translation came along");
  assert.ok(copy.position);
  for (const node of ["damascus", "baghdad", "amman"]) {
    assert.equal(await deskOf(node).store.quarantineCount(), 0, node);
  }
  // Amman may have it, and may not pass it on: that takes a consent of its own.
  const text = { ar: "عودة", en: "Back" };
  await agree(network, bilateral(["amman", "baghdad"], { title: text }));
  const { partners } = await explainRecord(deskOf("amman"), id);
  assert.deepEqual(
    partners.map(({ partner, released }) => [partner, released]),
    [["baghdad", false]],
  );
});

test("a newer version goes the same way under the same label, and comes back under another one", async () => {
  const id = await received();
  await given(id);
  const name = { ar: "فُتح الطريق", en: "The road is open" };
  await reviseReport(deskOf("damascus"), id, roadCut({ ...controlled, name }));
  await eventually(
    async () => (await readRecord(deskOf("amman"), operator("test"), id)).name.en === name.en,
  );
  const stricter = roadCut({ ...controlled, name, topics: ["border"] });
  await reviseReport(deskOf("damascus"), id, stricter);
  await eventually(async () => !(await holds("amman", id)));
  assert.ok(await holds("baghdad", id));
});

test("refused: it stays where it is, and the reason reaches who asked and nobody else", async () => {
  const id = await received();
  const ask = await asked(id);
  await assert.rejects(answers(ask, "taken-back"), { code: "consent-answered" });
  await answers(ask, "refused", "they would tell");
  await stands("baghdad", ask, "refused");
  assert.match(await why(id), /refused on .* they would tell/);
  assert.equal(await holds("amman", id), false);
  await assert.rejects(answers(ask, "given"), { code: "consent-answered" });
  const told = JSON.stringify(await served());
  assert.ok(!told.includes(id) && !told.includes("they would tell") && !told.includes(reason));
  // Another ask may be answered otherwise.
  assert.equal(await asked(id), ask);
  await stands("damascus", ask, "asked");
  await answers(ask, "given");
  await eventually(() => holds("amman", id));
});

test("taken back: what went on is taken back, and an older consent does not bring it again", async () => {
  const id = await received();
  const ask = await given(id);
  const matter = deskOf("damascus").consents.find(ask)!;
  const answer = consentId("answer", matter);
  const parts = (await served()).filter((object) => references(object).includes(id));
  assert.ok(parts.length > 0);
  const old = await deskOf("damascus").store.record(answer);
  await answers(ask, "taken-back", "it was too much");
  await stands("baghdad", ask, "taken-back");
  await eventually(async () => !(await holds("amman", id)));
  for (const { id: part, type } of parts) {
    if (type === "consent" || type === "recall-notice") continue;
    assert.ok((await deskOf("amman").store.record(part))?.withdrawn, type);
  }
  await stands("amman", ask, "taken-back");
  assert.ok(!JSON.stringify(await served()).includes("it was too much"));
  assert.equal(await holds("baghdad", id), true);
  for (const [at, from] of [
    ["baghdad", "damascus"],
    ["amman", "baghdad"],
  ] as const) {
    assert.equal(await deliver(at, from, [JSON.parse(old!.body) as StixObject]), 0);
    await stands(at, ask, "taken-back");
  }
  const name = { ar: "فُتح الطريق", en: "The road is open" };
  await reviseReport(deskOf("damascus"), id, roadCut({ ...controlled, name }));
  await eventually(
    async () => (await readRecord(deskOf("baghdad"), operator("test"), id)).name.en === name.en,
  );
  assert.match(await why(id), /took back/);
  assert.deepEqual(
    (await deskOf("baghdad").store.offersOf(id)).filter(
      ({ partner, state }) => partner === "amman" && state !== "recalled",
    ),
    [],
  );
  // Given anew, what comes from now on goes on.
  await asked(id);
  await stands("damascus", ask, "asked");
  await answers(ask, "given");
  await eventually(() => holds("amman", id));
});

test("what was not served yet when the consent is taken back does not leave, nor does the consent", async () => {
  const id = await received();
  const ask = await asked(id);
  const { links } = network.members["baghdad"]!.node;
  await links.stop();
  await answers(ask, "given");
  const openTo = async () =>
    (await deskOf("baghdad").store.offersOf(id)).some(
      ({ partner, state }) => partner === "amman" && state === "offered",
    );
  await eventually(openTo);
  await answers(ask, "taken-back");
  await eventually(async () => !(await openTo()));
  const told = JSON.stringify(await served());
  assert.ok(!told.includes(id), "nothing tells Amman that it exists");
  const kinds = (await deskOf("baghdad").store.referrers(id, 100)).map(({ kind }) => kind);
  assert.ok(!kinds.includes("recall-notice"), "nothing is taken back that nobody has");
  await network.members["baghdad"]!.stop();
  await network.members["baghdad"]!.start();
  assert.equal(await asked(id), ask);
  await stands("damascus", ask, "asked");
  await answers(ask, "given");
  await eventually(() => holds("amman", id));
});

test("no consent counts that somebody else made, or that is for another record, holder, partner or label", async () => {
  const [id, other] = [await received(), await received()];
  const ask = await asked(id);
  const { label } = (await deskOf("baghdad").store.record(id))!;
  const at = Date.now();
  const matter = { object: id, originator: "damascus", holder: "baghdad", to: "amman" };
  const right: Consent = { ...matter, state: "given", at, created: at, asked: at, label: label! };
  const byHolder = signedBy("baghdad", consentObject({ ...right, originator: "damascus" }));
  const claimed = { ...consentObject(right), created_by_ref: identityId("amman") };
  const own = signedBy("amman", consentObject({ ...right, originator: "amman", to: "damascus" }));
  const forged = [byHolder, signedBy("amman", consentObject(right)), signedBy("amman", claimed)];
  assert.equal(await deliver("baghdad", "amman", forged), forged.length);
  assert.equal(await deliver("baghdad", "amman", [own]), 0);
  const wrong = [
    { ...right, object: other, to: "cairo" },
    { ...right, holder: "cairo" },
    { ...right, to: "cairo" },
    { ...right, label: `marking-definition--${other.slice(-36)}` },
  ].map((one, index) => signedBy("damascus", consentObject({ ...one, at: at + index })));
  assert.equal(await deliver("baghdad", "damascus", wrong), 0);
  for (const one of [id, other]) assert.doesNotMatch(await openings(one), /amman/);
  // The ask alone is no consent either, whoever says it.
  await stands("damascus", ask, "asked");
  assert.ok(!(await holds("amman", id)));
});

async function openings(id: StixId): Promise<string> {
  const offers = await deskOf("baghdad").store.offersOf(id);
  return offers.map(({ partner, state }) => `${partner} ${state}`).join();
}

test("who gets a copy from another than its originator holds it back without a consent, and learns nothing by sending one", async () => {
  const id = await received({ topics: ["humanitarian"] });
  const ask = await asked(id);
  const objects = await Promise.all(
    (await partsOf(deskOf("baghdad"), (await deskOf("baghdad").store.record(id))!)).map(
      ({ body }) => JSON.parse(body) as StixObject,
    ),
  );
  const { label } = (await deskOf("baghdad").store.record(id))!;
  const marking = JSON.parse((await deskOf("baghdad").store.record(label!))!.body) as StixObject;
  const all = [marking, ...objects];
  const messages = async (sent: readonly StixObject[]) => {
    const bytes = Buffer.from(JSON.stringify({ objects: sent }));
    const { failures } = await acceptObjects(deskOf("amman"), "baghdad", bytes);
    return failures.map(({ message }) => message);
  };
  const told = await messages(all);
  assert.equal(told.length, objects.length);
  const stray = { ...objects[0]!, id: `incident--${id.slice(-36)}`, name: "another" };
  assert.deepEqual(new Set(told), new Set(await messages([stray])), "as for what nobody signed");
  assert.ok(!(await holds("amman", id)));
  const held = await deskOf("amman").store.quarantine(100);
  assert.ok(held.some((entry) => entry.id === id && entry.code === "consent-missing"));
  // When the consent comes, what waited is let in.
  await answers(ask, "given");
  await eventually(() => holds("amman", id));
  await eventually(async () => {
    const left = await deskOf("amman").store.quarantine(100);
    return !left.some((entry) => entry.code === "consent-missing");
  });
});

test("a red line that comes after the consent keeps record and consent here, and both go once it is gone", async () => {
  const id = await received();
  const ask = await asked(id);
  const member = network.members["baghdad"]!;
  await member.node.links.stop();
  await answers(ask, "given");
  await eventually(async () => /amman offered/.test(await openings(id)));
  const text = { ar: "خط أحمر", en: "A red line" };
  const redLines = [{ id: "r", by: "baghdad", to: ["amman"], reason: text }];
  const form = bilateral(["baghdad", "amman"], { title: text, grants: [], redLines });
  const { form: line } = await proposeAgreement(deskOf("baghdad"), form);
  await signAgreement(deskOf("baghdad"), line.id, { act: "sign" });
  assert.match(await why(id), /red line “r”.*forbids it/);
  assert.ok(!JSON.stringify(await served()).includes(id), "nor does the consent leave");
  await signAgreement(deskOf("baghdad"), line.id, { act: "end" });
  await member.stop();
  await member.start();
  await eventually(() => holds("amman", id));
  const held = await deskOf("amman").store.quarantine(100);
  assert.ok(!held.some((entry) => entry.code === "consent-missing"));
});

test("what was derived here goes on with the consent to what it rests on", async () => {
  const [one, two] = [await received(), await received()];
  const draft = roadCut({ ...controlled, derivedFrom: [one, two] });
  const { record, audience } = await deriveReport(deskOf("baghdad"), draft);
  assert.deepEqual(audience, []);
  const order = { partner: "amman", reason };
  const asks = await askConsent(deskOf("baghdad"), "layla", record.id, order);
  assert.equal(asks.length, 2);
  const needless = { code: "consent-needless" };
  await assert.rejects(askConsent(deskOf("baghdad"), "layla", record.id, order), needless);
  for (const ask of asks) await stands("damascus", ask, "asked");
  const listed = async (id: StixId, viewer = operator("test")) => {
    const { consents } = await listConsents(deskOf("baghdad"), viewer, { record: id });
    return new Set(consents.map((consent) => consent.id));
  };
  assert.deepEqual(await listed(record.id), new Set(asks), "those that decide on it");
  assert.deepEqual(await listed(one), new Set([asks[0]!]));
  assert.deepEqual(await listed(one, { name: "a", clearance: lowestClearance }), new Set());
  assert.deepEqual(await listed(`incident--${randomUUID()}`), new Set(), "not here");
  await answers(asks[0]!, "given");
  await stands("baghdad", asks[0]!, "given");
  assert.match(await why(record.id), /consented on[^]*Waits for/);
  assert.ok(!(await holds("amman", record.id)), "one of two is not enough");
  await answers(asks[1]!, "given");
  await eventually(() => holds("amman", record.id));
  const { label } = await readRecord(deskOf("amman"), operator("test"), record.id);
  assert.deepEqual(label?.originators, ["baghdad", "damascus"]);
  assert.equal(label?.originatorControl, true);
  await answers(asks[0]!, "taken-back");
  await stands("baghdad", asks[0]!, "taken-back");
  const { partners } = await explainRecord(deskOf("baghdad"), record.id);
  assert.equal(partners.find(({ partner }) => partner === "amman")?.released, false);
});

test("only its originator is asked, only for what it controls, and only where it can be asked", async () => {
  const layla = (id: StixId, partner = "amman") =>
    askConsent(deskOf("baghdad"), "layla", id, { partner, reason });
  const id = await received();
  await assert.rejects(layla(id, "atlantis"), { code: "partner-unknown" });
  await assert.rejects(layla(id, "damascus"), { code: "consent-needless" });
  const open = await received({ originatorControl: false, reshare: "any" });
  await assert.rejects(layla(open), { code: "consent-needless" });
  const own = (await submitReport(deskOf("baghdad"), roadCut(controlled))).record.id;
  await assert.rejects(layla(own), { code: "consent-needless" });
  await assert.rejects(layla(`incident--${own.slice(-36).replaceAll(/[0-9]/g, "0")}`), {
    code: "record-not-found",
  });
  const link = deskOf("baghdad").partners.get("damascus")!;
  deskOf("baghdad").partners.delete("damascus");
  await assert.rejects(layla(id), { code: "consent-unreachable" });
  deskOf("baghdad").partners.set("damascus", link);
  const ask = await asked(id);
  await assert.rejects(layla(id), { code: "consent-needless" });
  const offers = await deskOf("baghdad").store.offersOf(ask);
  assert.deepEqual(
    offers.map(({ partner }) => partner),
    ["damascus"],
  );
});

test("an ask about what was never given to who asks is taken like any other, and can only be refused", async () => {
  const secret = (
    await submitReport(deskOf("damascus"), roadCut({ ...controlled, classification: "secret" }))
  ).record.id;
  const unknown = `incident--${secret.slice(-36).replace(/^.{8}/, "00000000")}`;
  const taken = await received();
  await recallRecord(deskOf("damascus"), taken, { reason: "wrong", from: ["baghdad"] });
  await eventually(async () => !(await holds("baghdad", taken)));
  const at = Date.now();
  const statuses = [];
  for (const object of [secret, unknown, taken]) {
    const matter = { object, originator: "damascus", holder: "baghdad", to: "amman" };
    const ask: Consent = { ...matter, state: "asked", at, created: at, reason };
    const bytes = Buffer.from(
      JSON.stringify({ objects: [signedBy("baghdad", consentObject(ask))] }),
    );
    const { successes, failures } = await acceptObjects(deskOf("damascus"), "baghdad", bytes);
    statuses.push([successes.length, failures.length]);
    const id = consentId("ask", matter);
    await assert.rejects(answers(id, "given"), { code: "consent-impossible" });
    await answers(id, "refused", "no");
  }
  assert.deepEqual(statuses, [
    [1, 0],
    [1, 0],
    [1, 0],
  ]);
  // What another partner says in its name is no ask.
  const matter = { object: secret, originator: "damascus", holder: "baghdad", to: "cairo" };
  const ask: Consent = { ...matter, state: "asked", at, created: at, reason };
  const bytes = Buffer.from(JSON.stringify({ objects: [signedBy("baghdad", consentObject(ask))] }));
  await acceptObjects(deskOf("damascus"), "amman", bytes);
  assert.equal(deskOf("damascus").consents.of(matter), null);
});

test("people ask and answer by the API, see what they may, and are told", async () => {
  const id = await received();
  const liaison = await signedIn(network.members["baghdad"]!, "liaison");
  const omar = await signedIn(network.members["damascus"]!, "liaison");
  const low = await signedIn(network.members["damascus"]!, "liaison", lowestClearance);
  const told: string[] = [];
  const end = deskOf("damascus").events.on(({ type, data }) => {
    if (type === "consent" && data.record === id) told.push(data.state);
  });
  const order = { partner: "amman", reason: { ar: "لحاجة القوافل" } };
  const { status, body } = await liaison(`/api/records/${id}/consents`, order);
  assert.equal(status, 200);
  const [ask] = (body as { asked: StixId[] }).asked;
  await stands("damascus", ask!, "asked");
  const list = async (person: typeof omar) =>
    (
      (await person("/api/consents")).body as unknown as { consents: ListedConsent[] }
    ).consents.find((one) => one.id === ask);
  const waiting = await list(omar);
  const { originator, holder, to, state, possible, asked: by } = waiting!;
  assert.deepEqual(
    { originator, holder, to, state, possible, reason: by.reason, by: by.by },
    {
      ...{ originator: "damascus", holder: "baghdad", to: "amman", state: "asked" },
      ...{ possible: true, reason: "لحاجة القوافل", by: null },
    },
  );
  assert.equal(await list(low), undefined);
  assert.equal((await low(`/api/consents/${ask}`, { answer: "given" })).status, 404);
  const silent = await omar(`/api/consents/${ask}`, { answer: "refused" });
  assert.equal((silent.body as { code: string }).code, "reason-missing");
  const answered = await omar(`/api/consents/${ask}`, { answer: "given" });
  assert.equal((answered.body as ListedConsent).state, "given");
  await eventually(() => holds("amman", id));
  assert.equal((await list(liaison))?.answer?.state, "given");
  assert.equal((await omar(`/api/consents/${ask}`, { answer: "given" })).status, 409);
  await omar(`/api/consents/${ask}`, { answer: "taken-back", reason: "too much" });
  await stands("baghdad", ask!, "taken-back");
  assert.deepEqual(
    [(await list(omar))?.answer?.reason, (await list(liaison))?.answer?.reason],
    ["too much", null],
  );
  end();
  assert.deepEqual(told, ["asked", "given", "taken-back"]);
});

test("a node that stops and starts again knows the consents, and does what it was about to", async () => {
  const [id, late] = [await received(), await received()];
  const ask = await given(id);
  const lateAsk = await asked(late);
  const member = network.members["baghdad"]!;
  // As if it had stopped between the commit of the answer and what follows from it.
  await member.node.links.stop();
  await answers(lateAsk, "given");
  await stands("baghdad", lateAsk, "given");
  await eventually(async () => /amman offered/.test(await openings(late)));
  const entries = await deskOf("baghdad").store.offersOf(late);
  const voids = entries.map(({ partner }) => ({ do: "void" as const, partner, id: late }));
  await deskOf("baghdad").store.commit({ priority: "interactive", groups: [voids] });
  await member.stop();
  await member.start();
  assert.equal(stateOf(deskOf("baghdad").consents.find(ask)!), "given");
  await eventually(() => holds("amman", late));
});
