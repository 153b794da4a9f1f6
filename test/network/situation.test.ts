import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ReleaseState } from "../../src/desk/explain-record.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type {
  ListedSituationReport,
  SituationHead,
} from "../../src/desk/watch/situation/keep-report.ts";
import type { RecordSources } from "../../src/desk/read-sources.ts";
import type { ReportDraft } from "../../src/domain/report-draft.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { roadCut } from "./drafts.ts";
import {
  agree,
  bilateral,
  eventually,
  type Member,
  type Network,
  signedIn,
  startNetwork,
} from "./network.ts";

/* A situation report tells of a period within a label, is edited, printed, and released like a record. */

let network: Network;
let baghdad: Member;
let damascus: Member;
type Ask = Awaited<ReturnType<typeof signedIn>>;
let full: Ask;
let low: Ask;
let reader: Ask;
let there: Ask;

const restricted = { upTo: "restricted", caveats: [] } as const;
const period = { from: "2015-03-10T06:00:00Z", until: "2015-03-11T12:00:00Z" };
const order = { lang: "en", classification: "restricted", ...period };

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  baghdad = network.members["baghdad"]!;
  damascus = network.members["damascus"]!;
  await agree(
    network,
    bilateral(["baghdad", "damascus"], {
      grants: [{ id: "roads", from: ["baghdad"], to: ["damascus"], topics: ["supply-route"] }],
    }),
  );
  full = await signedIn(baghdad, "watch");
  low = await signedIn(baghdad, "watch", restricted);
  reader = await signedIn(baghdad, "reader", restricted);
  there = await signedIn(damascus, "watch");
});
after(() => network.close());

async function does<T>(who: Ask, path: string, body: object | undefined, status: number) {
  const answer = await who(path, body);
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  return answer.body as T;
}
const make = (who: Ask, changes: object = {}) =>
  does<ListedSituationReport>(who, "/api/situation-reports", { ...order, ...changes }, 201);
const textOf = ({ sections }: ListedSituationReport, id: string) =>
  sections.find((section) => section.id === id)?.text ?? "";
const all = (report: ListedSituationReport) => JSON.stringify(report.sections);
const report = async (changes: Partial<ReportDraft> = {}) =>
  (await submitReport(baghdad.node.desk, roadCut(changes))).record.id;
const codeOf = (body: unknown) => (body as { code: string }).code;

test("it tells of the period with grade, source and time, within the label alone", async () => {
  const cut = await report({ sourceType: "official" });
  await report({ name: "zebra", lang: "en", classification: "secret" });
  await report({ name: "giraffe", lang: "en", caveats: ["eyes"] });
  await report({ name: "too early", lang: "en", at: "2015-03-10T05:59:59.000Z" });
  const control = await report({
    name: { en: "Control of Tikrit" },
    at: "2015-03-11T07:00:00.000Z",
    place: { en: "Tikrit", ar: "تكريت" },
    topics: ["control"],
    control: {
      from: [{ id: "daesh", name: { en: "Daesh", ar: "داعش" } }],
      to: [{ id: "iraq", name: { en: "Iraqi forces", ar: "القوات العراقية" } }],
      state: "held",
    },
  });
  const made = await make(full);
  assert.deepEqual(made.sources.toSorted(), [cut, control].sort());
  assert.equal(
    textOf(made, "events"),
    "- 110600ZMAR15 – Supply road cut in Anbar (grade B2, official, from baghdad, Restricted)",
  );
  assert.match(textOf(made, "control"), /^- 110700ZMAR15 – Tikrit: from Daesh to Iraqi forces/);
  assert.match(textOf(made, "summary"), /Period: 100600ZMAR15 to 111200ZMAR15[^]*Records: 2/);
  assert.match(textOf(made, "summary"), /By topic: Control of settlements 1, Supply routes 1/);
  assert.match(textOf(made, "unknown"), /Partners may hold more/);
  for (const word of ["zebra", "giraffe", "too early"]) assert.ok(!all(made).includes(word), word);
  assert.equal(all(await make(low)), all(made), "another person with less sees the same");
  assert.match(textOf(await make(full, { caveats: ["eyes"] }), "events"), /giraffe/);
  assert.match(textOf(await make(full, { classification: "secret" }), "events"), /zebra/);
  const arabic = await make(low, { lang: "ar" });
  assert.match(
    textOf(arabic, "events"),
    /قطع طريق الإمداد في الأنبار \(الدرجة B2، جهة رسمية، من جهة baghdad، محدود\)/,
  );
  assert.match(textOf(arabic, "control"), /تكريت: من داعش إلى القوات العراقية/);
  const above = await low("/api/situation-reports", { ...order, classification: "secret" });
  assert.equal(above.status, 403);
  assert.equal((await reader("/api/situation-reports", order)).status, 403);
  const backwards = { ...order, from: period.until, until: period.from };
  assert.equal((await full("/api/situation-reports", backwards)).status, 400);
});

test("who may not see what it was made from sees no sign of it; agreements are for those who may report", async () => {
  const secret = await make(full, { classification: "secret" });
  const listed = async (who: Ask) =>
    (
      await does<{ reports: SituationHead[] }>(
        who,
        "/api/situation-reports?limit=100",
        undefined,
        200,
      )
    ).reports;
  assert.ok((await listed(full)).some(({ id }) => id === secret.id));
  for (const who of [low, reader]) {
    assert.ok((await listed(who)).every(({ classification }) => classification === "restricted"));
    for (const path of ["", ".html", ".pdf"]) {
      assert.equal((await who(`/api/situation-reports/${secret.id}${path}`)).status, 404);
    }
    const saved = await who(`/api/situation-reports/${secret.id}`, {
      ...{ version: 1, title: "x", sections: [] },
    });
    assert.ok(saved.status === 404 || who === reader);
  }
  const made = await make(full, {
    until: new Date(Date.now() + 1000).toISOString(),
    from: new Date(Date.now() - 3600_000).toISOString(),
  });
  assert.match(textOf(made, "agreements"), /signed by damascus/);
  const read = await does<ListedSituationReport>(
    reader,
    `/api/situation-reports/${made.id}`,
    undefined,
    200,
  );
  assert.equal(textOf(read, "agreements"), "");
  assert.notEqual(textOf(read, "summary"), "");
});

test("each save is a version; of two people who save the same one, the second is told", async () => {
  const made = await make(full);
  const path = `/api/situation-reports/${made.id}`;
  const sections = [
    { id: "summary", heading: "Summary", text: "In my own words", released: true },
    { id: "agreements", heading: "Agreements", text: "none", released: true },
    { heading: "Outlook", text: "Quiet", released: true },
  ];
  const edit = { version: 1, title: "Morning report", sections };
  const saved = await does<ListedSituationReport>(full, path, edit, 200);
  assert.deepEqual([saved.version, saved.title], [2, "Morning report"]);
  assert.deepEqual(
    saved.sections.map(({ heading, released }) => [heading, released]),
    [
      ["Summary", true],
      ["Agreements", "never"],
      ["Outlook", true],
    ],
  );
  assert.deepEqual(saved.sources, made.sources, "it rests on what was struck out, too");
  const late = await full(path, edit);
  assert.deepEqual([late.status, codeOf(late.body)], [409, "situation-report-changed"]);
  const first = await does<ListedSituationReport>(full, `${path}?version=1`, undefined, 200);
  assert.equal(first.title, made.title);
  assert.equal((await full(`${path}?version=9`)).status, 404);
});

test("it is printed as a page and as PDF, marked and in its language", async () => {
  const text = { name: { ar: "قُطع <b>الطريق</b> (Route 12)" }, lang: "ar" } as const;
  await report({ ...text, description: "x", at: "2015-03-11T08:00:00.000Z" });
  const made = await make(low, { lang: "ar" });
  const { desk } = baghdad.node;
  const token = await tokenOf();
  const get = async (suffix: string) => {
    const answer = await fetch(`${baghdad.url}/api/situation-reports/${made.id}${suffix}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(answer.status, 200);
    return answer;
  };
  const page = await get(".html");
  assert.match(page.headers.get("content-type")!, /^text\/html/);
  assert.match(
    page.headers.get("content-security-policy")!,
    /^default-src 'none'; style-src 'sha256-/,
  );
  const html = await page.text();
  assert.match(html, /<html lang="ar" dir="rtl">/);
  assert.equal(html.split('class="mark').length - 1, 2);
  assert.match(html, /class="mark top">محدود</);
  assert.ok(html.includes("قُطع &lt;b&gt;الطريق&lt;/b&gt; (Route 12)"));
  assert.ok(!html.includes("<b>الطريق"));
  const pdf = Buffer.from(await (await get(".pdf")).arrayBuffer());
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  assert.match(pdf.toString("latin1"), /NotoSansArabic/);
  // Who read the report was given what it was made from.
  const readers = await desk.store.readersOf(made.sources[0]!);
  assert.ok(readers.some(({ how }) => how === "reported"));

  async function tokenOf(): Promise<string> {
    const { addPerson, signIn } = await import("../../src/desk/people.ts");
    const { password } = await addPerson(desk, {
      name: "printer",
      role: "watch",
      clearance: restricted,
    });
    return (await signIn(desk, "printer", password)).token;
  }
});

test("released, it is a record that rests on all it was made from, and goes only where that goes", async () => {
  const made = await make(low);
  const path = `/api/situation-reports/${made.id}`;
  assert.equal((await low(`${path}/release`, { version: 7 })).status, 409);
  const { record, audience, note } = await does<{
    record: StixObject;
    audience: string[];
    note: { ar: string } | null;
  }>(low, `${path}/release`, { version: 1 }, 201);
  // One of its sources is of a topic that no grant covers.
  assert.deepEqual(audience, []);
  assert.match(note!.ar, /لا يصل إلى أي جهة/);
  assert.deepEqual([record.type, record["name"]], ["report", made.title]);
  assert.deepEqual(record["object_refs"], [baghdad.node.desk.self.identity]);
  assert.match(String(record["description"]), /Supply road cut in Anbar/);
  assert.ok(!String(record["description"]).includes("Partners may hold more"));
  const rests = await does<RecordSources>(low, `/api/records/${record.id}/sources`, undefined, 200);
  assert.deepEqual(rests.sources.map(({ id }) => id).sort(), made.sources.toSorted());
  const done = await does<ListedSituationReport>(low, path, undefined, 200);
  assert.deepEqual([done.state, done.released?.id], ["released", record.id]);
  const again = await low(`${path}/release`, { version: 1 });
  assert.deepEqual([again.status, codeOf(again.body)], [409, "situation-report-released"]);
  const edit = { version: 1, title: "x", sections: [] };
  assert.equal(codeOf((await low(path, edit)).body), "situation-report-released");
});

test("made for a partner, it tells only of what may go there, and arrives there", async () => {
  const made = await make(full, { releasableTo: ["damascus"], classification: "secret" });
  assert.match(textOf(made, "events"), /Supply road cut/);
  assert.equal(textOf(made, "control"), "Nothing in this period.");
  const { record, audience } = await does<{ record: StixObject; audience: string[] }>(
    full,
    `/api/situation-reports/${made.id}/release`,
    { version: 1 },
    201,
  );
  assert.deepEqual(audience, ["damascus"]);
  await eventually(async () => (await there(`/api/records/${record.id}`)).status === 200);
  const stranger = await full("/api/situation-reports", { ...order, releasableTo: ["atlantis"] });
  assert.equal(codeOf(stranger.body), "partner-unknown");
});

test("a warning whose danger is over is told as over", async () => {
  const draft = {
    ...{ danger: "flood", headline: { ar: "موجة فيضان", en: "Flood wave" }, lang: "ar" },
    ...{ geometry: { type: "Point", coordinates: [41, 34] } },
    ...{ from: "2015-03-11T02:00:00Z" },
  };
  const { id } = await does<{ id: string }>(full, "/api/warnings", draft, 202);
  await does(low, `/api/warnings/${id}/decision`, { approve: true, over: false }, 200);
  assert.doesNotMatch(textOf(await make(full), "events"), /danger over/);
  await does(full, `/api/warnings/${id}/end`, {}, 202);
  await does(low, `/api/warnings/${id}/decision`, { approve: true, over: true }, 200);
  assert.match(textOf(await make(full), "events"), /Flood wave \(.*danger over \d{6}Z\w+\)/);
});

test("a period without records makes a plain report", async () => {
  const empty = { from: "2001-01-01T00:00:00Z", until: "2001-01-02T00:00:00Z" };
  const made = await make(low, empty);
  assert.deepEqual(made.sources, []);
  assert.match(textOf(made, "summary"), /No records in this period\.$/);
  const { record } = await does<{ record: StixObject }>(
    low,
    `/api/situation-reports/${made.id}/release`,
    { version: 1, topics: ["supply-route"] },
    201,
  );
  await eventually(async () => (await there(`/api/records/${record.id}`)).status === 200);
});

test("what came after the last report and happened before is told as late; what was taken back is told, and stops its release", async () => {
  const from = "2015-03-11T12:00:00Z";
  const until = "2015-03-12T12:00:00Z";
  const late = await report({ name: "ostrich", lang: "en" });
  const gone = await report({ name: "pelican", lang: "en", at: "2015-03-12T01:00:00.000Z" });
  const made = await make(full, { from, until });
  assert.deepEqual(made.sources, [late, gone]);
  assert.match(textOf(made, "events"), /ostrich \(.*arrived late\)\n.*pelican/);
  assert.match(textOf(made, "summary"), /Arrived late.*: 1/);
  assert.deepEqual((await make(full, { from, until })).sources, [gone], "it is late only once");
  const theirs = await theirRecord();
  await recallRecord(damascus.node.desk, theirs, { reason: "wrong" });
  await eventually(async () => (await full(`/api/records/${theirs}`)).status === 410);
  const now = Date.now();
  const today = await make(full, {
    ...{ from: new Date(now - 3600_000).toISOString(), until: new Date(now + 1000).toISOString() },
  });
  assert.match(textOf(today, "recalls"), /Taken back by damascus: Incident .*Reason: wrong/);
  const mine = await make(full, { from, until });
  await baghdad.node.desk.store.commit({
    priority: "interactive",
    groups: [
      [{ do: "withdraw", id: gone, throughModified: Date.now(), reason: "x", at: Date.now() }],
    ],
  });
  const read = await does<ListedSituationReport>(
    full,
    `/api/situation-reports/${mine.id}`,
    undefined,
    200,
  );
  assert.deepEqual(read.gone, [gone]);
  const stopped = await full(`/api/situation-reports/${mine.id}/release`, { version: 1 });
  assert.equal(codeOf(stopped.body), "situation-report-source-gone");
});

test("made for partners, it tells only of what can go to all of them in one report; who would get it is known before", async () => {
  const from = "2015-03-13T00:00:00Z";
  const until = "2015-03-14T00:00:00Z";
  const at = "2015-03-13T06:00:00.000Z";
  const border = { id: "border", from: ["baghdad"], to: ["damascus"], topics: ["border" as const] };
  await agree(network, bilateral(["baghdad", "damascus"], { grants: [border] }));
  const ours = await report({ name: "heron", lang: "en", at });
  // Each may go, but no grant covers a report of both topics.
  await report({ name: "stork", lang: "en", at, topics: ["border"] });
  await theirRecord({ name: "flamingo", lang: "en", at });
  const made = await make(full, { from, until, releasableTo: ["damascus"] });
  assert.deepEqual(made.sources, [ours]);
  const path = `/api/situation-reports/${made.id}`;
  const ahead = await does<{ partners: ReleaseState[] }>(full, `${path}/audience`, undefined, 200);
  assert.deepEqual(
    ahead.partners.map(({ partner, state }) => [partner, state]),
    [["damascus", "offered"]],
  );
  const { audience } = await does<{ audience: string[] }>(
    full,
    `${path}/release`,
    { version: 1 },
    201,
  );
  assert.deepEqual(audience, ["damascus"]);
  const everything = await make(full, { from, until });
  assert.match(textOf(everything, "events"), /flamingo/);
  const nobody = await does<{ partners: ReleaseState[] }>(
    full,
    `/api/situation-reports/${everything.id}/audience`,
    undefined,
    200,
  );
  assert.deepEqual(
    nobody.partners.map(({ partner, state }) => [partner, state]),
    [["damascus", "withheld"]],
  );
  assert.ok(nobody.partners[0]!.reasons.length > 0, "with the reason");
});

async function theirRecord(changes: Partial<ReportDraft> = {}): Promise<StixId> {
  const given = { id: "back", from: ["damascus"], to: ["baghdad"], upTo: "restricted" as const };
  await agree(network, bilateral(["damascus", "baghdad"], { grants: [given] }));
  const { record } = await submitReport(damascus.node.desk, roadCut(changes));
  await eventually(async () => (await full(`/api/records/${record.id}`)).status === 200);
  return record.id;
}
