import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { labelMarking, tlpOf } from "../../src/domain/label-marking.ts";
import type { Label } from "../../src/domain/label.ts";
import { labelOfDraft } from "../../src/domain/report-draft.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { stixTime } from "../../src/domain/time.ts";
import { uuid4 } from "../../src/domain/uuid.ts";
import { nextVersion } from "../../src/domain/versions.ts";
import { signObject } from "../../src/proof/signature.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, passingOn, startNetwork, type Network } from "./network.ts";

/* A place is narrowed; what refers to it by way of something else does not go on, whenever it came. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const label: Label = { ...labelOfDraft(roadCut()), reshare: "any" };
const secret: Label = { ...label, classification: "secret" };
const labels = [label, secret].map((one) => labelMarking(one).object);

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"]);
  const on = { id: "on", from: ["baghdad"], to: ["washington"], reshare: "any" as const };
  const grants = [{ ...on, upTo: "restricted" as const }];
  await agree(network, passingOn("damascus", "baghdad"));
  await agree(network, bilateral(["baghdad", "washington"], { grants }));
  for (const { node } of Object.values(network.members)) await node.links.stop();
});
after(() => network.close());

const baghdad = () => deskOf("baghdad");

async function deliver(...objects: StixObject[]): Promise<void> {
  const envelope = Buffer.from(JSON.stringify({ objects: [...labels, ...objects] }));
  assert.deepEqual((await acceptObjects(baghdad(), "damascus", envelope)).failures, []);
}

const signed = (object: StixObject) => signObject(object, deskOf("damascus").signer).object;

/** An object of Damascus. */
function made(type: string, more: Partial<StixObject>, under = label): StixObject {
  const { self, random } = deskOf("damascus");
  const now = stixTime(Date.now() - 5000);
  return {
    type,
    spec_version: "2.1",
    id: `${type}--${uuid4(random)}` as StixId,
    created_by_ref: self.identity,
    created: now,
    modified: now,
    object_marking_refs: [labelMarking(under).id, tlpOf(under)],
    ...more,
  } as StixObject;
}

const relation = (source: StixObject, target: StixObject): StixObject =>
  signed(
    made("relationship", {
      relationship_type: "related-to",
      source_ref: source.id,
      target_ref: target.id,
    }),
  );

const place = (): StixObject =>
  made("location", { name: "bridge", latitude: 33.4, longitude: 43.3 });

/** The same place under a label that Washington may not have. */
function narrowed(object: StixObject): StixObject {
  const markings = [labelMarking(secret).id, tlpOf(secret)];
  return signed(nextVersion(object, { object_marking_refs: markings }, Date.now()));
}

/** What Washington is served, in order. */
async function served(): Promise<Set<StixId>> {
  const ids = new Set<StixId>();
  for (let token: string | null | undefined; token !== null;) {
    const request = { limit: 500, versions: ["all" as const], ...(token && { token }) };
    const { entries, more, next } = await readOutbox(baghdad(), "washington", request);
    for (const { id } of entries) ids.add(id);
    token = more ? next : null;
  }
  return ids;
}

test("while what rests on it is being planned", async () => {
  const bridge = place();
  const near = relation(bridge, bridge);
  await deliver(signed(bridge), near);
  const deep = relation(near, near);
  const { store } = baghdad();
  const { commit } = store;
  store.commit = async (batch, written) => {
    const isDeep = batch.groups.flat().some((one) => one.do === "record" && one.row.id === deep.id);
    if (!isDeep) return commit(batch, written);
    store.commit = commit;
    await deliver(narrowed(bridge));
    return commit(batch, written);
  };
  await deliver(deep);
  assert.equal(store.commit, commit, "it was being planned when the place was narrowed");
  const seen = await served();
  for (const { id } of [bridge, near, deep]) assert.ok(!seen.has(id), id);
});

test("in the same delivery, which brings what rests on it first", async () => {
  const bridge = place();
  const near = relation(bridge, bridge);
  await deliver(signed(bridge), near);
  const deep = relation(near, near);
  await deliver(deep, narrowed(bridge));
  const seen = await served();
  for (const { id } of [bridge, near, deep]) assert.ok(!seen.has(id), id);
});

test("before anything was served, whatever number rests on it", async () => {
  const bridge = place();
  const near = relation(bridge, bridge);
  const many = Array.from({ length: 1001 }, () => relation(bridge, bridge));
  const deep = relation(near, near);
  await deliver(signed(bridge), ...many, near, deep);
  await deliver(narrowed(bridge));
  const seen = await served();
  for (const { id } of [bridge, many.at(-1)!, near, deep]) assert.ok(!seen.has(id), id);
});

test("and nothing of it is withheld where it stays as wide", async () => {
  const bridge = place();
  const near = relation(bridge, bridge);
  await deliver(signed(bridge), near);
  const deep = relation(near, near);
  await deliver(deep, signed(nextVersion(bridge, { name: "the bridge" }, Date.now())));
  const seen = await served();
  for (const { id } of [bridge, near, deep]) assert.ok(seen.has(id), id);
});
