import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { put } from "../../src/desk/documents.ts";
import type { AppError } from "../../src/errors.ts";
import type { ListedRecord } from "../../src/desk/list-records.ts";
import { openStore } from "../../src/store/sqlite/open.ts";
import { roadCut } from "../network/drafts.ts";
import {
  agree,
  bilateral,
  passingOn,
  startNetwork,
  type Member,
  type Network,
} from "../network/network.ts";
import {
  assertProblem,
  assertTaxiiError,
  composedBy,
  envelope,
  getFromApi,
  outboxOf,
  patiently,
  postToApi,
  postToInbox,
  signedBy,
  speakingAs,
} from "./asking.ts";

/*
 * A disk without space: SQLite's own answer, since Baghdad's file may not grow beyond a limit. Ballast fills
 * it up; without the ballast there is space again.
 */

let network: Network;
let baghdad: Member;
let damascus: Member;
let watch: Record<string, string>;

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"]);
  baghdad = network.members["baghdad"]!;
  damascus = network.members["damascus"]!;
  await agree(network, bilateral(["baghdad", "damascus"]));
  await agree(network, passingOn("damascus", "baghdad"));
  const grants = [{ id: "on", from: ["baghdad"], to: ["washington"], reshare: "any" as const }];
  await agree(network, bilateral(["baghdad", "washington"], { grants }));
  // Whatever comes to Baghdad's disk in the tests, comes from the tests.
  await network.members["washington"]!.stop();
  await damascus.node.links.stop();
  await baghdad.stop();
  const { size } = await stat(join(baghdad.dir, "store", "store.sqlite"));
  const maxPages = size / 4096 + 500;
  baghdad.openStore = (dir) => openStore(dir, { maxPages });
  await baghdad.start();
  watch = await speakingAs(baghdad, "watch");
});
after(() => network.close());

const report = (changes = {}) =>
  postToApi(baghdad, watch, "/api/reports", JSON.stringify(roadCut(changes)));
const store = () => baghdad.node.desk.store;

async function seen(): Promise<Map<string, ListedRecord>> {
  const { status, body } = await getFromApi(baghdad, watch, "/api/records?limit=500");
  assert.equal(status, 200);
  return new Map((body["records"] as ListedRecord[]).map((record) => [record.id, record]));
}

const ballast: string[] = [];

/** Fills the disk until not one more small thing finds a place. */
async function fill(leave = 0): Promise<void> {
  for (const size of [200_000, 20_000, 3_000]) {
    for (;;) {
      const key = `ballast ${ballast.length}`;
      const change = put("setting", key, randomBytes(size / 2).toString("hex"));
      try {
        await store().commit({ priority: "interactive", groups: [[change]] });
        ballast.push(key);
      } catch (error) {
        assert.equal((error as AppError).code, "store-full");
        break;
      }
    }
  }
  await free(leave);
}

/** Takes this many pieces of ballast out, the small ones last. */
async function free(pieces = ballast.length): Promise<void> {
  for (const key of ballast.splice(0, pieces)) {
    const change = { do: "remove", kind: "setting", key } as const;
    await store().commit({ priority: "interactive", groups: [[change]] });
  }
}

/** What people see is what lies on disk, also after a restart. */
async function assertSame(): Promise<void> {
  const live = await seen();
  const { desk } = baghdad.node;
  assert.equal((await store().pictureColumns()).row.length, desk.picture.size);
  const labels = new Set(desk.labels.keys());
  const before = await outboxOf(baghdad, "damascus");
  await baghdad.stop();
  await baghdad.start();
  assert.deepEqual(await seen(), live);
  const opened = baghdad.node.desk;
  for (const label of opened.labels.keys()) assert.ok(labels.has(label));
  for (const { label } of live.values()) assert.ok(label && opened.labels.has(label.id));
  assert.deepEqual(await outboxOf(baghdad, "damascus"), before);
}

test("a report on a full disk is refused with 507, and nothing of it is there", async () => {
  const { body } = await report({ topics: ["border"] });
  const first = (body["record"] as { id: string }).id;
  await fill();
  const before = await seen();
  const outbox = await outboxOf(baghdad, "damascus");
  let stored = 0;
  let answer = await report({ topics: ["humanitarian"] });
  // What space is left in pages that are in use may take some more.
  for (; answer.status === 201; stored++) answer = await report({ topics: ["humanitarian"] });
  assertProblem(answer, 507, "store-full");
  assertProblem(await report({ topics: ["humanitarian"], source: "somebody" }), 507, "store-full");
  assert.equal((await seen()).size, before.size + stored);
  assert.equal(baghdad.node.desk.picture.size, before.size + stored);
  const now = await outboxOf(baghdad, "damascus").catch(() => null);
  if (now && stored === 0) assert.deepEqual(now, outbox);

  // Reading goes on, and so does the rest of the node.
  assert.equal((await getFromApi(baghdad, watch, `/api/records/${first}`)).status, 200);
  assert.equal((await fetch(`${baghdad.url}/health`)).status, 200);

  await free();
  const again = await report({ topics: ["humanitarian"] });
  assert.equal(again.status, 201);
  const { id } = again.body["record"] as { id: string };
  assert.deepEqual([...(await seen()).keys()].includes(id), true);
  const holds = async () =>
    damascus.node.desk.store.record(id).then((record) => record !== null && !record.withdrawn);
  await patiently("it reaches the partner", holds);
  assert.equal(await damascus.node.desk.store.quarantineCount(), 0);
  await assertSame();
});

test("a delivery on a full disk is refused with 507 and taken when it comes again", async () => {
  await fill();
  const { main, objects } = composedBy(damascus, { topics: ["displacement"], reshare: "any" });
  const big = signedBy(damascus, { ...main, description: "long ".repeat(10_000) });
  const whole = envelope([...objects.filter(({ id }) => id !== main.id), big]);
  assertTaxiiError(await postToInbox(baghdad, "damascus", whole), 507, "store-full");
  const own = await report({ topics: ["air-activity"], description: "long ".repeat(2000) });
  assertProblem(own, 507, "store-full");
  assert.equal((await seen()).has(main.id), false);
  assert.equal((await getFromApi(baghdad, watch, `/api/records/${main.id}`)).status, 404);

  await free();
  // Neither label is on disk, theirs or ours: a record that bears one cannot come without it.
  for (const changes of [
    { topics: ["displacement"], reshare: "any" as const },
    { topics: ["air-activity"] },
  ]) {
    const alone = composedBy(damascus, changes);
    const only = alone.objects.filter(({ type }) => type === "location" || type === "incident");
    const bare = await postToInbox(baghdad, "damascus", envelope(only));
    assert.deepEqual([bare.status, bare.body["success_count"]], [202, 0]);
  }

  const answer = await postToInbox(baghdad, "damascus", whole);
  assert.deepEqual([answer.status, answer.body["failure_count"]], [202, 0]);
  assert.equal((await seen()).has(main.id), true);
  assert.ok((await outboxOf(baghdad, "washington")).some(({ id }) => id === main.id));
  await assertSame();
});

test("a bulk delivery that fills the disk half-way is whole after it came again", async () => {
  await fill(6);
  const label = composedBy(damascus, { topics: ["border"], reshare: "any" }).label;
  const all = Array.from(
    { length: 500 },
    () => composedBy(damascus, { topics: ["border"], reshare: "any" }).objects,
  );
  const objects = [label, ...all.flat().filter(({ type }) => type !== "marking-definition")];
  const incidents = objects.filter(({ type }) => type === "incident").map(({ id }) => id);
  const whole = envelope(objects);
  const before = (await seen()).size;
  assertTaxiiError(await postToInbox(baghdad, "damascus", whole), 507, "store-full");
  const half = (await store().pictureColumns()).row.length;
  assert.ok(half > before, "some of it was written before the disk was full");
  assert.equal(baghdad.node.desk.picture.size, half, "people see what is on disk");
  const classes = new Set((await store().classes()).map((row) => row.class));
  for (const record of await store().scan(0, 10_000)) {
    assert.ok(record.class === 0 || classes.has(record.class), `class of ${record.id}`);
  }

  await free();
  baghdad.openStore = openStore;
  await baghdad.stop();
  await baghdad.start();
  const answer = await postToInbox(baghdad, "damascus", whole);
  assert.deepEqual([answer.status, answer.body["failure_count"]], [202, 0]);
  for (const id of incidents) assert.ok(await store().record(id), id);
  assert.equal(baghdad.node.desk.picture.size, (await store().pictureColumns()).row.length);
  await assertSame();
});
