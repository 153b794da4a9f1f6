import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import type { ListedEntry } from "../../src/desk/watch/journal-entry.ts";
import { seesEvent } from "../../src/desk/sees-event.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { verifyJournal } from "../../src/desk/watch/verify-journal.ts";
import { fullClearance } from "../../src/domain/clearance.ts";
import { tansiq, tansiqHere } from "../robustness/command-line.ts";
import { roadCut } from "./drafts.ts";
import { type Member, type Network, signedIn, startNetwork } from "./network.ts";

/* The journal of the watch: by person, searchable, within the clearance, never changed. */

let network: Network;
let baghdad: Member;
type Ask = Awaited<ReturnType<typeof signedIn>>;
let low: Ask;
let full: Ask;
let reader: Ask;

const restricted = { upTo: "restricted", caveats: [] } as const;

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  baghdad = network.members["baghdad"]!;
  low = await signedIn(baghdad, "watch", restricted);
  full = await signedIn(baghdad, "watch");
  reader = await signedIn(baghdad, "reader");
});
after(() => network.close());

type Page = { entries: ListedEntry[]; next: string | null };
const page = async (ask: Ask, query = "") => {
  const { status, body } = await ask(`/api/journal${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body as Page;
};
const codeOf = (body: unknown) => (body as { code: string }).code;
const references = async (ask: Ask, query = "") =>
  (await page(ask, query)).entries.map(({ reference }) => reference);
async function write(ask: Ask, draft: object): Promise<ListedEntry> {
  const { status, body } = await ask("/api/journal", draft);
  assert.equal(status, 201, JSON.stringify(body));
  return body as ListedEntry;
}

test("an entry gets a number of its label's own, and is found in both languages, by person, partner and record", async () => {
  const { record } = await submitReport(baghdad.node.desk, roadCut());
  const first = await write(low, { text: "اتصلنا بنقطة الحدود، والطريق مقطوع في الأنبار." });
  assert.deepEqual([first.reference, first.kind], ["unclassified-1", "entry"]);
  assert.match(first.person!, /^watch /);
  const linked = await write(low, {
    text: { en: "Damascus confirms", ar: "تؤكد دمشق" },
    records: [record.id],
    partners: ["damascus"],
  });
  // Raised to what it links.
  assert.equal(linked.reference, "restricted-1");
  assert.deepEqual(await references(reader), ["restricted-1", "unclassified-1"]);
  assert.deepEqual(await references(low, "?q=بالانبار"), ["unclassified-1"]);
  assert.deepEqual(await references(low, "?q=CONFIRM"), ["restricted-1"]);
  assert.deepEqual(await references(low, `?record=${record.id}`), ["restricted-1"]);
  assert.deepEqual(await references(low, "?partner=damascus"), ["restricted-1"]);
  const by = encodeURIComponent(first.person!.toUpperCase());
  assert.deepEqual(await references(low, `?person=${by}`), ["restricted-1", "unclassified-1"]);
  assert.deepEqual(await references(low, "?kind=system"), []);
  assert.deepEqual(await references(low, "?q=..."), []);
  const one = await page(low, "?limit=1");
  assert.deepEqual([one.entries[0]!.reference, one.next], ["restricted-1", "restricted-1"]);
  assert.deepEqual(await references(low, `?limit=1&before=${one.next}`), ["unclassified-1"]);
  assert.deepEqual(await references(low, `?from=${linked.at}&to=2100-01-01T00:00:00Z`), [
    "restricted-1",
  ]);
});

test("a person sees entries within the clearance, and no sign of others", async () => {
  const { record } = await submitReport(
    baghdad.node.desk,
    roadCut({ classification: "secret", caveats: ["eyes"] }),
  );
  const events: Promise<boolean>[] = [];
  const lowViewer = { name: "x", clearance: restricted };
  const end = baghdad.node.desk.events.on((event) => {
    if (event.type === "journal") events.push(seesEvent(baghdad.node.desk, lowViewer, event));
  });
  const before = await page(low);
  const hidden = await write(full, { text: "zebra", records: [record.id] });
  assert.equal(hidden.reference, "secret,eyes-1");
  const caveat = await write(full, { text: "zebra", caveats: ["fleet"] });
  assert.equal(caveat.reference, "unclassified,fleet-1");
  const seen = await write(full, { text: "giraffe" });
  end();
  assert.equal(seen.reference, "unclassified-2");
  assert.deepEqual(await Promise.all(events), [false, false, true]);
  assert.deepEqual(await references(low), [
    "unclassified-2",
    ...before.entries.map(({ reference }) => reference),
  ]);
  assert.deepEqual(await references(low, "?q=zebra"), []);
  assert.deepEqual(await references(full, "?q=zebra"), [caveat.reference, hidden.reference]);
  assert.deepEqual(await references(low, `?record=${record.id}`), []);
  // Neither a cursor nor a correction tells whether there is one.
  for (const reference of [hidden.reference, "secret-9"]) {
    const { status } = await low(`/api/journal?before=${reference}`);
    assert.equal(status, 400);
    const correction = await low("/api/journal", { corrects: reference, text: "x" });
    assert.equal(correction.status, 404);
  }
  const above = await low("/api/journal", { text: "x", classification: "secret" });
  assert.equal(above.status, 403);
  const unseen = await low("/api/journal", { text: "x", records: [record.id] });
  assert.equal(unseen.status, 404);
  assert.equal((await reader("/api/journal", { text: "x" })).status, 403);
});

test("an entry is not changed: a correction stands beside it, seen by the same people", async () => {
  const { record } = await submitReport(baghdad.node.desk, roadCut());
  const wrong = await write(low, { text: "الجسر مفتوح", records: [record.id] });
  const right = await write(full, { corrects: wrong.reference, text: "الجسر مغلق" });
  assert.deepEqual(
    [right.kind, right.corrects, right.classification, right.records],
    ["correction", wrong.reference, wrong.classification, [record.id]],
  );
  const [corrected] = (await page(low, "?q=مفتوح")).entries;
  assert.deepEqual(corrected, { ...wrong, correctedBy: [right.reference] });
  const both = await low("/api/journal", { corrects: wrong.reference, text: "x", records: [] });
  assert.equal(both.status, 400);
  for (const text of ["", "  ", "\u0000", { ar: "" }]) {
    assert.equal((await low("/api/journal", { text })).status, 400, JSON.stringify(text));
  }
  const partner = await low("/api/journal", { text: "x", partners: ["atlantis"] });
  assert.deepEqual([partner.status, codeOf(partner.body)], [400, "partner-unknown"]);
});

test("whatever is changed on disk is found, and the file itself refuses it", async () => {
  const { entries, head, broken } = await verifyJournal(baghdad.node.desk.store);
  assert.equal(broken, null);
  assert.ok(entries >= 6 && head !== null);
  const verified = await tansiqHere(["journal", "verify", "--data", baghdad.dir]);
  assert.deepEqual(JSON.parse(verified.stdout), { entries, head });
  const shown = await tansiqHere(["journal", "show", "--search", "zebra", "--data", baghdad.dir]);
  assert.equal((JSON.parse(shown.stdout) as ListedEntry[]).length, 2);
  await baghdad.stop();
  const file = join(baghdad.dir, "store", "store.sqlite");
  const tampered = async (sql: string): Promise<number | null> => {
    const db = new DatabaseSync(file);
    for (const refused of ["UPDATE journal SET at = 1", "DELETE FROM journal"]) {
      assert.throws(() => db.exec(refused), /only ever added to/);
    }
    const triggers = db
      .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      .all() as { name: string; sql: string }[];
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    db.exec("CREATE TABLE kept AS SELECT * FROM journal");
    db.exec(sql);
    db.close();
    await baghdad.start();
    const { broken } = await verifyJournal(baghdad.node.desk.store);
    if (broken !== null) {
      const told = await tansiqHere(["journal", "verify", "--data", baghdad.dir]);
      assert.equal(told.code, 1);
      assert.match(told.stderr, /^journal-broken/);
    }
    await baghdad.stop();
    const again = new DatabaseSync(file);
    again.exec("DELETE FROM journal; INSERT INTO journal SELECT * FROM kept; DROP TABLE kept");
    for (const { sql: made } of triggers) again.exec(made);
    again.close();
    return broken;
  };
  const change = "UPDATE journal SET text = replace(text, 'zebra', 'horse') WHERE line = 3";
  assert.equal(await tampered(change), 3);
  assert.equal(await tampered("DELETE FROM journal WHERE line = 2"), 2);
  assert.equal(await tampered("UPDATE journal SET at = at + 1 WHERE line = 4"), 4);
  assert.equal(await tampered("UPDATE journal SET number = 9 WHERE line = 4"), 4);
  assert.equal(await tampered("SELECT 1"), null);
  await baghdad.start();
});

test("a restore keeps what was written after the backup, and says in the journal what may be missing", async () => {
  const backup = join(baghdad.dir, "journal.sqlite");
  assert.equal((await tansiq(["backup", backup, "--data", baghdad.dir])).code, 0);
  const later = await write(full, { text: "written after the backup" });
  const all = await page(full, "?limit=200");
  await baghdad.stop();
  const restored = await tansiq(["restore", backup, "--data", baghdad.dir]);
  assert.equal(restored.code, 0, restored.stderr);
  const { journal } = JSON.parse(restored.stdout) as { journal: object };
  assert.deepEqual(journal, { entries: 1, whole: true });
  await baghdad.start();
  full = await signedIn(baghdad, "watch");
  const now = await page(full, "?limit=200");
  assert.equal(now.entries[0]!.kind, "system");
  assert.match(now.entries[0]!.text.en!, /is here as it was written/);
  assert.deepEqual(now.entries.slice(1), all.entries);
  assert.equal(now.entries[1]!.reference, later.reference);
  assert.equal((await verifyJournal(baghdad.node.desk.store)).broken, null);

  // A line was changed meanwhile: what follows from it is not taken over, and that is told.
  await write(full, { text: "changed later" });
  await baghdad.stop();
  const db = new DatabaseSync(join(baghdad.dir, "store", "store.sqlite"));
  db.exec("DROP TRIGGER journal_unchanged");
  db.exec("UPDATE journal SET text = replace(text, 'changed', 'altered')");
  db.close();
  const again = await tansiq(["restore", backup, "--data", baghdad.dir]);
  const told = JSON.parse(again.stdout) as { journal: object };
  assert.deepEqual(told.journal, { entries: 2, whole: false });
  await baghdad.start();
  full = await signedIn(baghdad, "watch", fullClearance);
  const [last] = (await page(full, "?limit=1")).entries;
  assert.match(last!.text.en!, /may be missing/);
  assert.equal((await verifyJournal(baghdad.node.desk.store)).broken, null);
});
