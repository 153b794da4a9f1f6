import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { readManifest, readOutbox } from "../../src/desk/read-outbox.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { Batch, Store } from "../../src/store/port.ts";
import { seeded } from "../seed.ts";
import { roadCut } from "./drafts.ts";
import { bilateral } from "./network.ts";
import { openPair, type Pair, pull } from "./pair.ts";

/* What a partner sees of a node: answers that are true, and nothing of what is not for it. */

let pair: Pair;
const next = seeded(12);
before(async () => {
  pair = await openPair((bytes) => Uint8Array.from({ length: bytes }, () => next() * 256));
});
after(() => pair.close());

const all = { addedAfter: 0, versions: ["all" as const] };

test("a delivery is answered for once it is on disk, and not before", async () => {
  const { baghdad, damascus } = pair;
  const { record } = await submitReport(baghdad, roadCut());
  const page = await readOutbox(baghdad, "damascus", { ...all, limit: 1000 });
  const envelope = Buffer.from(`{"objects":[${Buffer.from(page.body).toString()}]}`);
  const store: { commit: Store["commit"] } = damascus.store;
  const commit = store.commit.bind(store);
  const disk = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  store.commit = async (batch: Batch, ...rest) => {
    if (batch.groups.flat().some((change) => change.do === "record")) {
      reached.resolve();
      await disk.promise;
    }
    return commit(batch, ...rest);
  };
  let answered = false;
  const answer = acceptObjects(damascus, "baghdad", envelope).then((status) => {
    answered = true;
    return status;
  });
  await reached.promise;
  await setTimeout(50);
  assert.equal(answered, false);
  disk.resolve();
  const { successes } = await answer;
  store.commit = commit;
  assert.ok(successes.some(({ id }) => id === record.id));
  assert.notEqual(await damascus.store.record(record.id), null);
});

test("what is plain is taken in by its row: its text is parsed where it is checked, and not once more", async (t) => {
  const { baghdad, damascus } = pair;
  const { record } = await submitReport(baghdad, roadCut());
  const read: string[] = [];
  const { checker } = damascus;
  const mutable = damascus as { checker: typeof checker };
  t.after(() => (mutable.checker = checker));
  mutable.checker = {
    ...checker,
    async check(bytes, context) {
      const { objects } = await checker.check(bytes, context);
      const watched = objects.map((one) => {
        if (!one.ok) return one;
        const { object, ...rest } = one;
        return {
          ...rest,
          get object() {
            read.push(object.type);
            return object;
          },
        };
      });
      return { objects: watched };
    },
  };
  await pull(baghdad, damascus);
  assert.notEqual(await damascus.store.record(record.id), null);
  assert.deepEqual(
    read.filter((type) => type === "incident" || type === "location"),
    [],
  );
});

test("who is listed for a record is told to nobody, not even to who is listed", async () => {
  const { baghdad } = pair;
  pair.clock.now += 1000;
  const since = pair.clock.now * 1000 - 1;
  const { record } = await submitReport(baghdad, roadCut({ releasableTo: ["damascus"] }));
  const asked = { addedAfter: since, versions: ["all" as const], limit: 1000 };
  const page = await readOutbox(baghdad, "damascus", asked);
  const text = Buffer.from(page.body).toString();
  assert.ok(text.includes(record.id));
  assert.equal(/damascus|دمشق/i.test(text), false);
});

test("nothing counts what may not leave: a page that is the last says so", async () => {
  const { baghdad } = pair;
  pair.clock.now += 1000;
  const { record } = await submitReport(baghdad, roadCut({ topics: ["humanitarian"] }));
  const reason = { ar: "للتجربة", en: "For a test" };
  const { form } = await proposeAgreement(baghdad, {
    ...bilateral(["baghdad", "damascus"], { grants: [] }),
    redLines: [{ id: "r1", by: "baghdad", to: ["damascus"], topics: ["humanitarian"], reason }],
  });
  // Before it in the outbox stands what goes; nothing behind it does.
  const kinds = ["incident", "report", "location", "relationship", "language-content"];
  const seen = async (limit: number) => readManifest(baghdad, "damascus", { ...all, kinds, limit });
  const before = await seen(1000);
  await signAgreement(baghdad, form.id, { act: "sign" });
  const { entries, more } = await seen(1000);
  assert.ok(entries.length > 0 && entries.length < before.entries.length);
  assert.ok(!entries.some(({ id }) => id === record.id));
  assert.equal(more, false);
  assert.equal((await seen(entries.length)).more, false);
  assert.equal((await seen(entries.length - 1)).more, true);
});
