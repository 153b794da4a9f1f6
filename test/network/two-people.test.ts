import assert from "node:assert/strict";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { commands } from "../../src/commands/commands.ts";
import { proposeAgreement } from "../../src/desk/agreements.ts";
import { listBundles } from "../../src/desk/bundle-log.ts";
import { listWaiting } from "../../src/desk/list-waiting.ts";
import type { Waiting } from "../../src/desk/waiting.ts";
import { operator } from "../../src/desk/viewer.ts";
import type { ListedAgreement } from "../../src/http/ports/agreements.ts";
import { bilateral, eventually, link, signedIn, startNetwork, type Network } from "./network.ts";

/* Where a node asks for two people, what one person signs or proposes says nothing to anybody until another one confirms it. */

let network: Network;
type Person = Awaited<ReturnType<typeof signedIn>>;
let amal: Person;
let basim: Person;
let watch: Person;

const baghdad = () => network.members["baghdad"]!;
const stateAt = (member: string, id: string) =>
  network.members[member]!.node.desk.board.policy().agreements.find((one) => one.id === id);

before(async () => {
  network = await startNetwork(["baghdad", "damascus"], { links: [] });
  const member = baghdad();
  await member.stop();
  const file = join(member.dir, "config.json");
  const config = JSON.parse(await readFile(file, "utf8")) as object;
  await writeFile(file, JSON.stringify({ ...config, twoPeople: ["agreements", "bundles"] }));
  await member.start();
  await link(member, network.members["damascus"]!);
  amal = await signedIn(member, "liaison");
  basim = await signedIn(member, "admin");
  watch = await signedIn(member, "watch");
});
after(() => network.close());

async function waitingFor(person: Person): Promise<Waiting[]> {
  const { status, body } = await person("/api/waiting");
  assert.equal(status, 200);
  return (body as { waiting: Waiting[] }).waiting;
}

const sign = async (
  person: Person,
  { id, ...body }: { id: string; act?: string; version?: string },
) =>
  (await person(`/api/agreements/${id}/signature`, body)) as {
    status: number;
    body: ListedAgreement & { code?: string };
  };

/** Damascus proposes and signs it; Baghdad has it before it. */
async function proposedThere(changes: object = {}): Promise<string> {
  const liaison = await signedIn(network.members["damascus"]!, "liaison");
  const made = await liaison("/api/agreements", {
    ...bilateral(["baghdad", "damascus"]),
    ...changes,
  });
  const { id } = (made.body as ListedAgreement).form;
  const { modified } = made.body as ListedAgreement;
  assert.equal((await liaison(`/api/agreements/${id}/signature`, { act: "sign" })).status, 200);
  await eventually(() => stateAt("baghdad", id)?.version === Date.parse(modified));
  await eventually(() => stateAt("baghdad", id)?.signed.includes("damascus") ?? false);
  return id;
}

/** What Baghdad signed of it, as its store and its partner's have it. */
async function signaturesOf(id: string): Promise<number[]> {
  return Promise.all(
    [baghdad(), network.members["damascus"]!].map(async ({ node }) => {
      const all = await node.desk.store.ofKind("agreement-signature", 0, 1000);
      return all.filter(({ originator, body }) => originator === "baghdad" && body.includes(id))
        .length;
    }),
  );
}

test("a signature waits for another person, who confirms exactly what was signed", async () => {
  const id = await proposedThere();
  const { body: read } = await sign(amal, { id, act: "sign" });
  assert.deepEqual(read.signed, ["damascus"]);
  assert.match(read.toConfirm?.by ?? "", /^liaison /);
  assert.deepEqual(await signaturesOf(id), [0, 0]);
  const [waits] = await waitingFor(basim);
  assert.deepEqual(
    [waits!.kind, waits!.id, waits!.modified, waits!.by, waits!.version],
    ["signature", id, read.modified, read.toConfirm!.by, read.toConfirm!.version],
  );
  // Nobody confirms alone: not by confirming, not by signing twice.
  const decision = { kind: "signature", id, approve: true, version: waits!.version };
  const refused = await amal("/api/waiting", decision);
  assert.equal((refused.body as { code: string }).code, "second-person-needed");
  assert.deepEqual((await sign(amal, { id, act: "sign" })).body.signed, ["damascus"]);
  assert.equal((await watch("/api/waiting", decision)).status, 403);
  assert.deepEqual(await signaturesOf(id), [0, 0]);

  // It waits over a restart too.
  await baghdad().stop();
  await baghdad().start();
  assert.equal((await basim("/api/waiting", decision)).status, 200);
  assert.equal(stateAt("baghdad", id)?.state, "in-force");
  await eventually(async () => (await signaturesOf(id))[1] === 1);
  assert.deepEqual(await waitingFor(basim), []);
  assert.equal((await basim("/api/waiting", decision)).status, 404);
});

test("whoever signs the same version is the second person", async () => {
  const id = await proposedThere();
  await sign(amal, { id, act: "sign" });
  const { body } = await sign(basim, { id, act: "sign" });
  assert.equal(body.state, "in-force");
  assert.equal(body.toConfirm, null);
});

test("what withdraws something waits for nobody, and ends what waits", async () => {
  const id = await proposedThere();
  await sign(amal, { id, act: "sign" });
  await sign(basim, { id, act: "sign" });
  const suspended = await sign(amal, { id, act: "suspend" });
  assert.equal(suspended.body.state, "suspended");
  // To lift it takes two again, and who suspends meanwhile is not overruled by a signature of before.
  await sign(amal, { id, act: "sign" });
  assert.equal(stateAt("baghdad", id)?.state, "suspended");
  await sign(basim, { id, act: "suspend" });
  assert.deepEqual(await waitingFor(basim), []);
  assert.equal((await sign(basim, { id, act: "sign" })).body.state, "suspended");
  const ended = await amal(`/api/agreements/${id}/end`, {});
  assert.equal((ended.body as ListedAgreement).state, "ended");
  assert.equal(baghdad().node.desk.toConfirm.size, 0);
});

test("a newer version is signed anew: what was signed of the one before is not confirmed", async () => {
  const id = await proposedThere();
  const { body: read } = await sign(amal, { id, act: "sign" });
  const text = { ar: "نسخة أوسع", en: "A wider version" };
  await proposedThere({ id, purpose: text });
  assert.deepEqual(await waitingFor(basim), []);
  const decision = { kind: "signature", id, approve: true };
  const { version } = read.toConfirm!;
  const late = await basim("/api/waiting", { ...decision, version });
  assert.equal((late.body as { code: string }).code, "agreement-changed");
  const unread = await basim("/api/waiting", decision);
  assert.equal((unread.body as { code: string }).code, "fields-invalid");
  // The second person's own signature is the first one of this version.
  const { body } = await sign(basim, { id, act: "sign" });
  assert.equal(body.state, "proposed");
  assert.match(body.toConfirm!.by, /^admin /);
  assert.equal((await sign(amal, { id, act: "sign" })).body.state, "in-force");
});

test("the first person takes a signature back, the second refuses it with a reason", async () => {
  const id = await proposedThere();
  const { body: signed } = await sign(amal, { id, act: "sign" });
  const { version } = signed.toConfirm!;
  const no = { kind: "signature", id, approve: false, version };
  assert.equal((await amal("/api/waiting", no)).status, 200);
  assert.deepEqual(await waitingFor(basim), []);
  await sign(amal, { id, act: "sign" });
  const silent = await basim("/api/waiting", no);
  assert.equal((silent.body as { code: string }).code, "reason-missing");
  const reason = "القيد ناقص";
  assert.equal((await basim("/api/waiting", { ...no, reason })).status, 200);
  assert.deepEqual(await waitingFor(basim), []);
  const [told] = await waitingFor(amal);
  assert.equal(told!.refused!.reason, reason);
  assert.equal((await basim("/api/waiting", { ...no, approve: true })).status, 404);
  const { body } = await amal("/api/agreements");
  const shown = (body as { agreements: ListedAgreement[] }).agreements;
  const one = shown.find(({ form }) => form.id === id)!;
  assert.equal(one.toConfirm!.refused!.reason, reason);
  assert.deepEqual(await signaturesOf(id), [0, 0]);
  assert.equal((await amal("/api/waiting", no)).status, 200);
  assert.deepEqual(await waitingFor(amal), []);
});

test("a proposal leaves the node only by the word of two people, a version of it too", async () => {
  const form = bilateral(["baghdad", "damascus"]);
  const asked = await amal("/api/agreements", form);
  assert.equal(asked.status, 202);
  const { id } = asked.body as Waiting;
  const [waits] = await waitingFor(basim);
  assert.deepEqual([waits!.kind, waits!.id, waits!.form!.title], ["proposal", id, form.title]);
  assert.equal(stateAt("baghdad", id), undefined);
  const yes = { kind: "proposal", id, approve: true, version: waits!.version };
  assert.equal((await amal("/api/waiting", yes)).status, 409);
  assert.equal((await basim("/api/waiting", yes)).status, 200);
  await eventually(() => stateAt("damascus", id) !== undefined);
  assert.deepEqual(stateAt("baghdad", id)!.signed, []);

  const version = stateAt("baghdad", id)!.version;
  const wider = { ...form, id, purpose: { ar: "أوسع", en: "wider" } };
  assert.equal((await amal("/api/agreements", wider)).status, 202);
  assert.equal(stateAt("baghdad", id)!.version, version);
  const unread = await basim("/api/waiting", yes);
  assert.equal((unread.body as { code: string }).code, "agreement-changed");
  assert.equal(stateAt("baghdad", id)!.version, version);
  yes.version = (await waitingFor(basim))[0]!.version;
  assert.equal((await basim("/api/waiting", yes)).status, 200);
  assert.notEqual(stateAt("baghdad", id)!.version, version);
  assert.equal((await basim("/api/waiting", yes)).status, 404);

  // A version that came meanwhile ends what was proposed over the one before.
  assert.equal((await amal("/api/agreements", wider)).status, 202);
  await proposeAgreement(baghdad().node.desk, { ...wider, title: { ar: "آخر", en: "other" } });
  assert.deepEqual(await waitingFor(basim), []);
  assert.equal((await basim("/api/waiting", yes)).status, 404);
});

test("who runs commands at the node is one person there, whose signature another one confirms", async () => {
  const id = await proposedThere();
  const { node } = baghdad();
  for (let twice = 0; twice < 2; twice++) {
    const said = await commands["agreement-sign"]!(node, { id, by: "root" });
    assert.equal((said as { toConfirm: { by: string } }).toConfirm.by, "operator:root");
  }
  assert.equal((await sign(basim, { id, act: "sign" })).body.state, "in-force");
  const form = bilateral(["baghdad", "damascus"]);
  const proposed = (await commands["agreement-propose"]!(node, { form, by: "root" })) as {
    id: string;
    state: string;
  };
  assert.equal(proposed.state, "to-confirm");
  assert.equal(stateAt("baghdad", proposed.id), undefined);
  const list = (await commands["agreement-list"]!(node, {})) as ListedAgreement[];
  const waiting = list.filter((one) => one.form.id === proposed.id);
  assert.deepEqual(
    waiting.map((one) => [one.state, one.toConfirm!.by]),
    [["to-confirm", "operator:root"]],
  );
});

test("a bundle is written once two people want it, and only once", async () => {
  const { node, dir } = baghdad();
  const written = async () => (await listBundles(node.desk)).length;
  const ask = (person: Person, after?: number) =>
    person("/api/bundles", { partner: "damascus", ...(after !== undefined && { after }) });
  const waits = async (answer: ReturnType<typeof ask>) => {
    const { status, body } = await answer;
    assert.deepEqual([status, (body as { code: string }).code], [409, "bundle-waits"]);
  };
  for (let twice = 0; twice < 2; twice++) await waits(ask(amal));
  const bundles = async (person: Person) =>
    (await waitingFor(person)).filter(({ kind }) => kind === "bundle");
  const [waiting] = await bundles(basim);
  assert.deepEqual([waiting!.kind, waiting!.partner], ["bundle", "damascus"]);
  assert.equal(waiting!.after, null);
  const yes = { kind: "bundle", id: waiting!.id, approve: true, version: waiting!.version };
  assert.equal((await amal("/api/waiting", yes)).status, 409);
  assert.equal(await written(), 0);
  assert.equal((await basim("/api/waiting", yes)).status, 200);
  assert.deepEqual(await bundles(basim), []);
  assert.equal((await ask(amal)).status, 200);
  assert.equal(await written(), 1);

  // Whoever wants the same is the second person; another beginning is another bundle.
  await waits(ask(amal));
  await waits(ask(basim, 1));
  assert.equal((await bundles(amal))[0]!.after, "1970-01-01T00:00:00.000001Z");
  assert.equal((await amal("/api/waiting", yes)).status, 404);
  await waits(ask(amal));
  assert.equal((await ask(basim)).status, 200);
  const no = { ...yes, approve: false, reason: "لا حاجة" };
  await waits(ask(amal));
  assert.equal((await basim("/api/waiting", no)).status, 200);
  await waits(ask(amal));
  assert.equal((await amal("/api/waiting", no)).status, 200);
  assert.equal(await written(), 2);

  const file = join(dir, "for-damascus.tansiq");
  const command = { partner: "damascus", file, by: "root" };
  await assert.rejects(commands["bundle-write"]!(node, command), { code: "bundle-waits" });
  await assert.rejects(stat(file), { code: "ENOENT" });
  const { clock } = node.desk;
  const late = { ...node.desk, clock: () => clock() + 25 * 3600_000 };
  const { waiting: stale } = await listWaiting(late, operator("x"));
  assert.ok(stale.every(({ kind }) => kind === "proposal"));
  const [asked] = await bundles(amal);
  assert.equal((await amal("/api/waiting", { ...yes, id: asked!.id })).status, 200);
  await commands["bundle-write"]!(node, command);
  assert.ok((await stat(file)).size > 0);
});

test("a new version is written from the one that stands, or refused", async () => {
  const liaison = await signedIn(network.members["damascus"]!, "liaison");
  const form = bilateral(["baghdad", "damascus"]);
  const first = (await liaison("/api/agreements", form)).body as ListedAgreement;
  const next = { ...form, id: first.form.id, version: first.modified };
  assert.equal((await liaison("/api/agreements", next)).status, 201);
  const late = await liaison("/api/agreements", next);
  assert.deepEqual([late.status, (late.body as { code: string }).code], [409, "agreement-changed"]);
});
