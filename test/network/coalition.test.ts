import assert from "node:assert/strict";
import { operator } from "../../src/desk/viewer.ts";
import { after, before, test } from "node:test";
import { listAgreements, proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { roadCut } from "./drafts.ts";
import { eventually, startNetwork, type Network } from "./network.ts";
import { charter, shownAt, star } from "./star.ts";

/* The life of a coalition whose members are linked with the lead alone. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const founders = ["mosul", "erbil", "basra", "najaf", "karbala"];
const everybody = ["lead", ...founders, "sirte"];
const text = { ar: "خط أحمر للتجربة", en: "A red line for a test" };
const sign = (id: string, act: "sign" | "suspend" | "leave" = "sign") =>
  signAgreement(deskOf(id), charterId, { act });
let charterId = "";

/** Waits until these nodes show one and the same agreement, with so many words said of it. */
async function agreed(nodes: readonly string[], words: number): Promise<void> {
  const [first] = nodes;
  await eventually(() => shownAt(network, first!, charterId)?.words.length === words);
  for (const node of nodes) {
    await eventually(() => shownAt(network, node, charterId)?.words.length === words);
    assert.deepEqual(shownAt(network, node, charterId), shownAt(network, first!, charterId), node);
  }
}

const stateAt = (id: string) => shownAt(network, id, charterId)?.state;
const linesAt = (id: string) =>
  listAgreements(deskOf(id)).find(({ form }) => form.id === charterId)?.redLinesInForce;
const audience = async (from: string, topic: "border") =>
  (await submitReport(deskOf(from), roadCut({ topics: [topic] }))).audience;

before(async () => {
  network = await startNetwork(everybody, { links: star("lead", everybody.slice(1)) });
});
after(() => network.close());

test("founded: everybody signs, and all know all words", async () => {
  const form = charter(["lead", ...founders], {
    coalition: { id: "coalition", lead: "lead", powers: [{ id: "p", topics: ["border"] }] },
    grants: [{ id: "to-lead", to: ["lead"], upTo: "restricted" }],
  });
  ({
    form: { id: charterId },
  } = await proposeAgreement(deskOf("lead"), form));
  await sign("lead");
  for (const id of founders) await eventually(() => shownAt(network, id, charterId) !== null);
  for (const id of founders) await sign(id);
  await agreed(["lead", ...founders], 6);
  assert.deepEqual(await audience("mosul", "border"), ["lead"]);
});

test("the lead draws a red line within its powers: one signature, and it binds all", async () => {
  const { form } = shownAt(network, "lead", charterId)!;
  const redLines = [{ id: "r", by: "lead", topics: ["border"], reason: text }];
  await proposeAgreement(deskOf("lead"), { ...form, redLines });
  await sign("lead");
  await agreed(["lead", ...founders], 7);
  for (const id of founders) assert.deepEqual(linesAt(id), ["r"], id);
  assert.deepEqual(await audience("mosul", "border"), []);
  const { record } = await submitReport(deskOf("mosul"), roadCut());
  await eventually(() =>
    readRecord(deskOf("lead"), operator("test"), record.id).then(
      () => true,
      () => false,
    ),
  );
});

test("a member suspends, another leaves: what they gave stops, what others gave goes on", async () => {
  await sign("erbil", "suspend");
  await sign("basra", "leave");
  await agreed(["lead", "mosul", "najaf", "karbala"], 9);
  assert.equal(stateAt("erbil"), "suspended");
  assert.equal(stateAt("basra"), "ended");
  const given = async (id: string) => (await submitReport(deskOf(id), roadCut())).audience;
  assert.deepEqual(await given("erbil"), []);
  assert.deepEqual(await given("basra"), []);
  assert.deepEqual(await given("najaf"), ["lead"]);
});

test("a new version brings a member in, who learns all that was said before", async () => {
  const { form } = shownAt(network, "lead", charterId)!;
  const parties = [...form.parties.filter((party) => party !== "basra"), "sirte"];
  await proposeAgreement(deskOf("lead"), { ...form, parties });
  const members = ["lead", "mosul", "erbil", "najaf", "karbala", "sirte"];
  await sign("lead");
  for (const id of members.slice(1)) {
    await eventually(
      () => shownAt(network, id, charterId)?.form.parties.includes("sirte") === true,
    );
    await sign(id);
  }
  await agreed(members, 15);
  for (const id of members) assert.equal(stateAt(id), "in-force", id);
  const { record, audience: given } = await submitReport(deskOf("sirte"), roadCut());
  assert.deepEqual(given, ["lead"]);
  await eventually(() =>
    readRecord(deskOf("lead"), operator("test"), record.id).then(
      () => true,
      () => false,
    ),
  );
  assert.deepEqual(await audience("sirte", "border"), []);
  for (const id of everybody) assert.equal(await deskOf(id).store.quarantineCount(), 0, id);
});
