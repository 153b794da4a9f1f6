import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { issueCard, partnerLogin } from "../../src/desk/partners.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { agreementObject, signatureObject } from "../../src/domain/agreement-object.ts";
import { composeReport } from "../../src/domain/compose-report.ts";
import { labelMarking, tlpOf } from "../../src/domain/label-marking.ts";
import type { Label } from "../../src/domain/label.ts";
import { recallNotice } from "../../src/domain/recall-notice.ts";
import { labelOfDraft } from "../../src/domain/report-draft.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { nextVersion } from "../../src/domain/versions.ts";
import { signObject } from "../../src/proof/signature.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, passingOn, startNetwork, type Network } from "./network.ts";

/* What a partner may send that no node of ours would. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const signedBy = (id: string, object: StixObject) => signObject(object, deskOf(id).signer).object;

/** Delivers objects at Baghdad as if Damascus had posted them. */
async function deliver(objects: readonly StixObject[], from = "damascus") {
  const bytes = Buffer.from(JSON.stringify({ objects }));
  return acceptObjects(deskOf("baghdad"), from, bytes);
}

/** A report of Damascus, signed, in order of dependency, with its label first. */
function reportOf(label: Label) {
  const { clock, random } = deskOf("damascus");
  const context = { originator: "damascus", label, now: clock(), mode: null, random };
  const { main, all } = composeReport(roadCut(), context);
  const objects = all.map((object) => signedBy("damascus", object));
  return { main, objects, whole: [labelMarking(label).object, ...objects] };
}

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"]);
});
after(() => network.close());

test("other words under the version of an agreement that was signed bind nobody", async () => {
  const damascus = deskOf("damascus");
  const from = ["baghdad"];
  const narrow = [{ id: "g", from, topics: ["border"] }];
  const form = bilateral(["damascus", "baghdad"], { grants: narrow });
  const id = await agree(network, form);
  const [version] = damascus.board.input().versions.filter((known) => known.form.id === id);
  const wide = { ...version!.form, grants: [{ id: "g", from }] };
  const forged = signedBy("damascus", agreementObject(wide, "damascus", version!.modified));
  const { failures } = await deliver([forged]);
  assert.equal(failures.length, 1);
  const { audience } = await submitReport(deskOf("baghdad"), roadCut());
  assert.deepEqual(audience, []);
  await signAgreement(deskOf("baghdad"), id, { act: "end" });
});

test("only records are recalled: no label, no agreement, no signature", async () => {
  const baghdad = deskOf("baghdad");
  const label = labelOfDraft(roadCut({ topics: ["humanitarian"] }));
  await deliver(reportOf(label).whole);
  const { form } = await proposeAgreement(
    deskOf("damascus"),
    bilateral(["damascus", "washington"]),
  );
  const at = deskOf("damascus").clock();
  const agreement = agreementObject(form, "damascus", at);
  const act = { agreement: form.id, version: at, by: "damascus", act: "end", at } as const;
  const signature = signatureObject(act);
  await deliver([signedBy("damascus", agreement), signedBy("damascus", signature)]);
  for (const object of [labelMarking(label).id, form.id, signature.id]) {
    const notice = recallNotice({ object, through: at, reason: "mischief", at }, "damascus");
    await deliver([signedBy("damascus", notice)]);
    assert.equal((await baghdad.store.record(object))?.withdrawn, null, object);
  }
});

test("an older version that comes with a narrower one is not passed on", async () => {
  const text = { ar: "تمرير", en: "Passing on" };
  const grants = [{ id: "on", from: ["baghdad"], to: ["washington"], reshare: "any" as const }];
  const changes = { title: text, grants };
  const received = await agree(network, passingOn("damascus", "baghdad"));
  const id = await agree(network, bilateral(["baghdad", "washington"], changes));
  const wide: Label = { ...labelOfDraft(roadCut()), reshare: "any" };
  const narrow: Label = { ...wide, reshare: "none" };
  const { main, whole } = reportOf(wide);
  const object_marking_refs = [labelMarking(narrow).id, tlpOf(narrow)];
  const later = nextVersion(main, { object_marking_refs }, deskOf("damascus").clock() + 1);
  const second = [labelMarking(narrow).object, signedBy("damascus", later)];
  const { failures } = await deliver([...whole, ...second]);
  assert.deepEqual(failures, []);
  assert.deepEqual(await deskOf("baghdad").store.offersOf(main.id), []);
  for (const ended of [id, received]) {
    await signAgreement(deskOf("baghdad"), ended, { act: "end" });
  }
});

test("an envelope has no order", async () => {
  const { main, whole } = reportOf(labelOfDraft(roadCut()));
  const { failures } = await deliver(whole.toReversed());
  assert.deepEqual(failures, []);
  assert.equal((await deskOf("baghdad").store.record(main.id))?.originator, "damascus");
});

test("a new card holds although a delivery came to its end at the same time", async () => {
  const baghdad = deskOf("baghdad");
  const { whole } = reportOf(labelOfDraft(roadCut()));
  const bytes = Buffer.from(JSON.stringify({ objects: whole }));
  const delivery = acceptObjects(baghdad, "damascus", bytes, { after: null, through: 1 });
  const { token } = await issueCard(baghdad, "damascus", { url: "http://127.0.0.1:1", pin: null });
  await delivery;
  assert.equal(partnerLogin(baghdad, "damascus", token!), "damascus");
  const stored = await baghdad.store.document("partner", "damascus");
  const { tokenHash } = JSON.parse(stored!.value) as { tokenHash: string };
  assert.equal(tokenHash, baghdad.partners.get("damascus")!.tokenHash);
});

test("the lead passes on a signature that came together with its agreement, once it signed itself", async () => {
  const form = {
    ...bilateral(["damascus", "baghdad"]),
    id: "agreement--00000000-0000-4000-8000-000000000001",
    parties: ["damascus", "baghdad", "washington"],
    coalition: { id: "coalition", lead: "baghdad", powers: [] },
  };
  const deliverVersion = async (at: number) => {
    const agreement = agreementObject(form, "damascus", at, first);
    const act = { agreement: form.id, version: at, by: "damascus", act: "sign", at } as const;
    const signature = signatureObject(act);
    await deliver([signedBy("damascus", agreement), signedBy("damascus", signature)]);
    return { agreement: at, signature: signature.id };
  };
  const offeredTo = async ({ agreement, signature }: { agreement: number; signature: string }) => {
    const offers = [
      ...(await deskOf("baghdad").store.offersOf(form.id)).filter((o) => o.modified === agreement),
      ...(await deskOf("baghdad").store.offersOf(signature)),
    ];
    return offers.map(({ partner }) => partner);
  };
  const first = deskOf("damascus").clock();
  const before = await deliverVersion(first);
  assert.deepEqual(await offeredTo(before), []);
  await signAgreement(deskOf("baghdad"), form.id, { act: "sign" });
  assert.deepEqual(await offeredTo(before), ["washington", "washington"]);
  const later = await deliverVersion(first + 1);
  assert.deepEqual(await offeredTo(later), ["washington", "washington"]);
  await signAgreement(deskOf("baghdad"), form.id, { act: "end" });
  const ended = await deliverVersion(first + 2);
  assert.deepEqual(await offeredTo(ended), []);
});

test("a release class is on disk before the records that bear it", async () => {
  const { store } = deskOf("baghdad");
  const { commit } = store;
  const said = new Set((await store.classes()).map((known) => known.class));
  const missing: number[] = [];
  store.commit = (batch) => {
    for (const change of batch.groups.flat()) {
      if (change.do === "class") said.add(change.class);
      const borne = change.do === "record" ? change.row.class : 0;
      if (borne > 0 && !said.has(borne)) missing.push(borne);
    }
    return commit(batch);
  };
  const label = labelOfDraft(roadCut({ topics: ["displacement"] }));
  const reports = Array.from({ length: 20 }, () => reportOf(label).objects).flat();
  await deliver([labelMarking(label).object, ...reports]);
  store.commit = commit;
  assert.deepEqual(missing, []);
});
