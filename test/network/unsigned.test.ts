import assert from "node:assert/strict";
import { operator } from "../../src/desk/viewer.ts";
import { after, before, test } from "node:test";
import { keyFiles } from "../../src/node/data-dir.ts";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { checkAhead } from "../../src/desk/check-ahead.ts";
import { rollKey } from "../../src/desk/roll-key.ts";
import { allowUnsigned } from "../../src/desk/partners.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, startNetwork, type Network } from "./network.ts";

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const incident = {
  type: "incident",
  spec_version: "2.1",
  id: "incident--5f3a1d7e-7b0c-4c53-9d1f-2a6d3b1c0e11",
  created: "2015-03-11T06:00:00.000Z",
  modified: "2015-03-11T06:00:00.000Z",
  name: "From a client that cannot sign",
};
const deliver = (object: object) =>
  acceptObjects(deskOf("baghdad"), "damascus", Buffer.from(JSON.stringify({ objects: [object] })));

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  await agree(network, bilateral(["baghdad", "damascus"]));
});
after(() => network.close());

test("an unsigned object is held for checking until the admin allows them, and never passed on", async () => {
  assert.equal((await deliver(incident)).failures.length, 1);
  await allowUnsigned(deskOf("baghdad"), "damascus", true);
  assert.equal((await deliver(incident)).failures.length, 0);
  const { originator, label } = await readRecord(deskOf("baghdad"), operator("test"), incident.id);
  assert.deepEqual({ originator, label }, { originator: null, label: null });
  assert.deepEqual(await deskOf("baghdad").store.offersOf(incident.id), []);
});

test("an unsigned object never takes the place of a signed record", async () => {
  const { record } = await submitReport(deskOf("baghdad"), roadCut());
  const later = new Date(Date.parse(record.modified!) + 1000).toISOString();
  const { failures } = await deliver({ ...incident, id: record.id, modified: later });
  assert.equal(failures.length, 1);
  assert.equal(
    (await readRecord(deskOf("baghdad"), operator("test"), record.id)).modified,
    record.modified,
  );
});

test("what was checked ahead counts as it was found, but for what has changed since", async (t) => {
  const baghdad = deskOf("baghdad");
  const { check } = baghdad.checker;
  const checked: Uint8Array[] = [];
  baghdad.checker.check = (...asked) => (checked.push(asked[0]), check(...asked));
  t.after(() => (baghdad.checker.check = check));
  const ahead = async (last: string, meanwhile: () => Promise<unknown>) => {
    const object = { ...incident, id: incident.id.replace(/.$/, last) };
    const bytes = Buffer.from(JSON.stringify({ objects: [object] }));
    checkAhead(baghdad, "damascus", bytes);
    await meanwhile();
    const { failures } = await acceptObjects(baghdad, "damascus", bytes);
    return { failures: failures.length, checks: checked.filter((one) => one === bytes).length };
  };
  await allowUnsigned(baghdad, "damascus", true);
  assert.deepEqual(await ahead("2", async () => {}), { failures: 0, checks: 0 });
  const refuse = () => allowUnsigned(baghdad, "damascus", false);
  assert.deepEqual(await ahead("3", refuse), { failures: 1, checks: 1 });
  const allow = () => allowUnsigned(baghdad, "damascus", true);
  assert.deepEqual(await ahead("4", allow), { failures: 0, checks: 1 });
  assert.deepEqual(await ahead("5", rollKeyOfDamascus), { failures: 0, checks: 1 });
});

async function rollKeyOfDamascus(): Promise<void> {
  const { keys } = await rollKey(deskOf("damascus"), keyFiles(network.members["damascus"]!.dir));
  await eventually(() => deskOf("baghdad").partners.get("damascus")!.keys[0]!.kid === keys[0]!.kid);
}
