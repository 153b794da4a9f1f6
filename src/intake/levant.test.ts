import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { AgreementForm } from "../domain/agreement.ts";
import { agreementObject, readAgreement } from "../domain/agreement-object.ts";
import { readGazetteer } from "./gazetteer.ts";
import { readHolders } from "./holders.ts";
import { readEvents } from "./scenario.ts";

const folder = new URL("../../scenarios/levant-2014-2015/", import.meta.url);
const text = (name: string) => readFileSync(new URL(name, folder), "utf8");
const gazetteer = readGazetteer(text("places.csv"));
const holders = readHolders(text("holders.csv"));
const events = readEvents(text("events.csv"), { gazetteer, holders });
const agreement = (name: string) => JSON.parse(text(`agreements/${name}.json`)) as AgreementForm;
const event = (id: string) => events.find((one) => one.id === id)!;

test("all three partners have written events, and enough of them", () => {
  assert.ok(events.length >= 60);
  const nodes = new Set(events.map(({ node }) => node));
  assert.deepEqual([...nodes].sort(), ["baghdad", "damascus", "washington"]);
  for (const { id, at, precision } of events)
    if (precision === "month" || precision === "year")
      assert.match(at, precision === "month" ? /-01T00:00:00/ : /-01-01T00:00:00/, id);
});

test("control of each settlement goes on from where it stood", () => {
  const last = new Map<string, string[]>();
  const changes = events.filter(({ control }) => control !== null);
  assert.ok(changes.length >= 30);
  for (const { id, place, control } of changes.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    const before = last.get(place!);
    const [from, to] = [control!.from, control!.to].map((holders) =>
      holders.map((holder) => holder.id).toSorted(),
    );
    if (before !== undefined) assert.deepEqual(from, before, id);
    last.set(place!, to!);
  }
});

test("statements that contradict each other are both there, each with its speaker", () => {
  const pairs = [
    ["moallem-danger-2015-05-27", "coordination-strong-article-2015-06"],
    ["supply-road-claim-pmf-2015-06", "supply-road-claim-coalition-2015-03-10"],
    ["zoubi-kobani-2014-10-22", "ypg-denial-2014-10"],
    ["moallem-informed-2014-09-23", "psaki-no-coordination-2014-09-23"],
    ["moallem-offer-2014-08-25", "moallem-offer-article-2014-09"],
    ["independent-2014-10", "kerry-london-2015-01-22"],
    ["carter-ramadi-2015-05-24", "abadi-ramadi-2015-05-25"],
  ];
  for (const id of pairs.flat()) {
    assert.ok(event(id)?.speaker, id);
    assert.ok(event(id).topics.includes("statement"), id);
  }
});

test("the claims that stay out stay out", () => {
  for (const { id, name, description, sourceNote } of events) {
    const all = [name.ar, name.en, description.ar, description.en, sourceNote].join("\n");
    assert.doesNotMatch(
      all,
      /صناعة غربية|صنيعة|تنظيم القاعدة|western creation|al-?qa.?[ei]da/i,
      id,
    );
    assert.doesNotMatch(
      all,
      /liberated|terrorists|\bfell\b|تحرير|سقوط|(?<![\p{L}\p{M}])سقطت/iu,
      id,
    );
  }
});

test("what is invented says so by itself", () => {
  for (const { id, name, description, sourceNote, topics } of events) {
    const invented = sourceNote.startsWith("Invented");
    assert.equal(/illustrative/i.test(name.en), invented, id);
    assert.equal(/توضيحي/.test(name.ar), invented, id);
    assert.equal(/illustrative/i.test(description.en), invented, id);
    if (topics.includes("force-position")) assert.ok(invented, id);
  }
});

test("the agreements are forms that can be proposed and read back", () => {
  for (const [name, proposer] of [
    ["charter", "washington"],
    ["bilateral-border", "baghdad"],
    ["bilateral-proposed", "damascus"],
  ] as const) {
    const form = agreement(name);
    const { form: read } = readAgreement(agreementObject(form, proposer, Date.UTC(2026, 0, 1)));
    assert.equal(read.id, form.id);
    assert.equal(read.grants.length, form.grants.length);
    assert.equal(read.redLines.length, form.redLines.length);
    for (const words of [form.title, form.purpose, ...form.redLines.map((line) => line.reason)]) {
      assert.match(words.ar, /\p{Script=Arabic}/u);
      assert.match(words.en, /[a-z]/);
    }
    assert.match(form.title.en + form.purpose.en, /demonstration/);
  }
});
