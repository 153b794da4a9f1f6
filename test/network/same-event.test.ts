import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { askOneOff } from "../../src/desk/one-off.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { readReportDraft } from "../../src/desk/read-report-draft.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { listSaid } from "../../src/desk/said/list-said.ts";
import { withdrawSaid, writeNoteOn, writeOpinion } from "../../src/desk/said/write-said.ts";
import { eventIds, eventOf } from "../../src/desk/same-event/event-of.ts";
import { alikeTo } from "../../src/desk/same-event/find-alike.ts";
import { linkSame, unlinkSame } from "../../src/desk/same-event/link.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { operator } from "../../src/desk/viewer.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, signedIn, startNetwork, type Network } from "./network.ts";

/* Baghdad and Damascus have what is up to restricted from each other, Washington what Baghdad has of supply routes. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const viewer = operator("test");
const isAt = (at: string, id: string) =>
  readRecord(deskOf(at), viewer, id).then(
    () => true,
    () => false,
  );
const eventAt = async (at: string, id: string) =>
  (await eventOf(deskOf(at), viewer, id)).records.map((record) => record.id).sort();
let days = 0;
/** Each test has a week of its own, so that nothing is like what another one wrote. */
const nextWeek = () => ({
  at: new Date(Date.UTC(2014, 5, 7 * ++days, 6)).toISOString(),
});

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"]);
  const both = { id: "back", from: ["damascus"], to: ["baghdad"], upTo: "restricted" as const };
  const there = { id: "there", from: ["baghdad"], to: ["damascus"], upTo: "restricted" as const };
  await agree(network, bilateral(["baghdad", "damascus"], { grants: [there, both] }));
  await agree(network, bilateral(["baghdad", "washington"]));
});
after(() => network.close());

test("the same event is proposed, linked, seen at both ends, and unlinked again", async () => {
  const time = nextWeek();
  const { record: ours } = await submitReport(deskOf("baghdad"), roadCut(time));
  const { record: theirs } = await submitReport(
    deskOf("damascus"),
    roadCut({
      ...time,
      name: { ar: "انقطاع طريق الإمداد بالأنبار" },
      lang: "ar",
      description: "الطريق مقطوع",
      position: [43.32, 33.41],
    }),
  );
  await eventually(() => isAt("baghdad", theirs.id));
  const alike = await alikeTo(deskOf("baghdad"), viewer, ours.id);
  assert.deepEqual(
    alike.map(({ record }) => record.id),
    [theirs.id],
  );
  const link = await linkSame(deskOf("baghdad"), ours.id, theirs.id);
  assert.deepEqual(link.audience, ["damascus"], "Washington may not have Damascus' record");
  assert.equal((await linkSame(deskOf("baghdad"), theirs.id, ours.id)).id, link.id, "said already");
  assert.deepEqual(await alikeTo(deskOf("baghdad"), viewer, ours.id), []);
  const both = [ours.id, theirs.id].sort();
  assert.deepEqual(await eventAt("baghdad", ours.id), both);
  await eventually(() => isAt("damascus", link.id));
  assert.deepEqual(await eventAt("damascus", theirs.id), both);
  await eventually(() => isAt("washington", ours.id));
  assert.equal(await isAt("washington", link.id), false);
  await assert.rejects(unlinkSame(deskOf("damascus"), ours.id, link.id), {
    code: "record-not-found",
  });
  await unlinkSame(deskOf("baghdad"), ours.id, link.id);
  assert.deepEqual(await eventAt("baghdad", ours.id), [ours.id]);
  await eventually(async () => (await eventAt("damascus", theirs.id)).length === 1);
});

test("a report that is written with its links, revised and recalled", async () => {
  const time = nextWeek();
  const desk = deskOf("baghdad");
  const { record: first } = await submitReport(desk, roadCut(time));
  const second = await submitReport(desk, roadCut({ ...time, sameEventAs: [first.id] }));
  const both = [first.id, second.record.id].sort();
  assert.deepEqual(await eventAt("baghdad", first.id), both);
  await writeNoteOn(desk, first.id, { content: { en: "Seen by a patrol" } });
  // What others wrote of it, and what links it, is no part of the report: a new version leaves it alone.
  await reviseReport(desk, first.id, roadCut({ ...time, name: "Open again" }));
  assert.deepEqual(await eventAt("baghdad", first.id), both);
  assert.equal((await listSaid(desk, viewer, first.id)).length, 1);
  await eventually(async () => (await eventAt("damascus", first.id)).length === 2);
  await recallRecord(desk, second.record.id, { reason: "wrong" });
  await eventually(async () => (await eventAt("damascus", first.id)).length === 1);
});

test("a link to what a partner may not have keeps nothing else from it", async () => {
  const time = nextWeek();
  const desk = deskOf("baghdad");
  const { record: secret } = await submitReport(
    desk,
    roadCut({ ...time, classification: "secret", releasableTo: [] }),
  );
  const higher = roadCut({ ...time, classification: "confidential", sameEventAs: [secret.id] });
  const { record: one } = await submitReport(desk, higher);
  const asked = await askOneOff(desk, "layla", one.id, { partner: "damascus", reason: "needed" });
  assert.equal(asked.id, one.id);
});

test("who may not see one of two records learns of neither the other nor the link", async () => {
  const time = nextWeek();
  const desk = deskOf("baghdad");
  const { record: open } = await submitReport(desk, roadCut(time));
  const { record: secret } = await submitReport(
    desk,
    roadCut({ ...time, classification: "secret" }),
  );
  await linkSame(desk, open.id, secret.id);
  const low = { name: "low", clearance: { upTo: "restricted" as const, caveats: [] } };
  assert.deepEqual(await eventIds(desk, low, [open.id]), [[open.id]]);
  assert.deepEqual((await eventOf(desk, low, open.id)).links, []);
  assert.deepEqual(await alikeTo(desk, low, open.id), []);
  assert.equal((await eventIds(desk, viewer, [open.id]))[0]!.length, 2);
});

test("an opinion goes to who made the record, is revised as one, and withdrawn", async () => {
  const { record } = await submitReport(deskOf("baghdad"), roadCut(nextWeek()));
  await eventually(() => isAt("damascus", record.id));
  const damascus = deskOf("damascus");
  const first = await writeOpinion(
    damascus,
    record.id,
    { opinion: "disagree", explanation: { ar: "الطريق سالك" } },
    { author: "layla", viewer },
  );
  assert.deepEqual(first.audience, ["baghdad"]);
  const saidAt = (at: string) => listSaid(deskOf(at), viewer, record.id);
  await eventually(async () => (await saidAt("baghdad")).length === 1);
  const [said] = await saidAt("baghdad");
  assert.deepEqual(
    [said!.by, said!.opinion, said!.text, said!.author],
    ["damascus", "disagree", { ar: "الطريق سالك" }, null],
  );
  assert.equal((await saidAt("damascus"))[0]!.author, "layla");
  const again = await writeOpinion(damascus, record.id, { opinion: "agree" });
  assert.equal(again.record.id, first.record.id, "one opinion of each record");
  await eventually(async () => (await saidAt("baghdad"))[0]?.opinion === "agree");
  await assert.rejects(withdrawSaid(deskOf("baghdad"), record.id, first.record.id), {
    code: "record-not-found",
  });
  await withdrawSaid(damascus, record.id, first.record.id);
  assert.deepEqual(await saidAt("damascus"), []);
  await eventually(async () => (await saidAt("baghdad")).length === 0);
});

test("nobody writes over an opinion of the node that they may not read", async () => {
  const desk = deskOf("baghdad");
  const { record } = await submitReport(desk, roadCut(nextWeek()));
  const high = { author: "high", viewer };
  const low = {
    author: "low",
    viewer: { name: "low", clearance: { upTo: "restricted" as const, caveats: [] } },
  };
  const { topics } = roadCut(nextWeek());
  const secret = { classification: "secret" as const, topics };
  await writeOpinion(desk, record.id, { opinion: "disagree", handling: secret }, high);
  await assert.rejects(writeOpinion(desk, record.id, { opinion: "agree" }, low), {
    code: "opinion-above-clearance",
  });
  const [said] = await listSaid(desk, viewer, record.id);
  assert.deepEqual([said!.opinion, said!.author], ["disagree", "high"]);
});

test("credibility 1 asks by which sources, and they are read back in the draft", async () => {
  const watch = await signedIn(network.members["baghdad"]!, "watch");
  const draft = roadCut({ ...nextWeek(), credibility: "1" });
  const refused = await watch("/api/reports", draft);
  assert.equal(refused.status, 422);
  assert.equal((refused.body as { code: string }).code, "sources-needed");
  const confirmedBy = "Border post 3; a lorry driver";
  const taken = await watch("/api/reports", { ...draft, confirmedBy });
  assert.equal(taken.status, 201);
  const { id } = (taken.body as { record: { id: string } }).record;
  const { report, version } = await readReportDraft(deskOf("baghdad"), viewer, id);
  assert.equal(report.confirmedBy, confirmedBy);
  const named = { report: draft, version };
  const status = async () => (await watch(`/api/records/${id}/versions`, named)).status;
  assert.equal(await status(), 201, "named already");
  assert.equal(await status(), 409, "of a version that is not the latest");
  await eventually(() => isAt("damascus", id));
  const there = await readRecord(deskOf("damascus"), viewer, id);
  assert.doesNotMatch(JSON.stringify(there), /lorry driver/);
  await assert.rejects(readReportDraft(deskOf("damascus"), viewer, id), { code: "record-not-own" });
});
