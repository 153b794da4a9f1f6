import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { readManifest, readOutbox } from "../../src/desk/read-outbox.ts";
import { submitReports } from "../../src/desk/submit-report.ts";
import { roadCut } from "./drafts.ts";
import { openPair, type Pair, pull } from "./pair.ts";

/* Pages end by how long they are, and tell nothing by it of what does not leave. */

let pair: Pair;
const octets = 60_000;

before(async () => {
  pair = await openPair((bytes) => randomBytes(bytes));
  const drafts = Array.from({ length: 40 }, (_, n) =>
    roadCut({
      description: { en: "x".repeat((n * 7919) % 30_000) || "x", ar: "مقطوع" },
      // Every third is for nobody outside.
      classification: n % 3 === 0 ? "secret" : "restricted",
    }),
  );
  await submitReports(pair.baghdad, drafts);
});
after(() => pair.close());

test("each page is filled by what leaves, and the pages together are all of it in order", async () => {
  const request = { versions: ["all" as const], limit: 1000 };
  const all = await readManifest(pair.baghdad, "damascus", request);
  const sizes: number[][] = [];
  const ids: string[] = [];
  for (let token: string | undefined; ;) {
    const page = await readOutbox(pair.baghdad, "damascus", {
      ...{ ...request, octets, ...(token !== undefined && { token }) },
    });
    const bodies = JSON.parse(`[${Buffer.from(page.body)}]`) as { id: string }[];
    assert.deepEqual(
      bodies.map(({ id }) => id),
      page.entries.map(({ id }) => id),
    );
    assert.ok(page.body.length <= octets || bodies.length === 1);
    sizes.push(bodies.map((body) => Buffer.byteLength(JSON.stringify(body))));
    ids.push(...bodies.map(({ id }) => id));
    if (!page.more) break;
    token = page.next!;
  }
  assert.deepEqual(
    ids,
    all.entries.map(({ id }) => id),
  );
  assert.ok(sizes.length > 5);
  // A page never ends before the next object that leaves would have made it too long.
  sizes.slice(0, -1).forEach((page, index) => {
    const sum = page.reduce((sum, size) => sum + size + 1, -1);
    assert.ok(sum + 1 + sizes[index + 1]![0]! > octets);
  });
});

test("a partner that pulls in pages by octets has all of it", async () => {
  await pull(pair.baghdad, pair.damascus, 1000, octets);
  const { entries } = await readManifest(pair.baghdad, "damascus", { limit: 1000 });
  const heads = await pair.damascus.store.heads(entries.map(({ id }) => id));
  for (const { id, kind } of entries) if (kind !== "receipt") assert.ok(heads.has(id), id);
});

test("what is longer than a page goes alone", async () => {
  const { entries, more } = await readOutbox(pair.baghdad, "damascus", { limit: 1000, octets: 1 });
  assert.deepEqual([entries.length, more], [1, true]);
});
