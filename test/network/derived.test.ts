import { operator } from "../../src/desk/viewer.ts";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deriveReport, redactRecord } from "../../src/desk/derive-report.ts";
import type { NodeEvent } from "../../src/desk/events.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { readSources } from "../../src/desk/read-sources.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { AppError } from "../../src/errors.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, passingOn, startNetwork, type Network } from "./network.ts";

/* Baghdad writes what rests on its own records and on what Damascus gave it; Washington and Amman are given some of it. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const baghdad = () => deskOf("baghdad");
const holds = (at: string, id: string) =>
  readRecord(deskOf(at), operator("test"), id).then(
    () => true,
    () => false,
  );
const text = { ar: "للتجربة", en: "For a test" };
const refuses = (code: string) => (error: unknown) =>
  error instanceof AppError && error.code === code;

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington", "amman"]);
  await agree(network, passingOn("damascus", "baghdad"));
  const all = [{ id: "all", from: ["baghdad"], to: ["washington"], reshare: "any" as const }];
  await agree(network, bilateral(["baghdad", "washington"], { grants: all }));
  const kinds = [{ id: "k", from: ["baghdad"], to: ["amman"], kinds: ["report"] }];
  await agree(network, bilateral(["baghdad", "amman"], { grants: kinds, title: text }));
});
after(() => network.close());

/** A report of Damascus that came to Baghdad. */
async function received(reshare: "none" | "any"): Promise<string> {
  const { record } = await submitReport(deskOf("damascus"), roadCut({ reshare }));
  await eventually(() => holds("baghdad", record.id));
  return record.id;
}

async function linksOf(id: string): Promise<StixObject[]> {
  const referrers = await baghdad().store.referrers(id, 100);
  return referrers
    .map(({ body }) => JSON.parse(body) as StixObject)
    .filter((object) => object["relationship_type"] === "derived-from");
}

const openTo = async (id: string) =>
  (await baghdad().store.offersOf(id))
    .filter(({ state }) => state !== "voided")
    .map(({ partner }) => partner)
    .sort();

test("what rests on several records bears the join of their labels and goes where each may go", async () => {
  const reshare = "any";
  const theirs = await received(reshare);
  const ours = (await submitReport(baghdad(), roadCut({ reshare, caveats: ["EYES"] }))).record.id;
  const open = (await submitReport(baghdad(), roadCut({ reshare, topics: ["border"] }))).record.id;
  const plain = await deriveReport(
    baghdad(),
    roadCut({ reshare: "any", derivedFrom: [theirs, open] }),
  );
  assert.deepEqual(plain.audience, ["washington"]);
  const { label } = await readRecord(baghdad(), operator("test"), plain.record.id);
  assert.deepEqual(label?.originators, ["baghdad", "damascus"]);
  assert.deepEqual(label?.topics, ["border", "supply-route"]);
  await eventually(() => holds("washington", plain.record.id));
  const narrow = await deriveReport(
    baghdad(),
    roadCut({ reshare: "any", derivedFrom: [theirs, ours] }),
  );
  assert.deepEqual(narrow.audience, [], "no grant admits the caveat of one source");
  const kept = await deriveReport(baghdad(), roadCut({ derivedFrom: [await received("none")] }));
  assert.deepEqual(kept.audience, [], "one source is not to be passed on");
});

test("a clause limited by kinds is not got round by writing another kind", async () => {
  const report = (changes: object) => roadCut({ kind: "report", ...changes });
  const incident = (await submitReport(baghdad(), roadCut())).record.id;
  const told = (await submitReport(baghdad(), report({}))).record.id;
  const fromReport = await deriveReport(baghdad(), report({ derivedFrom: [told] }));
  assert.deepEqual(fromReport.audience.toSorted(), ["amman", "washington"]);
  const fromIncident = await deriveReport(baghdad(), report({ derivedFrom: [incident] }));
  assert.deepEqual(fromIncident.audience, ["washington"]);
  const twice = report({ derivedFrom: [fromIncident.record.id] });
  assert.deepEqual((await deriveReport(baghdad(), twice)).audience, ["washington"]);
  const revised = await reviseReport(baghdad(), fromIncident.record.id, report({}));
  assert.deepEqual(revised.audience, ["washington"], "a new version rests on the same");
  const { label } = await readRecord(baghdad(), operator("test"), fromIncident.record.id);
  assert.deepEqual(label?.originators, ["baghdad"]);
});

test("the link to a source goes only to those who have the source", async () => {
  const old = (await submitReport(baghdad(), roadCut({ releasableTo: [] }))).record.id;
  const given = (await submitReport(baghdad(), roadCut({ kind: "report" }))).record.id;
  const hidden = await deriveReport(baghdad(), roadCut({ kind: "report", derivedFrom: [old] }));
  assert.deepEqual(hidden.audience, []);
  const { record } = await deriveReport(
    baghdad(),
    roadCut({ kind: "report", derivedFrom: [given] }),
  );
  const [link] = await linksOf(record.id);
  assert.deepEqual(await openTo(link!.id), ["amman", "washington"]);
  const { record: redacted, audience } = await redactRecord(
    baghdad(),
    given,
    roadCut({ kind: "report" }),
    { by: "one" },
  );
  assert.deepEqual(audience.toSorted(), ["amman", "washington"]);
  const [home] = await linksOf(redacted.id);
  assert.deepEqual(await openTo(home!.id), []);
});

test("redacting: looser only of one's own, with a reason; of others' only what may be passed on", async () => {
  const secret = (await submitReport(baghdad(), roadCut({ caveats: ["EYES"] }))).record.id;
  const joined = await redactRecord(baghdad(), secret, roadCut(), { by: "one" });
  assert.deepEqual(joined.audience, []);
  const why = "the source cannot be told from it any more";
  const free = await redactRecord(baghdad(), secret, roadCut(), { by: "one", why });
  assert.deepEqual(free.audience, ["washington"]);
  assert.equal((await readSources(baghdad(), operator("test"), free.record.id)).why, why);
  assert.deepEqual(await openTo((await linksOf(free.record.id))[0]!.id), []);
  const closed = await received("none");
  const open = await received("any");
  const by = "one";
  await assert.rejects(
    redactRecord(baghdad(), closed, roadCut(), { by }),
    refuses("redact-not-allowed"),
  );
  await assert.rejects(
    redactRecord(baghdad(), open, roadCut(), { by, why }),
    refuses("draft-invalid"),
  );
  const passed = await redactRecord(baghdad(), open, roadCut({ reshare: "any" }), { by });
  assert.deepEqual(passed.audience, ["washington"]);
  await assert.rejects(
    redactRecord(baghdad(), passed.record.id, roadCut(), { by, why }),
    refuses("draft-invalid"),
    "nor by redacting twice",
  );
});

test("a source that its originator takes back: people are told, what rests on it stays and goes no further", async () => {
  const events: NodeEvent[] = [];
  const end = baghdad().events.on((event) => events.push(event));
  const theirs = await received("any");
  await network.members["washington"]!.stop();
  const draft = roadCut({ reshare: "any", derivedFrom: [theirs] });
  const { record, audience } = await deriveReport(baghdad(), draft);
  assert.deepEqual(audience, ["washington"]);
  // A page that is made for a node which is down counts as served, though nothing of it arrives.
  await readOutbox(baghdad(), "washington", { versions: ["all"], limit: 1000 });
  await recallRecord(deskOf("damascus"), theirs, { reason: "wrong place" });
  const told = (event: NodeEvent) =>
    event.type === "source-recalled" && event.data.id === record.id && event.data.source === theirs;
  await eventually(() => events.some(told));
  end();
  const { sources } = await readSources(baghdad(), operator("test"), record.id);
  assert.deepEqual(
    sources.map(({ id, record, recalled }) => [id, record, recalled?.by, recalled?.reason]),
    [[theirs, null, "damascus", "wrong place"]],
  );
  assert.ok(await holds("baghdad", record.id), "it was not taken back silently");
  const offers = await baghdad().store.offersOf(record.id);
  assert.deepEqual(
    offers.map(({ state }) => state),
    ["served"],
  );
  await assert.rejects(deriveReport(baghdad(), draft), refuses("record-not-found"));
  await network.members["washington"]!.start();
  const later = (await submitReport(baghdad(), roadCut({ kind: "report" }))).record.id;
  await eventually(() => holds("washington", later));
  assert.ok(!(await holds("washington", record.id)));
});
