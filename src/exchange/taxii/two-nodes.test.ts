import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";

import Fastify from "fastify";
import pino from "pino";

import { acceptObjects } from "../../desk/accept-records.ts";
import { checkAhead } from "../../desk/check-ahead.ts";
import { inlineChecker } from "../../desk/check/checker.ts";
import { recordRow } from "../../desk/check/record-row.ts";
import {
  baghdad,
  baghdadSigner,
  composedReport,
  damascus,
  damascusSigner,
  roadCut,
  sampleNow,
  signed,
} from "../../desk/check/samples.ts";
import type { Desk } from "../../desk/desk.ts";
import { put } from "../../desk/documents.ts";
import { openDesk } from "../../desk/open-desk.ts";
import { partnerLogin } from "../../desk/partners.ts";
import { readManifest, readOutbox } from "../../desk/read-outbox.ts";
import { readStatus } from "../../desk/read-status.ts";
import { labelMarking } from "../../domain/label-marking.ts";
import { partnerIdentity } from "../../domain/partner-identity.ts";
import type { Partner } from "../../domain/partner.ts";
import { labelOfDraft } from "../../domain/report-draft.ts";
import type { StixObject } from "../../domain/stix.ts";
import { canonical } from "../../proof/canonical.ts";
import { type Signer, signObject } from "../../proof/signature.ts";
import type { Change } from "../../store/port.ts";
import { openStore } from "../../store/sqlite/open.ts";
import { systemTimers } from "../timers.ts";
import { until } from "../test-timers.ts";
import type { PullDesk, PushDesk } from "./desk-port.ts";
import { startLinks, type Links } from "./links.ts";
import { registerTaxii } from "./server.ts";

/* The exchange on the real desk and the real store: what the tests with a desk in memory take for granted. */

const token = "a token as it stands on a card";

interface TestNode {
  desk: Desk;
  url: string;
  get(path: string): Promise<{ status: number; headers: Headers; json: Record<string, never> }>;
}

async function openNode(
  t: TestContext,
  self: Partner,
  signer: Signer,
  partner: Partner,
): Promise<TestNode> {
  const dir = await mkdtemp(join(tmpdir(), "tansiq-exchange-"));
  const store = await openStore(dir, { clock: () => sampleNow });
  const tokenHash = createHash("sha256").update(token).digest("hex");
  const cursor = { next: null, through: 0 };
  const link = { url: null, pin: null, unsignedAllowed: false, pushed: 0, lastExchange: null };
  const document = put("partner", partner.id, { ...partner, ...link, tokenHash, cursor });
  await store.commit({ priority: "interactive", groups: [[document]] });
  const desk = await openDesk({
    self,
    signer,
    identities: [signObject(partnerIdentity(self, sampleNow), signer).body],
    store,
    checker: inlineChecker(),
    log: pino({ level: "silent" }),
    mode: "exercise",
    twoPeople: new Set(),
    clock: () => sampleNow,
    random: (bytes) => randomBytes(bytes),
    offered: () => undefined,
  });
  const app = Fastify();
  const options = { timers: systemTimers, maxContentLength: 10_000_000 };
  registerTaxii(
    app,
    {
      node: { id: self.id, title: self.name.en, description: self.name.ar },
      login: async (username, password) => partnerLogin(desk, username, password),
      readOutbox: (partner, request) => readOutbox(desk, partner, request),
      readManifest: (partner, request) => readManifest(desk, partner, request),
      accept: (partner, envelope, position) => acceptObjects(desk, partner, envelope, position),
      status: (partner, id) => readStatus(desk, partner, id),
    },
    options,
  );
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  t.after(async () => {
    await app.close();
    await store.close();
    await rm(dir, { recursive: true });
  });
  const authorization = `Basic ${Buffer.from(`${partner.id}:${token}`).toString("base64")}`;
  return {
    desk,
    url,
    async get(path) {
      const answer = await fetch(url + path, { headers: { authorization } });
      const json = (await answer.json()) as Record<string, never>;
      return { status: answer.status, headers: answer.headers, json };
    },
  };
}

function linksOf(t: TestContext, { desk }: TestNode, partner: Partner, url: string): Links {
  const port: PushDesk & PullDesk = {
    readOutbox: (partner, request) => readOutbox(desk, partner, request),
    readManifest: (partner, request) => readManifest(desk, partner, request),
    accept: (partner, envelope, position) => acceptObjects(desk, partner, envelope, position),
    checkAhead: (partner, envelope) => checkAhead(desk, partner, envelope),
    missing: async () => [],
    pullCursor: async (partner) => desk.partners.get(partner)!.cursor,
    pushCursor: async (partner) => desk.partners.get(partner)!.pushed,
    async pushed(partner, pushed) {
      desk.partners.set(partner, { ...desk.partners.get(partner)!, pushed });
    },
  };
  const links = startLinks({
    desk: port,
    timers: systemTimers,
    random: (bytes) => randomBytes(bytes),
    pullEveryMs: 3_600_000,
    report: () => undefined,
  });
  t.after(() => links.stop());
  void links.add({ partner: partner.id, url, pin: null, username: desk.self.id, password: token });
  return links;
}

/** Puts objects into an outbox past all decisions, so that no agreement is needed: a label still goes with what bears it. */
async function release({ desk }: TestNode, to: Partner, objects: StixObject[]): Promise<void> {
  const groups = objects.map((object): Change[] => {
    const member = { labelId: labelMarking(labelOfDraft(roadCut)).id, originator: "baghdad" };
    const release = desk.classes.of([{ ...member, kind: object.type }]);
    const row = recordRow(object, canonical(object), "baghdad", null);
    const { id, modified } = row;
    return [
      { do: "record", row: { ...row, class: release, via: null } },
      { do: "offer", offer: { partner: to.id, id, modified, control: true } },
    ];
  });
  await desk.store.commit({ priority: "interactive", groups });
}

function incidents(count: number, version = 0): StixObject[] {
  const model = composedReport().main;
  const modified = new Date(sampleNow + version).toISOString();
  return Array.from({ length: count }, (_, index) => {
    const id = `incident--00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
    return signed({ ...model, id, modified });
  });
}

/** A report with everything that it refers to, its label first. */
function report(): StixObject[] {
  const others = composedReport().all.filter(({ type }) => type !== "marking-definition");
  return [labelMarking(labelOfDraft(roadCut)).object, ...others.map(signed)];
}

const objectsPath = "/exchange/collections/outbox/objects/";
const ids = (objects: readonly { id: string }[] = []) => objects.map(({ id }) => id);

test("pages by next, by added_after and by the manifest tell the same, in order, once", async (t) => {
  const node = await openNode(t, baghdad, baghdadSigner, damascus);
  const objects = [...incidents(25), ...incidents(5, 1)];
  await release(node, damascus, objects);
  // Who speaks goes before what is said.
  const expected = [baghdad.identity, ...ids(objects)];
  for (const path of [objectsPath, "/exchange/collections/outbox/manifest/"]) {
    for (const way of ["next", "added_after"]) {
      if (way === "next" && path !== objectsPath) continue;
      const seen: string[] = [];
      let cursor = "";
      for (let more = true; more;) {
        const query = `?limit=7&match[version]=all${cursor}`;
        const { json, headers } = await node.get(path + query);
        seen.push(...ids(json["objects"]));
        more = json["more"] === true;
        const last = headers.get("x-taxii-date-added-last");
        cursor = way === "next" ? `&next=${json["next"]}` : `&added_after=${last}`;
      }
      assert.deepEqual(seen, expected, `${path} ${way}`);
    }
  }
});

test("filters and versions are those of the standard", async (t) => {
  const node = await openNode(t, baghdad, baghdadSigner, damascus);
  const [first, second] = [incidents(2), incidents(1, 1)];
  await release(node, damascus, [...first, ...second]);
  const one = first[0]!.id;
  for (const [query, count] of [
    ["", 3],
    ["?match[type]=identity", 1],
    ["?match[version]=all", 4],
    ["?match[version]=first", 3],
    [`?match[id]=${one}&match[version]=first,last`, 2],
    [`?match[id]=${one}&match[version]=${second[0]!.modified}`, 1],
    ["?match[type]=report,incident", 2],
    ["?match[type]=report", 0],
    ["?match[spec_version]=2.0", 0],
    ["?added_after=2099-01-01T00:00:00Z", 0],
  ] as const) {
    const { status, json } = await node.get(objectsPath + query);
    assert.equal(status, 200);
    assert.equal(ids(json["objects"]).length, count, query);
    assert.equal(json["more"], false);
  }
  const { json } = await node.get(`${objectsPath}${one}/versions/`);
  assert.deepEqual(json["versions"], [first[0]!.modified, second[0]!.modified]);
  assert.equal((await node.get(`${objectsPath}incident--none/`)).status, 404);
  assert.equal((await node.get(`${objectsPath}?next=garbage`)).status, 400);
});

test("a node pushes to another, what was pushed is not pulled again", async (t) => {
  const sender = await openNode(t, baghdad, baghdadSigner, damascus);
  const receiver = await openNode(t, damascus, damascusSigner, baghdad);
  const objects = report();
  await release(sender, damascus, objects);
  linksOf(t, sender, damascus, receiver.url);
  await until(() => (sender.desk.partners.get("damascus")?.pushed ?? 0) > 0);
  for (const { id } of objects) assert.notEqual(await receiver.desk.store.record(id), null, id);
  const { through } = receiver.desk.partners.get("baghdad")!.cursor;
  assert.equal(through, sender.desk.partners.get("damascus")!.pushed);
  const path = `${objectsPath}?match[version]=all&added_after=`;
  const rest = await sender.get(path + new Date(through / 1000).toISOString().replace("Z", "999Z"));
  assert.deepEqual(ids(rest.json["objects"]), []);
});

test("a node that was away pulls what it missed", async (t) => {
  const sender = await openNode(t, baghdad, baghdadSigner, damascus);
  const receiver = await openNode(t, damascus, damascusSigner, baghdad);
  await release(sender, damascus, [...report(), ...incidents(1_200)]);
  linksOf(t, receiver, baghdad, sender.url);
  const last = incidents(1_200).at(-1)!.id;
  const { store } = receiver.desk;
  await until(async () => (await store.record(last)) !== null);
  assert.deepEqual(await store.quarantine(10), []);
});
