import assert from "node:assert/strict";
import { operator } from "../../src/desk/viewer.ts";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import {
  acceptIntroduction,
  dropIntroduction,
  listIntroductions,
} from "../../src/desk/introductions.ts";
import { listPartners } from "../../src/desk/list-partners.ts";
import { addPartner, issueCard, partnerLogin } from "../../src/desk/partners.ts";
import { identityId, partnerIdentity } from "../../src/domain/partner-identity.ts";
import { stixTime } from "../../src/domain/time.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { agreementObject, signatureObject } from "../../src/domain/agreement-object.ts";
import { AppError } from "../../src/errors.ts";
import { newKeyPair, signerFrom, signObject } from "../../src/proof/signature.ts";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { agree, eventually, link, startNetwork, type Network } from "./network.ts";
import { charter, heard, knows, shownAt, star } from "./star.ts";

/* What a lead passes on, to whom and when; and what its members make of it. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const members = ["mosul", "erbil", "basra"];
const offersTo = async (partner: string, id: string) =>
  (await deskOf("lead").store.offersOf(id)).filter((offer) => offer.partner === partner);
/** Delivers objects at Basra; gives how many were not accepted. */
const deliver = async (from: string, objects: StixObject[]) => {
  const bytes = Buffer.from(JSON.stringify({ objects }));
  return (await acceptObjects(deskOf("basra"), from, bytes)).failures.length;
};
const admin = operator("test");

const nothingHeld = async () => {
  for (const id of ["lead", ...members]) {
    assert.equal(await deskOf(id).store.quarantineCount(), 0, id);
  }
};

before(async () => {
  const names = ["lead", ...members, "sirte"];
  network = await startNetwork(names, { links: star("lead", members) });
});
after(() => network.close());

test("a charter that names us lead goes nowhere before we sign it, and then to all with all signatures", async () => {
  const form = charter(["lead", ...members]);
  const { form: proposed, modified } = await proposeAgreement(deskOf("mosul"), form);
  const { id } = proposed;
  await signAgreement(deskOf("mosul"), id, { act: "sign" });
  await heard(network, ["lead"], id, { by: "mosul", act: "sign" });
  for (const other of ["erbil", "basra"]) assert.deepEqual(await offersTo(other, id), []);

  await signAgreement(deskOf("lead"), id, { act: "sign" });
  for (const other of ["erbil", "basra"]) {
    // It did not sign the charter yet: that Mosul is who the lead says is for its people to say.
    const waits = async () => {
      const held = await deskOf(other).store.quarantine(100);
      return held.some((entry) => entry.id === identityId("mosul"));
    };
    await eventually(waits);
    assert.equal(deskOf(other).introduced.has("mosul"), false);
    await acceptIntroduction(deskOf(other), admin, { party: "mosul", lead: "lead" });
    await knows(network, other, id, modified);
    await heard(network, [other], id, { by: "mosul", act: "sign" });
    await heard(network, [other], id, { by: "lead", act: "sign" });
    assert.equal((await offersTo(other, id)).length, 1);
    // Once it signed, the lead's word counts for the others as well.
    await signAgreement(deskOf(other), id, { act: "sign" });
  }
  for (const other of ["erbil", "basra"]) {
    await eventually(async () => (await deskOf(other).store.quarantineCount()) === 0);
  }
  await nothingHeld();

  // A new version of the member's making is for those to whom the lead speaks already, until it signs that too.
  await link(network.members["lead"]!, network.members["sirte"]!);
  const wider = { ...proposed, parties: [...proposed.parties, "sirte"] };
  const second = await proposeAgreement(deskOf("mosul"), wider);
  await knows(network, "basra", id, second.modified);
  assert.deepEqual(await offersTo("sirte", id), []);
});

test("a member knows the others by the lead's word, without a link", async () => {
  const id = await agree(network, charter(["lead", ...members]));
  const mosul = deskOf("mosul");
  assert.deepEqual(shownAt(network, "mosul", id), shownAt(network, "basra", id));
  const erbil = mosul.introduced.get("erbil")!;
  assert.deepEqual(erbil, { ...deskOf("erbil").self, by: "lead" });
  assert.equal(mosul.partners.has("erbil"), false);
  assert.equal(partnerLogin(mosul, "erbil", "x"), null);
  const listed = (await listPartners(mosul, operator("test"), new Map())).find(
    (one) => one.id === "erbil",
  );
  assert.deepEqual(listed?.link, { state: "none", lastExchange: null, lagMs: null, pending: 0 });
  // After a start the same is known.
  await network.members["mosul"]!.stop();
  await network.members["mosul"]!.start();
  assert.deepEqual(deskOf("mosul").introduced.get("erbil"), erbil);
  await nothingHeld();
});

test("nobody else introduces anybody, and the lead nobody who stands in no charter with us", async () => {
  const identityOf = (id: string) => {
    const { privatePem, publicKey } = newKeyPair();
    const name = { ar: "غريب", en: "Stranger" };
    const partner = { id, name, identity: identityId(id), keys: [publicKey] };
    return signObject(partnerIdentity(partner, Date.now()), signerFrom(privatePem)).object;
  };
  assert.equal(await deliver("lead", [identityOf("nobody")]), 1);
  // Neither a partner known by its card nor one that was introduced gets other keys.
  assert.equal(await deliver("lead", [identityOf("erbil")]), 1);
  assert.equal(await deliver("lead", [identityOf("lead")]), 1);
  assert.equal(deskOf("basra").introduced.has("nobody"), false);
  assert.deepEqual(deskOf("basra").introduced.get("erbil")?.keys, deskOf("erbil").self.keys);
  assert.deepEqual(deskOf("basra").partners.get("lead")?.keys, deskOf("lead").self.keys);
});

test("what came before the keys of its author is looked at again when they come", async () => {
  const basra = deskOf("basra");
  const { privatePem, publicKey } = newKeyPair();
  const signer = signerFrom(privatePem);
  const at = basra.clock();
  const self = {
    id: "tikrit",
    name: { ar: "تكريت", en: "Tikrit" },
    identity: identityId("tikrit"),
  };
  const identity = signObject(partnerIdentity({ ...self, keys: [publicKey] }, at), signer).object;
  const form = { ...charter(["lead", "tikrit", "basra"]), id: `agreement--${randomUUID()}` };
  const agreement = signObject(agreementObject(form, "tikrit", at), signer).object;
  const said = { agreement: form.id, version: at, by: "tikrit", act: "sign", at } as const;
  const signature = signObject(signatureObject(said), signer).object;
  const held = await basra.store.quarantineCount();
  for (const object of [signature, identity, agreement]) await deliver("lead", [object]);
  assert.equal(basra.introduced.has("tikrit"), false);
  const { introductions } = await listIntroductions(basra);
  const { kid } = publicKey;
  const { at: came, ...shown } = introductions.find(({ party }) => party === "tikrit")!;
  assert.deepEqual(shown, {
    ...{ party: "tikrit", name: self.name, lead: "lead", kid, state: "waiting" },
  });
  assert.ok(came !== null);
  // Another key than the one that was compared is not taken, whether it is there or comes later.
  const asked = { party: "tikrit", lead: "lead" };
  const gone = { code: "introduction-gone" };
  await assert.rejects(acceptIntroduction(basra, admin, { ...asked, kid: "other" }), gone);
  assert.equal(await acceptIntroduction(basra, admin, { ...asked, kid }), true);
  const [act] = (await basra.store.lastReads({ limit: 1, within: 1, versions: 0 })).reads;
  assert.deepEqual(JSON.parse(act!.query!), {
    ...{ act: "introduction-accept", partner: "tikrit", lead: "lead" },
  });
  await eventually(() => shownAt(network, "basra", form.id)?.signed[0] === "tikrit");
  assert.equal(basra.introduced.get("tikrit")?.by, "lead");
  await eventually(async () => (await basra.store.quarantineCount()) === held);
});

test("a card makes a link of an introduction if its keys are the same", async () => {
  const { desk, secrets } = network.members["mosul"]!.node;
  const card = await issueCard(deskOf("erbil"), "mosul", { url: "http://127.0.0.1:9", pin: null });
  const other = newKeyPair();
  const forged = { ...deskOf("erbil").self, keys: [other.publicKey] };
  const identity = signObject(
    partnerIdentity(forged, Date.now()),
    signerFrom(other.privatePem),
  ).object;
  await assert.rejects(
    addPartner(desk, secrets, { ...card, identity }),
    (error) => error instanceof AppError && error.code === "partner-keys-differ",
  );
  await addPartner(desk, secrets, card);
  assert.equal(desk.introduced.has("erbil"), false);
  assert.deepEqual(desk.partners.get("erbil")?.keys, deskOf("erbil").self.keys);
  await network.members["mosul"]!.stop();
  await network.members["mosul"]!.start();
  assert.equal(deskOf("mosul").introduced.has("erbil"), false);
  assert.equal(deskOf("mosul").partners.has("erbil"), true);
});

test("who leads a charter that nobody here signed introduces nobody", async () => {
  const basra = deskOf("basra");
  const { privatePem, publicKey } = newKeyPair();
  const invented = {
    id: "samarra",
    name: { ar: "سامرّاء", en: "Samarra" },
    identity: identityId("samarra"),
    keys: [publicKey],
  };
  const at = basra.clock();
  const identity = signObject(partnerIdentity(invented, at), signerFrom(privatePem)).object;
  const form = { ...charter(["lead", "basra", "samarra"]), id: `agreement--${randomUUID()}` };
  const agreement = signObject(agreementObject(form, "lead", at), deskOf("lead").signer).object;
  assert.equal(await deliver("lead", [agreement, identity]), 1);
  await basra.turns.whole(["look again"], async () => {});
  assert.equal(basra.introduced.has("samarra"), false);
  // Signing it is to stand by the lead's word.
  await signAgreement(basra, form.id, { act: "sign" });
  await eventually(() => basra.introduced.has("samarra"));
  assert.equal(await deliver("lead", [identity]), 0);

  // Dropped, it is not taken again from the lead; a card with other keys counts.
  await dropIntroduction(basra, admin, { party: "samarra" });
  assert.equal(await deliver("lead", [identity]), 1);
  assert.equal(basra.introduced.has("samarra"), false);
  assert.equal(basra.board.input().partners.includes("samarra"), false);

  // An admin who compared the key after all takes that one alone, not one that only names it.
  const { privatePem: other, publicKey: otherKey } = newKeyPair();
  const keys = [otherKey, { ...publicKey, retired: stixTime(at) }];
  const posed = signObject(
    partnerIdentity({ ...invented, keys }, at + 1),
    signerFrom(other),
  ).object;
  assert.equal(await deliver("lead", [posed]), 1);
  const shown = async () =>
    (await listIntroductions(basra)).introductions.flatMap(({ party, state, kid }) =>
      party === "samarra" ? [`${state} ${kid}`] : [],
    );
  const refused = [`refused ${publicKey.kid}`, `refused ${otherKey.kid}`];
  assert.deepEqual((await shown()).toSorted(), refused.toSorted());
  const compared = { party: "samarra", lead: "lead", kid: publicKey.kid };
  assert.equal(await acceptIntroduction(basra, admin, compared), true);
  assert.equal(basra.introduced.get("samarra")?.keys[0]?.kid, publicKey.kid);
  await dropIntroduction(basra, admin, { party: "samarra", kid: publicKey.kid });
  const gone = { code: "introduction-gone" };
  await assert.rejects(dropIntroduction(basra, admin, { party: "tripoli" }), gone);
});

test("a card replaces an introduction with other keys where a person says so", async () => {
  const { desk, secrets } = network.members["basra"]!.node;
  assert.equal(desk.introduced.has("erbil"), true);
  const issued = await issueCard(deskOf("erbil"), "basra", {
    url: "http://127.0.0.1:9",
    pin: null,
  });
  const { privatePem, publicKey } = newKeyPair();
  const genuine = { ...deskOf("erbil").self, keys: [publicKey] };
  const identity = signObject(partnerIdentity(genuine, 1), signerFrom(privatePem)).object;
  const card = { ...issued, identity };
  await assert.rejects(
    addPartner(desk, secrets, card),
    (error) => error instanceof AppError && error.code === "partner-keys-differ",
  );
  await addPartner(desk, secrets, card, { replaceIntroduction: admin });
  assert.equal(desk.introduced.has("erbil"), false);
  assert.deepEqual(desk.partners.get("erbil")?.keys, [publicKey]);
});
