import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { roadCut } from "./drafts.ts";
import { agree, eventually, startNetwork, type Network } from "./network.ts";
import { charter, star } from "./star.ts";

/* Partners pass a record on to each other: each has it by several ways, and no way may hold itself up. */

const members = ["washington", "damascus", "amman"];
let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;

before(async () => {
  network = await startNetwork(["baghdad", ...members], {
    links: [...star("baghdad", members), ["damascus", "amman"]],
  });
  const grants = [{ id: "all", upTo: "restricted" as const, reshare: "any" as const }];
  await agree(network, charter(["baghdad", ...members], { grants }));
});
after(() => network.close());

/** Until each of the two has it from the other as well. */
async function goneRound(id: StixId): Promise<void> {
  for (const [at, by] of [
    ["damascus", "amman"],
    ["amman", "damascus"],
  ] as const) {
    const { store } = deskOf(at);
    const isHere = async () =>
      (await store.record(id))?.via === by || (await store.document("brought", `${id} ${by}`));
    await eventually(async () => Boolean(await isHere()));
  }
}

const [head, tail] = [Buffer.from('{"objects":['), Buffer.from("]}")];

const isShown = async (at: string, id: StixId) =>
  (await deskOf(at).store.record(id))?.withdrawn === null;

test("what its originator takes back goes from all who passed it round", async () => {
  const washington = deskOf("washington");
  const { record } = await submitReport(washington, roadCut({ reshare: "any" }));
  await goneRound(record.id);
  for (const at of members) assert.ok(await isShown(at, record.id));
  await recallRecord(washington, record.id, { reason: "Layla was named in it" });
  for (const at of ["baghdad", "damascus", "amman"]) {
    await eventually(async () => !(await isShown(at, record.id)));
  }
  // Its words were for those who had it from the originator.
  for (const at of ["damascus", "amman"]) {
    const notices = await deskOf(at).store.ofKind("recall-notice", 0, 1000);
    assert.ok(notices.length > 0);
    assert.deepEqual(
      notices.filter(({ body }) => body.includes("Layla")),
      [],
    );
  }
});

test("what is taken back from one goes from there too where another had passed it on first", async () => {
  const baghdad = deskOf("baghdad");
  // Neither sends to the other nor asks it; Amman sends to both.
  const apart = ["baghdad", "damascus"].map((id) => network.members[id]!.node);
  for (const { links } of apart) await links.stop();
  const { record } = await submitReport(baghdad, roadCut({ reshare: "any" }));
  const page = await readOutbox(baghdad, "amman", {
    addedAfter: 0,
    versions: ["all"],
    limit: 1000,
  });
  await acceptObjects(deskOf("amman"), "baghdad", Buffer.concat([head, page.body, tail]));
  await eventually(() => isShown("damascus", record.id));
  const offers = await baghdad.store.offersOf(record.id);
  assert.equal(offers.find(({ partner }) => partner === "damascus")?.state, "offered");
  await recallRecord(baghdad, record.id, { reason: "for Amman alone", from: ["damascus"] });
  for (const { links, desk, secrets } of apart) await links.start(desk, secrets);
  await eventually(async () => !(await isShown("damascus", record.id)));
  assert.ok(await isShown("amman", record.id));
});
