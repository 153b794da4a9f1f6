import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { isContentKind } from "../../src/domain/kinds.ts";
import { roadCut } from "./drafts.ts";
import { eventually, startNetwork, type Network } from "./network.ts";
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
  const { form: proposed } = await proposeAgreement(deskOf("lead"), form);
  charterId = proposed.id;
  await signAgreement(deskOf("lead"), charterId, { act: "sign" });
  const knows = (id: string, words: number) => () =>
    deskOf(id).board.input().signatures.length === words;
  await eventually(knows("reader", 1));
  await signAgreement(deskOf("reader"), charterId, { act: "sign" });
  await eventually(knows("lead", 2));
  // From here on pages are read by the test alone.
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

test("a red line that the lead draws amid a page holds for this page", async () => {
  const ids: string[] = [];
  for (let index = 0; index < 8; index++) {
    const topics = [index % 2 === 0 ? ("border" as const) : ("supply-route" as const)];
    ids.push((await submitReport(deskOf("lead"), roadCut({ topics }))).record.id);
  }
  const border = ids.filter((_, index) => index % 2 === 0);
  const seen: string[] = [];
  let tightened = false;
  for (let token: string | undefined; ;) {
    if (!tightened && seen.length > 0) {
      amidNextPage(async () => {
        const reason = { ar: "خط أحمر للتجربة", en: "A red line for a test" };
        const redLines = [{ id: "r", by: "lead", topics: ["border"], reason }];
        await proposeAgreement(deskOf("lead"), { ...form, id: charterId, redLines });
        await signAgreement(deskOf("lead"), charterId, { act: "sign" });
        tightened = true;
      });
    }
    const already = seen.length;
    const page = await contentOf(token);
    seen.push(...page.content);
    if (tightened) assert.ok(!seen.slice(already).some((id) => border.includes(id)));
    if (!page.more || page.next === null) break;
    token = page.next;
  }
  assert.ok(tightened);
  assert.ok(
    seen.some((id) => border.includes(id)),
    "the pages before held some",
  );
  assert.ok(seen.length < ids.length);
});

test("what is ended amid a page leaves nothing in it", async () => {
  const topics = ["humanitarian"] as const;
  const { record, audience } = await submitReport(deskOf("lead"), roadCut({ topics }));
  assert.ok(audience.length <= 1);
  amidNextPage(() => signAgreement(deskOf("lead"), charterId, { act: "end" }));
  const { content } = await contentOf();
  assert.ok(!content.includes(record.id));
  assert.deepEqual(content, []);
});
