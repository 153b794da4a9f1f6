import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { isContentKind } from "../../src/domain/kinds.ts";
import { roadCut } from "./drafts.ts";
import { agree, eventually, startNetwork, type Network } from "./network.ts";
import { charter } from "./star.ts";

/* A charter of sixty is tightened while a member reads its outbox page by page. */

let network: Network;
let charterId = "";
const deskOf = (id: string) => network.members[id]!.node.desk;
const seats = Array.from({ length: 58 }, (_, n) => `member-${n}`);
const form = charter(["lead", "reader", ...seats], {
  coalition: { id: "sixty", lead: "lead", powers: [{ id: "p", topics: ["border"] }] },
  grants: [{ id: "all", backfillFrom: "2014-01-01T00:00:00Z" }],
});

before(async () => {
  network = await startNetwork(["lead", "reader"]);
  // Nothing is pushed, so that the pages below are the first to be read.
  await network.members["lead"]!.node.links.stop();
  await network.members["reader"]!.node.links.stop();
});
after(() => network.close());

/** Runs `act` once, when the bodies of the next page are about to be read: all of it was decided by then. */
function amidNextPage(act: () => Promise<unknown>): void {
  const { store } = deskOf("lead");
  const { bodies } = store;
  store.bodies = async (rows) => {
    store.bodies = bodies;
    await act();
    return bodies(rows);
  };
}

async function contentOf(token?: string) {
  const request = { limit: 4, ...(token !== undefined && { token }) };
  const page = await readOutbox(deskOf("lead"), "reader", request);
  const content = page.entries.filter(({ kind }) => isContentKind(kind)).map(({ id }) => id);
  const bodies = JSON.parse(`[${Buffer.from(page.body)}]`) as { type: string }[];
  assert.equal(bodies.filter(({ type }) => isContentKind(type)).length, content.length);
  return { ...page, content };
}
