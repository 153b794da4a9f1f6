import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { issueCard } from "../../src/desk/partners.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { signAgreement } from "../../src/desk/agreements.ts";
import { composeReport } from "../../src/domain/compose-report.ts";
import { labelMarking, tlpOf } from "../../src/domain/label-marking.ts";
import type { Label } from "../../src/domain/label.ts";
import { recallNotice } from "../../src/domain/recall-notice.ts";
import { labelOfDraft } from "../../src/domain/report-draft.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { nextVersion } from "../../src/domain/versions.ts";
import { AppError } from "../../src/errors.ts";
import { signObject } from "../../src/proof/signature.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, passingOn, startNetwork, type Network } from "./network.ts";

/* Work on the same record at the same time, by several ways. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const baghdad = () => deskOf("baghdad");
const signedBy = (id: string, object: StixObject) => signObject(object, deskOf(id).signer).object;
const envelope = (objects: readonly StixObject[]) => Buffer.from(JSON.stringify({ objects }));
const deliver = (objects: readonly StixObject[], from = "damascus") =>
  acceptObjects(baghdad(), from, envelope(objects));

function reportOf(by: string, label: Label) {
  const { clock, random } = deskOf(by);
  const context = { originator: by, label, now: clock(), mode: null, random };
  const { main, all } = composeReport(roadCut(), context);
  const objects = all.map((object) => signedBy(by, object));
  return { main, whole: [labelMarking(label).object, ...objects] };
}

const wide: Label = { ...labelOfDraft(roadCut()), reshare: "any" };
const openOffers = async (id: StixId) =>
  (await baghdad().store.offersOf(id)).filter(
    ({ state }) => !["voided", "recalled"].includes(state),
  );

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"]);
  await agree(network, passingOn("damascus", "baghdad"));
});
after(() => network.close());

test("versions of one record that come by push and pull at once: what the narrower one forbids does not stand open", async () => {
  const grants = [{ id: "on", from: ["baghdad"], to: ["washington"], reshare: "any" as const }];
  const id = await agree(network, bilateral(["baghdad", "washington"], { grants }));
  const narrow: Label = { ...wide, reshare: "none" };
  for (const order of ["older first", "newer first"]) {
    const { main, whole } = reportOf("damascus", wide);
    const object_marking_refs = [labelMarking(narrow).id, tlpOf(narrow)];
    const later = nextVersion(main, { object_marking_refs }, deskOf("damascus").clock() + 1);
    const parts = whole.filter((object) => object.id !== main.id);
    await deliver([...parts, labelMarking(narrow).object]);
    const versions = [
      whole.filter((object) => object.id === main.id),
      [signedBy("damascus", later)],
    ];
    if (order === "newer first") versions.reverse();
    const answers = await Promise.all(versions.map((objects) => deliver(objects)));
    assert.deepEqual(
      answers.flatMap(({ failures }) => failures),
      [],
    );
    assert.equal((await baghdad().store.record(main.id))?.label, labelMarking(narrow).id);
    assert.deepEqual(await openOffers(main.id), [], order);
  }
  await signAgreement(baghdad(), id, { act: "end" });
});

test("two persons revise one report at once: each version builds on the one before", async () => {
  const id = await agree(network, bilateral(["baghdad", "damascus"]));
  const { record } = await submitReport(baghdad(), roadCut());
  const narrow = roadCut({ classification: "secret" });
  const drafts = [roadCut({ name: "Open again", lang: "en" }), narrow];
  await Promise.all(drafts.map((draft) => reviseReport(baghdad(), record.id, draft)));
  const versions = await baghdad().store.versions(record.id, 10);
  assert.equal(versions.length, 3);
  assert.deepEqual(await openOffers(record.id), [], "the last one is for nobody");
  await signAgreement(baghdad(), id, { act: "end" });
});

test("back-fill offers no version that was narrowed while it looked", async () => {
  const draft = roadCut({ recordedAt: "2015-03-11T09:00:00.000Z" });
  const { record } = await submitReport(baghdad(), draft);
  const { store } = baghdad();
  const { scan } = store;
  const isInForce = (): boolean => {
    const { form } = baghdad().board.input().versions.at(-1)!;
    const { agreements } = baghdad().board.policy();
    return agreements.find(({ id }) => id === form.id)?.signed.length === 2;
  };
  let revised = false;
  store.scan = async (...asked) => {
    const page = await scan(...asked);
    if (!revised && isInForce() && page.some(({ id }) => id === record.id)) {
      revised = true;
      await reviseReport(baghdad(), record.id, roadCut({ classification: "secret" }));
    }
    return page;
  };
  const other = (await submitReport(baghdad(), draft)).record;
  const grant = { id: "back", from: ["baghdad"], to: ["damascus"], upTo: "restricted" as const };
  const grants = [{ ...grant, backfillFrom: "2015-01-01T00:00:00.000Z" }];
  const id = await agree(network, bilateral(["baghdad", "damascus"], { grants }));
  await eventually(async () => (await openOffers(other.id)).length === 1);
  store.scan = scan;
  assert.equal((await baghdad().store.versions(record.id, 9)).length, 2);
  assert.deepEqual(await openOffers(record.id), []);
  await signAgreement(baghdad(), id, { act: "end" });
});

test("a relay takes back what came through it alone; the originator's word counts for every copy", async () => {
  const at = () => baghdad().clock();
  const takeBack = (object: StixId, by: string, from = by) => {
    const notice = recallNotice({ object, through: at(), reason: "a mistake", at: at() }, by);
    return deliver([signedBy(by, notice)], from);
  };
  const isHidden = async (id: StixId) => (await baghdad().store.record(id))?.withdrawn !== null;

  for (const ways of [
    ["washington", "damascus"],
    ["damascus", "washington"],
  ]) {
    const both = reportOf("washington", wide);
    for (const way of ways) await deliver(both.whole, way);
    await takeBack(both.main.id, "damascus");
    assert.equal(await isHidden(both.main.id), false, `came by ${ways.join(" and ")}`);
    await takeBack(both.main.id, "washington", "damascus");
    assert.equal(await isHidden(both.main.id), true);
  }
  const relayed = reportOf("washington", wide);
  await deliver(relayed.whole);
  await takeBack(relayed.main.id, "damascus");
  assert.equal(await isHidden(relayed.main.id), true);
});

test("a link does not move in memory before it has moved on disk", async () => {
  const { store, partners } = baghdad();
  const before = partners.get("damascus")!.cursor;
  const { whole } = reportOf("damascus", wide);
  const through = before.through + 1_000_000;
  const position = { after: before.through, through, next: "further" };
  const { commit } = store;
  let full = true;
  store.commit = async (batch, written) => {
    const last = batch.groups.flat().some((change) => change.do === "status");
    if (full && last) throw new AppError("store-full");
    return commit(batch, written);
  };
  const bytes = envelope(whole);
  await assert.rejects(acceptObjects(baghdad(), "damascus", bytes, position), {
    code: "store-full",
  });
  assert.deepEqual(partners.get("damascus")!.cursor, before);

  // The same again, while the document of the link changes in other ways.
  full = false;
  const delivery = acceptObjects(baghdad(), "damascus", envelope(whole), position);
  await issueCard(baghdad(), "damascus", { url: "http://127.0.0.1:1", pin: null });
  await delivery;
  store.commit = commit;
  assert.deepEqual(partners.get("damascus")!.cursor, { next: "further", through });
  const stored = await store.document("partner", "damascus");
  assert.deepEqual(JSON.parse(stored!.value), partners.get("damascus"));
});
