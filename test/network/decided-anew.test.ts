import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { signAgreement } from "../../src/desk/agreements.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { composeReport } from "../../src/domain/compose-report.ts";
import { labelMarking, tlpOf } from "../../src/domain/label-marking.ts";
import type { Label } from "../../src/domain/label.ts";
import { labelOfDraft } from "../../src/domain/report-draft.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { signObject } from "../../src/proof/signature.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, passingOn, startNetwork, type Network } from "./network.ts";

/* What was decided holds only together with all that it was decided on. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"]);
});
after(() => network.close());

test("a report that was decided before an agreement ended is decided anew before it is written", async () => {
  const desk = deskOf("baghdad");
  const agreement = await agree(network, bilateral(["baghdad", "damascus"]));
  const { store } = desk;
  const { commit } = store;
  let decided = 0;
  store.commit = async (batch, written) => {
    // Agreements and what follows them may be on their way to the disk at the same time.
    const reports = batch.groups
      .flat()
      .some((one) => one.do === "record" && one.row.kind === "incident");
    if (!reports) return commit(batch, written);
    decided++;
    store.commit = commit;
    await signAgreement(desk, agreement, { act: "end" });
    return commit(batch, written);
  };
  const { record, audience } = await submitReport(desk, roadCut());
  assert.equal(decided, 1, "a decision was on its way when the agreement ended");
  assert.deepEqual(audience, []);
  assert.deepEqual(await store.offersOf(record.id), []);
});

test("a report goes nowhere where what it refers to may not go, whether both come at once or one after the other", async () => {
  const grant = { id: "on", from: ["baghdad"], to: ["washington"], reshare: "any" as const };
  const grants = [{ ...grant, upTo: "restricted" as const }];
  await agree(network, bilateral(["baghdad", "washington"], { grants }));
  await agree(network, passingOn("damascus", "baghdad"));
  const { clock, random, signer } = deskOf("damascus");
  const label: Label = { ...labelOfDraft(roadCut()), reshare: "any" };
  const secret: Label = { ...label, classification: "secret" };
  const labels = [label, secret].map((one) => labelMarking(one).object);
  for (const [together, ofPlace] of [
    [true, label],
    [true, secret],
    [false, label],
    [false, secret],
  ] as const) {
    const context = { originator: "damascus", label, now: clock(), mode: null, random };
    // An incident is tied to its place by a relationship; a report refers to it.
    const { main, all } = composeReport(roadCut({ kind: "report" }), context);
    const marked = all.map((object): StixObject => {
      const markings = [labelMarking(ofPlace).id, tlpOf(ofPlace)];
      const isPlace = object.type === "location" && "object_marking_refs" in object;
      return signObject(isPlace ? { ...object, object_marking_refs: markings } : object, signer)
        .object;
    });
    const places = marked.filter(({ type }) => type === "location");
    assert.ok(places.length > 0);
    const rest = marked.filter(({ type }) => type !== "location");
    for (const objects of together ? [[...labels, ...marked]] : [[...labels, ...places], rest]) {
      const envelope = Buffer.from(JSON.stringify({ objects }));
      assert.deepEqual((await acceptObjects(deskOf("baghdad"), "damascus", envelope)).failures, []);
    }
    const expected = ofPlace === label ? ["washington"] : [];
    assert.deepEqual(await holders(main.id), expected, `${together} ${ofPlace.classification}`);
  }
});

async function holders(id: StixId): Promise<string[]> {
  return (await deskOf("baghdad").store.offersOf(id)).map(({ partner }) => partner);
}
