import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ListedWarning } from "../../src/desk/warnings/list-warnings.ts";
import type { ReleaseState } from "../../src/desk/explain-record.ts";
import { askWarning, decideWarning, warningNote } from "../../src/desk/warnings/ask-warning.ts";
import type { Waiting } from "../../src/desk/waiting.ts";
import { stixTime } from "../../src/domain/time.ts";
import type { WarningDraft } from "../../src/domain/warning.ts";
import type { AgreementForm } from "../../src/domain/agreement.ts";
import { agree, eventually, signedIn, startNetwork, type Network } from "./network.ts";

/*
 * Three members of one charter without any grant; a red line of Washington keeps everything of Baghdad from Damascus. Amman
 * has a charter with Baghdad of its own, without a duty to warn.
 */

let network: Network;
type Call = Awaited<ReturnType<typeof signedIn>>;
const first: Record<string, Call> = {};
const second: Record<string, Call> = {};
const text = { ar: "ميثاق تجربة", en: "A charter for a test" };
const reason = { ar: "للتجربة", en: "For a test" };

function charter(lead: string, parties: string[], more: Partial<AgreementForm> = {}) {
  return {
    ...{ title: text, purpose: text, from: "2014-01-01T00:00:00.000Z", until: null, grants: [] },
    coalition: { id: `of-${lead}`, lead, powers: [{ id: "p", to: ["damascus"] }] },
    ...{ parties, redLines: [], ...more },
  };
}

before(async () => {
  network = await startNetwork(["washington", "baghdad", "damascus", "amman"]);
  const { coalition, ...rest } = charter("washington", ["washington", "baghdad", "damascus"], {
    redLines: [{ id: "r1", by: "washington", to: ["damascus"], reason }],
  });
  await agree(network, { ...rest, coalition: { ...coalition!, dutyToWarn: true } });
  await agree(network, charter("baghdad", ["baghdad", "amman"]));
  for (const [id, member] of Object.entries(network.members)) {
    first[id] = await signedIn(member, "watch");
    second[id] = await signedIn(member, "liaison");
  }
});
after(() => network.close());

const draft = (changes: object = {}) => ({
  danger: "flood",
  headline: { ar: "موجة فيضان", en: "Flood wave" },
  instructions: { ar: "ابتعدوا عن النهر", en: "Keep away from the river" },
  lang: "ar",
  geometry: { type: "Point", coordinates: [41.02, 34.37] },
  from: new Date().toISOString(),
  ...changes,
});

async function waitingFor(who: Call): Promise<Waiting[]> {
  return ((await who("/api/waiting")).body as { waiting: Waiting[] }).waiting;
}

async function warned(): Promise<{ id: string; audience: string[] }> {
  const asked = await first["baghdad"]!("/api/warnings", draft());
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  const { id } = asked.body as { id: string };
  const told: string[] = [];
  const end = network.members["baghdad"]!.node.desk.events.on(({ type }) => told.push(type));
  const decided = await second["baghdad"]!(`/api/warnings/${id}/decision`, {
    approve: true,
    over: false,
  });
  end();
  assert.equal(decided.status, 200, JSON.stringify(decided.body));
  assert.ok(told.includes("waiting"), "what waits is less by it");
  return { id, audience: (decided.body as { audience: string[] }).audience };
}

async function listedAt(at: string): Promise<ListedWarning[]> {
  const { body } = await first[at]!("/api/warnings");
  return (body as { warnings: ListedWarning[] }).warnings;
}

test("with the duty in the charter a warning crosses the red line in both languages; nothing else does", async () => {
  const { id, audience } = await warned();
  assert.deepEqual(audience.toSorted(), ["damascus", "washington"]);
  await eventually(async () => (await listedAt("damascus")).some((one) => one.id === id));
  const [warning] = await listedAt("damascus");
  assert.deepEqual(warning!.headline, { ar: "موجة فيضان", en: "Flood wave" });
  assert.ok(warning!.active);
  assert.deepEqual(await listedAt("amman"), []);
  const { body } = await first["baghdad"]!(`/api/records/${id}/release`);
  const { partners } = body as { partners: ReleaseState[] };
  const to = (partner: string) => partners.find((one) => one.partner === partner)!;
  assert.match(to("damascus").decidedBy.join(), /duty-to-warn/);
  assert.ok(!to("amman").released);
  const report = await first["baghdad"]!("/api/reports", {
    kind: "incident",
    name: { ar: "موجة فيضان" },
    at: new Date(Date.now() - 1000).toISOString(),
    position: [41.02, 34.37],
    topics: ["civil-protection"],
    classification: "unclassified",
  });
  assert.deepEqual((report.body as { audience: string[] }).audience, []);
  const theirs = await first["damascus"]!(`/api/warnings/${id}/end`, {});
  assert.equal((theirs.body as { code: string }).code, "warning-not-own");
  // Who goes back too early is in danger too: over it is once two people say so.
  const over = await second["baghdad"]!(`/api/warnings/${id}/end`, {});
  assert.equal(over.status, 202);
  const decided = async (who: Call, approve: boolean, over = true) =>
    ((await who(`/api/warnings/${id}/decision`, { approve, over })).body as { code?: string }).code;
  // Who read the warning did not read that it is over.
  assert.equal(await decided(first["baghdad"]!, true, false), "waiting-gone");
  assert.equal(await decided(second["baghdad"]!, true), "second-person-needed");
  assert.ok((await listedAt("baghdad")).find((one) => one.id === id)!.active);
  assert.equal(await decided(first["baghdad"]!, true), undefined);
  await eventually(async () => !(await listedAt("damascus")).find((one) => one.id === id)!.active);
});

test("no one person makes a warning vanish, and none goes out whose time has passed", async () => {
  const { id } = await warned();
  await eventually(async () => (await listedAt("damascus")).some((one) => one.id === id));
  const order = { reason: "mistaken" };
  for (const body of [order, { ...order, from: ["damascus"] }]) {
    const recalled = await second["baghdad"]!(`/api/records/${id}/recall`, body);
    assert.equal((recalled.body as { code: string }).code, "warning-not-recalled");
  }
  const { desk } = network.members["baghdad"]!.node;
  assert.equal(desk.recalled.has(id as `warning--${string}`), false);
  const soon = new Date(Date.now() + 1000).toISOString();
  const brief = draft({ from: new Date(Date.now() - 60_000).toISOString(), until: soon });
  const asked = await first["baghdad"]!("/api/warnings", brief);
  const { id: late } = asked.body as { id: `warning--${string}` };
  const then = { ...desk, clock: () => Date.now() + 2000 };
  const decide = (approve: boolean) =>
    decideWarning(then, "Basim", late, { approve, over: false, reason: "too late" });
  await assert.rejects(decide(true), { code: "warning-late" });
  assert.ok(!(await listedAt("baghdad")).some((one) => one.id === late));
  await assert.rejects(askWarning(then, "Amal", brief as WarningDraft), { code: "draft-invalid" });
  assert.deepEqual(await decide(false), { audience: null });
  const back = { approve: false, over: false };
  assert.equal((await first["baghdad"]!(`/api/warnings/${late}/decision`, back)).status, 200);
});

test("one person alone warns nobody; the first may take it back, the second may refuse it", async () => {
  const before = (await listedAt("baghdad")).length;
  const ask = async () => {
    const { body } = await first["baghdad"]!("/api/warnings", draft());
    return (body as { id: string }).id;
  };
  const decide = (who: Call, id: string, approve: boolean, reason?: string) =>
    who(`/api/warnings/${id}/decision`, { approve, over: false, ...(reason && { reason }) });
  const alone = await ask();
  const refused = await decide(first["baghdad"]!, alone, true);
  assert.equal((refused.body as { code: string }).code, "second-person-needed");
  const [waits] = await waitingFor(second["baghdad"]!);
  assert.deepEqual([waits!.kind, waits!.id], ["warning", alone]);
  assert.deepEqual(waits!.warning!.headline, draft().headline);
  // Another officer of the watch may be the second person too; what it may not decide on is not listed.
  assert.equal((await waitingFor(first["baghdad"]!)).length, 1);
  assert.equal((await decide(first["baghdad"]!, alone, false)).status, 200);
  const gone = await decide(second["baghdad"]!, alone, true);
  assert.equal((gone.body as { code: string }).code, "waiting-gone");
  const other = await ask();
  const silent = await decide(second["baghdad"]!, other, false);
  assert.equal((silent.body as { code: string }).code, "reason-missing");
  assert.equal((await decide(second["baghdad"]!, other, false, "it is dry")).status, 200);
  assert.deepEqual(await waitingFor(second["baghdad"]!), []);
  const [told] = await waitingFor(first["baghdad"]!);
  assert.equal(told!.refused!.reason, "it is dry");
  const late = await decide(second["baghdad"]!, other, true);
  assert.equal((late.body as { code: string }).code, "waiting-gone");
  assert.equal((await decide(first["baghdad"]!, other, false)).status, 200);
  assert.deepEqual(await waitingFor(first["baghdad"]!), []);
  assert.equal((await listedAt("baghdad")).length, before);
});

test("bad warnings get a clear answer", async () => {
  const note = async (from: number) => {
    const asked = await first["baghdad"]!("/api/warnings", draft({ from: stixTime(from) }));
    return (asked.body as { note: { en: string } | null }).note;
  };
  assert.equal(await note(Date.now() - 6 * 86_400_000), null);
  assert.match((await note(Date.now() - 8 * 86_400_000))!.en, /began more than seven days ago/);
  const { desk } = network.members["baghdad"]!.node;
  assert.equal(warningNote({ ...desk, mode: "demonstration" }, draft() as WarningDraft), null);
  for (const [changes, code] of [
    [{ headline: { ar: "x".repeat(1001) } }, "fields-invalid"],
    [{ lang: undefined }, "draft-invalid"],
    [{ until: "2015-03-11T00:00:00Z" }, "draft-invalid"],
    [{ from: new Date(Date.now() + 2 * 86_400_000).toISOString() }, "draft-invalid"],
    [{ danger: "target" }, "fields-invalid"],
    [{ object_refs: ["incident--00000000-0000-4000-8000-000000000000"] }, "fields-invalid"],
  ] as const) {
    const { body } = await first["baghdad"]!("/api/warnings", draft(changes));
    assert.equal((body as { code: string }).code, code, JSON.stringify(changes).slice(0, 80));
  }
});
