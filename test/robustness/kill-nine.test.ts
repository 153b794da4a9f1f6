import assert from "node:assert/strict";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { ChildProcess } from "node:child_process";
import type { ListedRecord } from "../../src/desk/list-records.ts";
import { openStore } from "../../src/store/sqlite/open.ts";
import type { Store, StoredRecord } from "../../src/store/port.ts";
import { roadCut } from "../network/drafts.ts";
import { agree, bilateral, startNetwork, type Member } from "../network/network.ts";
import { getFromApi, patiently, postToApi, speakingAs } from "./asking.ts";
import { seed, seeded } from "../seed.ts";
import { killNine, serveProcess } from "./command-line.ts";

/* Two real nodes, killed again and again while people write reports on both. The seed says when each dies. */

const kills = 30;

interface Victim {
  id: string;
  member: Member;
  who: Record<string, string>;
  child: ChildProcess;
  /** Ids of reports that it answered for with 201. */
  acknowledged: string[];
}

const healthy = ({ member }: Victim): Promise<void> =>
  patiently(`${member.id} is up`, async () => (await fetch(`${member.url}/health`)).ok);

function serving(member: Member): ChildProcess {
  return serveProcess(member.dir, { TANSIQ_LOG_LEVEL: "fatal" });
}

/** Only a process that ends by itself leaves Node's compile cache behind, without which each start takes seconds. */
async function warmedUp(victim: Victim): Promise<void> {
  victim.child = serving(victim.member);
  await healthy(victim);
  await stopped(victim.child);
}

async function stopped(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  assert.deepEqual(await gone, [0, null], "a clean stop");
}

/** Writes reports until it is told to stop; an answer that never came is nothing that one can rely on. */
async function writing(victim: Victim, over: AbortSignal): Promise<void> {
  const draft = JSON.stringify(roadCut());
  while (!over.aborted) {
    try {
      const { status, body } = await postToApi(victim.member, victim.who, "/api/reports", draft);
      assert.equal(status, 201);
      victim.acknowledged.push((body["record"] as { id: string }).id);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      await pause(50);
    }
    await pause(10);
  }
}

/** Kills it its share of times. The other dies meanwhile too, at moments of its own. */
async function killedAgainAndAgain(
  victim: Victim,
  victims: readonly Victim[],
  seed: number,
): Promise<void> {
  const random = seeded(seed + victims.indexOf(victim));
  for (let count = 0; count < kills / victims.length; count++) {
    // One in five dies while it is starting, the others in the midst of an exchange.
    if (random() < 0.8) for (const each of victims) await healthy(each);
    await pause(random() * 400);
    await killNine(victim.child);
    victim.child = serving(victim.member);
  }
}

/** Everything that its people see, page by page. */
async function seen({ member, who }: Victim): Promise<ListedRecord[]> {
  const records: ListedRecord[] = [];
  for (let cursor = ""; ;) {
    const { status, body } = await getFromApi(member, who, `/api/records?limit=500${cursor}`);
    assert.equal(status, 200);
    records.push(...(body["records"] as ListedRecord[]));
    if (body["next"] === null) return records;
    cursor = `&cursor=${encodeURIComponent(String(body["next"]))}`;
  }
}

test("thirty times kill -9 under a load of reports lose nothing acknowledged and do nothing twice", async (t) => {
  const network = await startNetwork(["baghdad", "damascus"]);
  t.after(() => network.close());
  const form = bilateral(["baghdad", "damascus"], {
    grants: [{ id: "all", upTo: "restricted" }],
  });
  await agree(network, form);
  const victims: Victim[] = [];
  for (const member of Object.values(network.members)) {
    const who = await speakingAs(member, "watch");
    victims.push({ id: member.id, member, who, child: null as never, acknowledged: [] });
  }
  for (const { member } of victims) await member.stop();
  await warmedUp(victims[0]!);
  for (const victim of victims) victim.child = serving(victim.member);
  t.after(async () => {
    for (const { child } of victims) await killNine(child);
  });
  try {
    for (const victim of victims) await healthy(victim);
    const over = new AbortController();
    const load = victims.flatMap((victim) => [1, 2].map(() => writing(victim, over.signal)));
    await Promise.all(victims.map((victim) => killedAgainAndAgain(victim, victims, seed)));
    for (const victim of victims) await healthy(victim);
    await pause(200);
    over.abort();
    await Promise.all(load);
    await assertWhole(victims);
  } catch (error) {
    throw new Error(`with TANSIQ_TEST_SEED=${seed}`, { cause: error });
  }
});

async function assertWhole(victims: Victim[]): Promise<void> {
  // One more from each: its receipt covers all that was offered before.
  for (const victim of victims) {
    const draft = JSON.stringify(roadCut());
    const { status, body } = await postToApi(victim.member, victim.who, "/api/reports", draft);
    assert.equal(status, 201);
    const { id } = body["record"] as { id: string };
    victim.acknowledged.push(id);
    await patiently(`the last report of ${victim.id} was received`, async () => {
      const answer = await getFromApi(victim.member, victim.who, `/api/records/${id}/release`);
      const [partner] = answer.body["partners"] as { state: string }[];
      return partner!.state === "received";
    });
  }
  const lists = [await seen(victims[0]!), await seen(victims[1]!)];
  const sizes = lists.map((list) => list.length);
  for (const [index, victim] of victims.entries()) {
    const ids = lists[index]!.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, `${victim.id} shows a record twice`);
    const { body } = await getFromApi(victim.member, victim.who, "/api/quarantine");
    assert.deepEqual(body["quarantine"], [], victim.id);
  }
  const wrote = victims.flatMap(({ acknowledged }) => acknowledged);
  assert.ok(wrote.length > kills, "there was a load");
  for (const list of lists) {
    const ids = new Set(list.map(({ id }) => id));
    const lost = wrote.filter((id) => !ids.has(id));
    assert.deepEqual(lost, [], `lost, of ${wrote.length} acknowledged`);
  }
  assert.deepEqual(lists[0]!.map(keyOf).sort(), lists[1]!.map(keyOf).sort());
  for (const { member, child } of victims) {
    await stopped(child);
    const store = await openStore(join(member.dir, "store"));
    try {
      await assertSound(store, member.id, sizes[0]!);
    } finally {
      await store.close();
    }
  }
}

function keyOf({ id, modified, originator }: ListedRecord): string {
  return `${id} ${modified} ${originator}`;
}

/** What lies on disk when all is over. */
async function assertSound(store: Store, self: string, shown: number): Promise<void> {
  const columns = await store.pictureColumns();
  assert.equal(columns.row.length, shown, "the picture that people saw is that of the store");
  const records: StoredRecord[] = [];
  for (let after = 0; ;) {
    const page = await store.scan(after, 1000);
    if (page.length === 0) break;
    records.push(...page);
    after = page.at(-1)!.row;
  }
  const own = records.filter(({ originator, label }) => originator === self && label !== null);
  const countOf = (kind: string) => own.filter((record) => record.kind === kind).length;
  const reports = countOf("incident");
  for (const kind of ["location", "relationship"]) {
    assert.equal(countOf(kind), reports, `no report without its ${kind}, and none alone`);
  }
  const classes = new Set((await store.classes()).map((row) => row.class));
  for (const { id, class: release, label } of records) {
    assert.ok(release === 0 || classes.has(release), `class ${release} of ${id} is known`);
    assert.ok(label === null || (await store.record(label)), `the label of ${id} is here`);
  }

  const partner = self === "baghdad" ? "damascus" : "baghdad";
  const { last, served, received } = await store.outboxState(partner);
  assert.ok(received <= served && served <= last, `${received} <= ${served} <= ${last}`);
  const offered = new Set<string>();
  let date = 0;
  for (let after = 0; ;) {
    const page = await store.outbox({ partner, afterSeq: after, versions: ["all"], limit: 1000 });
    for (const { id, modified, dateAdded, seq } of page.entries) {
      const key = `${id} ${modified}`;
      assert.ok(!offered.has(key), `${key} stands twice in the outbox`);
      assert.ok(dateAdded > date && seq > after, "ascending");
      offered.add(key);
      date = dateAdded;
      after = seq;
    }
    if (!page.more) break;
  }
  for (const { id, modified, kind } of own) {
    assert.ok(offered.has(`${id} ${modified}`), `${id} was offered`);
    const [offer] = await store.offersOf(id);
    if (kind === "incident") assert.equal(offer?.state, "received", id);
  }
}
