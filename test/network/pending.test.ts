import assert from "node:assert/strict";
import { operator } from "../../src/desk/viewer.ts";
import { after, before, test } from "node:test";
import { controlRow } from "../../src/desk/control-row.ts";
import { listPartners } from "../../src/desk/list-partners.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { recallNotice } from "../../src/domain/recall-notice.ts";
import { roadCut } from "./drafts.ts";
import {
  agree,
  bilateral,
  eventually,
  startNetwork,
  type Member,
  type Network,
} from "./network.ts";

/* What the list of partners says of a link counts what was received, not what was tried. */

let network: Network;
let baghdad: Member;
let damascus: Member;

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  baghdad = network.members["baghdad"]!;
  damascus = network.members["damascus"]!;
  await agree(network, bilateral(["baghdad", "damascus"]));
});
after(() => network.close());

async function linkTo(partner: string) {
  const { desk, links } = baghdad.node;
  const listed = await listPartners(desk, operator("test"), links.reports);
  return listed.find(({ id }) => id === partner)!.link;
}

const isClear = async () => {
  const { pending, lagMs } = await linkTo("damascus");
  return pending === 0 && lagMs === 0;
};

test("a partner that is up ends with nothing pending, also where both sent only receipts last", async () => {
  await submitReport(baghdad.node.desk, roadCut());
  await eventually(isClear);
});

test("what was sent to a dead partner is pending until it has signed for it", async () => {
  await eventually(isClear);
  await damascus.stop();
  const { desk } = baghdad.node;
  await submitReport(desk, roadCut());
  await eventually(async () => {
    const { served, last } = await desk.store.outboxState("damascus");
    return served === last;
  });
  const { pending } = await linkTo("damascus");
  assert.ok(pending! > 0, "an attempt is no delivery");
  await eventually(async () => (await linkTo("damascus")).lagMs! > 0);
  await damascus.start();
  await eventually(isClear);
});

test("what a partner refused is received: it has it in quarantine", async () => {
  await eventually(isClear);
  const { desk } = baghdad.node;
  const object = "incident--00000000-0000-4000-8000-000000000001";
  const notice = recallNotice({ object, through: 1, reason: "x", at: desk.clock() }, "baghdad");
  const row = controlRow(desk, notice);
  const { id, modified } = row;
  const change = { do: "record", row: { ...row, body: row.body.replace('"x"', '"y"') } } as const;
  const offer = { partner: "damascus", id, modified, control: true };
  await desk.store.commit({ priority: "interactive", groups: [[change, { do: "offer", offer }]] });
  desk.offered(["damascus"]);
  await eventually(async () => (await damascus.node.desk.store.quarantineCount()) === 1);
  await eventually(isClear);
});
