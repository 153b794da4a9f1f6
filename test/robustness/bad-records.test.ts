import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { Grant } from "../../src/domain/agreement.ts";
import { labelMarking } from "../../src/domain/label-marking.ts";
import { labelOfDraft } from "../../src/domain/report-draft.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { newKeyPair, signerFrom, signObject } from "../../src/proof/signature.ts";
import type { NodeEvent } from "../../src/desk/events.ts";
import type { ListedQuarantine } from "../../src/desk/list-quarantine.ts";
import { roadCut } from "../network/drafts.ts";
import {
  agree,
  bilateral,
  eventually,
  passingOn,
  startNetwork,
  type Member,
  type Network,
} from "../network/network.ts";
import {
  composedBy,
  envelope,
  getFromApi,
  outboxOf,
  postToInbox,
  signedBy,
  speakingAs,
} from "./asking.ts";

/* What a partner sends that does not pass the checks: kept apart, with a reason, and nothing else is lost. */

let network: Network;
let baghdad: Member;
let damascus: Member;
let watch: Record<string, string>;
let events: NodeEvent[];
let own: StixObject;

const grants: Grant[] = [
  { id: "all", from: ["baghdad"], to: ["washington"], upTo: "secret", reshare: "any" },
];

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"]);
  baghdad = network.members["baghdad"]!;
  damascus = network.members["damascus"]!;
  await agree(network, passingOn("damascus", "baghdad"));
  await agree(network, bilateral(["baghdad", "washington"], { grants }));
  watch = await speakingAs(baghdad, "watch");
  events = [];
  baghdad.node.desk.events.on((event) => events.push(event));
  own = (await submitReport(baghdad.node.desk, roadCut())).record;
});
after(() => network.close());

async function quarantine(): Promise<ListedQuarantine[]> {
  const { status, body } = await getFromApi(baghdad, watch, "/api/quarantine?limit=200");
  assert.equal(status, 200);
  return body["quarantine"] as ListedQuarantine[];
}

const read = (id: string) => getFromApi(baghdad, watch, `/api/records/${id}`);

async function listedIds(): Promise<string[]> {
  const { body } = await getFromApi(baghdad, watch, "/api/records?limit=500");
  return (body["records"] as { id: string }[]).map(({ id }) => id);
}

/** Sends `objects` as Damascus, with one good report; the one with `bad`'s id must end in quarantine with this code. */
async function assertQuarantined(
  objects: readonly StixObject[],
  bad: { id: string },
  code: string,
): Promise<ListedQuarantine> {
  events.length = 0;
  const good = composedBy(damascus, { reshare: "any" });
  const answer = await postToInbox(baghdad, "damascus", envelope([...good.objects, ...objects]));
  assert.equal(answer.status, 202);
  const failures = answer.body["failures"] as { id: string; message: string }[];
  const failure = failures.find(({ id }) => id === bad.id);
  assert.ok(failure?.message, `the sender is told of ${bad.id}`);

  const entry = (await quarantine()).find(({ id, code: given }) => id === bad.id && given === code);
  assert.ok(entry, `${bad.id} is in quarantine as ${code}`);
  assert.equal(entry.partner, "damascus");
  assert.match(entry.reason.ar, /[\u0600-\u06FF]{3}/);
  assert.match(entry.reason.en, /[a-z]{3}/);
  assert.doesNotMatch(entry.reason.ar, /\?/, "every part of the message is filled in");
  assert.doesNotMatch(entry.reason.en, /\?/, "every part of the message is filled in");
  assert.ok(entry.body.includes(bad.id), "it is kept as it came");
  assert.ok(
    events.some(({ type, data }) => type === "quarantine" && data.key === entry.key),
    "people are told",
  );

  // The good ones beside it are here, and what was here before too.
  assert.equal((await read(good.main.id)).status, 200);
  assert.deepEqual((await read(own.id)).body["record"], own);
  assert.ok(
    (await outboxOf(baghdad, "washington")).some(({ id }) => id === good.main.id),
    "good ones are passed on",
  );
  return entry;
}

/** The bad one is nowhere but in quarantine. */
async function assertNowhere(id: string): Promise<void> {
  assert.equal((await read(id)).status, 404);
  assert.equal((await listedIds()).includes(id), false);
  assert.equal(
    (await outboxOf(baghdad, "washington")).some((object) => object.id === id),
    false,
  );
}

function resigned(object: StixObject, changes: Record<string, unknown>): StixObject {
  return signedBy(damascus, { ...object, ...changes });
}

/** One incident of Damascus with its label and place, and the incident apart. */
function sample(changes: Parameters<typeof roadCut>[0] = {}) {
  const { main, objects } = composedBy(damascus, { reshare: "any", ...changes });
  const others = objects.filter(
    ({ id, type }) => id !== main.id && ["marking-definition", "location"].includes(type),
  );
  return { main, others };
}

test("STIX that breaks the schema", async () => {
  const { main, others } = sample();
  for (const changes of [
    { confidence: 101 },
    { created: "yesterday" },
    { labels: [] },
    { description: 7 },
  ]) {
    const bad = resigned(main, { ...changes, id: `incident--${randomUUID()}` });
    const { detail } = await assertQuarantined([...others, bad], bad, "schema-invalid");
    assert.ok(detail.includes(Object.keys(changes)[0]!), detail);
    await assertNowhere(bad.id);
  }
});

test("a record signed by another key", async () => {
  const { main, others } = sample();
  const { extensions: _, ...bare } = main;
  const stranger = signerFrom(newKeyPair().privatePem);
  const bad = signObject(bare as StixObject, stranger).object;
  await assertQuarantined([...others, bad], bad, "signature-key-unknown");
  await assertNowhere(bad.id);
});

test("a record signed by a known partner that is not its originator", async () => {
  const { main, others } = sample();
  const bad = signedBy(network.members["washington"]!, main);
  await assertQuarantined([...others, bad], bad, "originator-mismatch");
  await assertNowhere(bad.id);
});

test("a record that was altered after it was signed", async () => {
  const { main, others } = sample();
  const bad = { ...main, name: "another name" };
  await assertQuarantined([...others, bad], bad, "signature-wrong");
  await assertNowhere(bad.id);
});

test("a record without a signature", async () => {
  const { main, others } = sample();
  const { extensions: _, ...bad } = main;
  await assertQuarantined([...others, bad as StixObject], bad, "signature-missing");
  await assertNowhere(bad.id);
});

test("the same id and modified with other content: the first stands", async () => {
  const { main, others } = sample();
  await postToInbox(baghdad, "damascus", envelope([...others, main]));
  const bad = resigned(main, { name: "another story" });
  const { code, body } = await assertQuarantined([bad], bad, "version-conflict");
  assert.equal(code, "version-conflict");
  assert.ok(body.includes("another story"));
  assert.deepEqual((await read(main.id)).body["record"], main);
  const passedOn = (await outboxOf(baghdad, "washington")).filter(({ id }) => id === main.id);
  assert.deepEqual(passedOn, [main]);

  const before = (await quarantine()).length;
  await postToInbox(baghdad, "damascus", envelope([bad]));
  assert.equal((await quarantine()).length, before, "the same one again is one entry");
});

test("the same id and modified twice in one delivery: the first stands", async () => {
  const { main, others } = sample();
  const bad = resigned(main, { name: "another story" });
  await assertQuarantined([...others, main, bad], bad, "version-conflict");
  assert.deepEqual((await read(main.id)).body["record"], main);
});

test("a version of a record by somebody else than its originator", async () => {
  const washington = network.members["washington"]!;
  const { main, objects } = composedBy(washington, { reshare: "any" });
  await postToInbox(baghdad, "washington", envelope(objects));
  const { created_by_ref } = sample().main;
  const bad = resigned(main, { created_by_ref, modified: new Date().toISOString() });
  await assertQuarantined([bad], bad, "version-not-by-originator");
  assert.deepEqual((await read(main.id)).body["record"], main);
});

test("a record that bears our own name and that we never wrote", async () => {
  const { main, others } = sample();
  const bad = signedBy(baghdad, {
    ...main,
    created_by_ref: baghdad.node.desk.self.identity,
  });
  await assertQuarantined([...others, bad], bad, "own-record-unknown");
  await assertNowhere(bad.id);
});

test("a record that its originator lets nobody pass on, sent by somebody else", async () => {
  const { main, objects } = composedBy(network.members["washington"]!, { reshare: "none" });
  await assertQuarantined(objects, main, "reshare-not-allowed");
  await assertNowhere(main.id);
});

test("a record that refers to something that is not here", async () => {
  const { main, others } = sample();
  const bad = resigned(main, {
    id: `report--${randomUUID()}`,
    type: "report",
    name: "A report",
    published: main.modified,
    object_refs: [`location--${randomUUID()}`],
    object_marking_refs: main.object_marking_refs,
    extensions: undefined,
  });
  await assertQuarantined([...others, bad], bad, "reference-missing");
  await assertNowhere(bad.id);
});

test("a record with an unknown label", async () => {
  const { main } = sample({ caveats: ["NEVER SEEN"] });
  await assertQuarantined([main], main, "label-unknown");
  await assertNowhere(main.id);
});

test("a label that was changed after its id was made", async () => {
  const { main } = sample({ caveats: ["FORGED"] });
  const honest = labelMarking(
    labelOfDraft(roadCut({ reshare: "any", caveats: ["FORGED"] })),
  ).object;
  const forged = JSON.parse(JSON.stringify(honest).replaceAll("restricted", "unclassified"));
  await assertQuarantined([forged, main], forged, "label-forged");
  await assertNowhere(main.id);
});

test("a label with an unknown topic, and the record that bears it", async () => {
  const { label, main, objects } = composedBy(damascus, { topics: ["weather"], reshare: "any" });
  const { reason } = await assertQuarantined(objects, label, "topic-unknown");
  assert.match(reason.en, /weather/);
  assert.ok(
    (await quarantine()).some(({ id, code }) => id === main.id && code === "label-unknown"),
  );
  await assertNowhere(main.id);
});

test("a record without a label", async () => {
  const { main, others } = sample();
  const bad = resigned(main, { object_marking_refs: undefined });
  await assertQuarantined([...others, bad], bad, "label-missing");
  await assertNowhere(bad.id);
});

test("a time far ahead", async () => {
  const { main, others } = sample();
  const modified = new Date(Date.now() + 25 * 3600_000).toISOString();
  const bad = resigned(main, { modified });
  const { detail } = await assertQuarantined([...others, bad], bad, "time-ahead");
  assert.equal(detail, modified);
  await assertNowhere(bad.id);
});

test("a type that has no place here", async () => {
  const { main, others } = sample();
  const bad = resigned(main, { type: "malware", id: `malware--${randomUUID()}` });
  await assertQuarantined([...others, bad], bad, "type-not-accepted");
  await assertNowhere(bad.id);
});

test("every entry can be paged through, each once", async () => {
  const all = (await quarantine()).map(({ key }) => key);
  const paged: string[] = [];
  let path = "/api/quarantine?limit=2";
  for (let pages = 0; pages <= all.length; pages++) {
    const { status, body } = await getFromApi(baghdad, watch, path);
    assert.equal(status, 200);
    paged.push(...(body["quarantine"] as ListedQuarantine[]).map(({ key }) => key));
    if (body["next"] === null) break;
    path = `/api/quarantine?limit=2&before=${encodeURIComponent(String(body["next"]))}`;
  }
  assert.deepEqual(paged, all);
});

test("what is in quarantine stays there over a restart, and still goes nowhere", async () => {
  const entries = await quarantine();
  const ids = await listedIds();
  await baghdad.stop();
  await baghdad.start();
  assert.deepEqual(await quarantine(), entries);
  assert.deepEqual(await listedIds(), ids);
  await eventually(() => baghdad.node.desk.picture.size === ids.length);
});
