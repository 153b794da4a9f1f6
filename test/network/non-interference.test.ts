import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import Fastify, { type FastifyInstance } from "fastify";
import pino from "pino";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { backfill } from "../../src/desk/backfill.ts";
import { inlineChecker } from "../../src/desk/check/checker.ts";
import {
  baghdad,
  baghdadSigner,
  damascus,
  damascusSigner,
  roadCut,
  sampleNow,
} from "../../src/desk/check/samples.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { put } from "../../src/desk/documents.ts";
import { openDesk } from "../../src/desk/open-desk.ts";
import { partnerLogin } from "../../src/desk/partners.ts";
import { readManifest, readOutbox } from "../../src/desk/read-outbox.ts";
import { readStatus } from "../../src/desk/read-status.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { acceptClash } from "../../src/desk/tasks/accept-clash.ts";
import { commitPart } from "../../src/desk/tasks/commit-part.ts";
import type { PartDraft } from "../../src/desk/tasks/task-draft.ts";
import { addParts } from "../../src/desk/tasks/write-parts.ts";
import { proposeTask, type ProposedTask } from "../../src/desk/tasks/write-task.ts";
import type { AgreementForm } from "../../src/domain/agreement.ts";
import { signatureObject } from "../../src/domain/agreement-object.ts";
import { composeRecord } from "../../src/domain/compose-record.ts";
import { composeReport } from "../../src/domain/compose-report.ts";
import { commitmentId } from "../../src/domain/derived-id.ts";
import { labelMarking } from "../../src/domain/label-marking.ts";
import { identityId, partnerIdentity } from "../../src/domain/partner-identity.ts";
import type { Partner } from "../../src/domain/partner.ts";
import { labelOfDraft, type ReportDraft } from "../../src/domain/report-draft.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { stixTime } from "../../src/domain/time.ts";
import { newKeyPair, signerFrom, signObject } from "../../src/proof/signature.ts";
import { firstLine, framed } from "../../src/exchange/bundle/frames.ts";
import { readBundle } from "../../src/exchange/bundle/read-bundle.ts";
import { type Content, openSegment, sealSegment } from "../../src/exchange/bundle/segment.ts";
import { mintReleased } from "../../src/release/mint-released.ts";
import { registerTaxii } from "../../src/exchange/taxii/server.ts";
import { systemTimers } from "../../src/exchange/timers.ts";
import { openStore } from "../../src/store/sqlite/open.ts";
import { fc, seeded } from "../seed.ts";
import { bundlePieces } from "./bundles.ts";

/*
 * Two nodes that differ only in what may never go to Damascus look the same to Damascus, byte for byte, whatever it asks:
 * pages, cursors, manifests, headers, sizes, statuses, errors, receipts, and bundles: their size, and what Damascus finds in
 * them. Both nodes have the same clock and the same
 * random numbers; what only the second one does draws its random numbers elsewhere.
 */

const token = "as it stands on the card";
const washingtonKeys = newKeyPair();
const washingtonSigner = signerFrom(washingtonKeys.privatePem);
const washington: Partner = {
  id: "washington",
  name: { ar: "واشنطن", en: "Washington" },
  identity: identityId("washington"),
  keys: [washingtonKeys.publicKey],
};

/** Under way in what only one of the nodes does. */
const aside = new AsyncLocalStorage<true>();

function randomFrom(seed: number): (bytes: number) => Uint8Array {
  const open = seeded(seed);
  const secret = seeded(seed + 1);
  return (bytes) => {
    const next = aside.getStore() ? secret : open;
    return Uint8Array.from({ length: bytes }, () => next() * 256);
  };
}

interface World {
  desk: Desk;
  app: FastifyInstance;
  clock: { now: number };
  /** The common reports, oldest first. */
  reports: StixId[];
  /** The common joint tasks, oldest first. */
  tasks: ProposedTask[];
  /** What only the second node holds. */
  secrets: StixId[];
  hiddenParts: StixId[];
  close(): Promise<void>;
}

const bilateral: Omit<AgreementForm, "id"> = {
  title: { ar: "اتفاق الحدود", en: "Border agreement" },
  purpose: { ar: "حماية الحدود", en: "Protect the border" },
  parties: ["baghdad", "damascus"],
  from: "2015-01-01T00:00:00Z",
  until: null,
  grants: [{ id: "g1", topics: ["border", "supply-route"], upTo: "restricted" }],
  redLines: [],
};

async function openWorld(seed: number): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), "tansiq-alike-"));
  const clock = { now: sampleNow };
  const store = await openStore(dir, { clock: () => clock.now });
  const tokenHash = createHash("sha256").update(token).digest("hex");
  const cursor = { next: null, through: 0 };
  const link = { url: null, pin: null, unsignedAllowed: false, pushed: 0, lastExchange: null };
  const partners = [damascus, washington].map((partner) =>
    put("partner", partner.id, { ...partner, ...link, tokenHash, cursor }),
  );
  await store.commit({ priority: "interactive", groups: [partners] });
  const desk = await openDesk({
    self: baghdad,
    signer: baghdadSigner,
    identities: [signObject(partnerIdentity(baghdad, sampleNow), baghdadSigner).body],
    store,
    checker: inlineChecker(),
    log: pino({ level: "silent" }),
    mode: "exercise",
    twoPeople: new Set(),
    clock: () => clock.now,
    random: randomFrom(seed),
    offered: () => undefined,
  });
  const app = Fastify();
  const taxii = {
    node: { id: "baghdad", title: "Baghdad", description: "" },
    login: async (name: string, password: string) => partnerLogin(desk, name, password),
    readOutbox: readOutbox.bind(null, desk),
    readManifest: readManifest.bind(null, desk),
    accept: acceptObjects.bind(null, desk),
    status: readStatus.bind(null, desk),
  };
  registerTaxii(app, taxii, { timers: systemTimers, maxContentLength: 1_000_000 });
  const world: World = {
    ...{ desk, app, clock, reports: [], tasks: [], secrets: [], hiddenParts: [] },
    async close() {
      await app.close();
      await store.close();
      await rm(dir, { recursive: true });
    },
  };
  const { form, modified } = await proposeAgreement(desk, bilateral);
  await signAgreement(desk, form.id, { act: "sign" });
  const word = { agreement: form.id, version: modified, by: "damascus", act: "sign" as const };
  const signature = signatureObject({ ...word, at: clock.now });
  await deliver(world, "damascus", [signObject(signature, damascusSigner).object]);
  return world;
}

function deliver({ desk }: World, from: string, objects: readonly unknown[]) {
  return acceptObjects(desk, from, Buffer.from(JSON.stringify({ objects })));
}

/** A report of a partner as it comes over the wire: the same bytes for both nodes. */
function foreignReport(by: "damascus" | "washington", number: number, draft: ReportDraft) {
  const label = labelOfDraft(draft);
  const next = seeded(number);
  const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => next() * 256);
  const context = { originator: by, label, now: sampleNow, mode: null, random };
  const signer = by === "damascus" ? damascusSigner : washingtonSigner;
  const { all } = composeReport(draft, context);
  return [labelMarking(label).object, ...all.map((object) => signObject(object, signer).object)];
}

/** What Damascus sees of one request, whole. */
async function ask(
  { app }: World,
  method: "GET" | "POST" | "DELETE",
  url: string,
  payload?: string,
): Promise<unknown> {
  const type = "application/taxii+json;version=2.1";
  const authorization = `Basic ${Buffer.from(`damascus:${token}`).toString("base64")}`;
  const headers = { authorization, accept: type, ...(payload && { "content-type": type }) };
  const answer = await app.inject({ method, url, headers, ...(payload && { payload }) });
  const { date: _, ...rest } = answer.headers;
  return { status: answer.statusCode, headers: rest, body: answer.payload };
}

/** A bundle for Damascus: the size of each piece, and what Damascus opens of it. */
async function bundle({ desk }: World, pages: { objects: number; octets: number }) {
  const pieces = await bundlePieces(desk, "damascus", { pages });
  return pieces.map((bytes, index) => {
    const from = index === 0 ? firstLine.length + 4 : 4;
    const { name, part, body } = openSegment(bytes.subarray(from), damascusSigner)!;
    return { size: bytes.length, name, part, body: Buffer.from(body).toString() };
  });
}

/** Damascus hands over a bundle with these objects; what its people are told of it. */
function bundleFromDamascus(world: World, number: number, objects: readonly unknown[]) {
  const after = (sampleNow + number) * 1000;
  const body = mintReleased(Buffer.from(objects.map((one) => JSON.stringify(one)).join()));
  const parts: Content[] = [
    { part: { part: "begin", after, have: number % 2 === 0 ? 0 : after, identities: [] } },
    { part: { part: "page", after, through: after + 1 }, body },
    { part: { part: "end" } },
  ];
  const of = { bundle: "00000000-0000-4000-8000-000000000000", from: "damascus", to: "baghdad" };
  const pieces = parts.map((content, index) => {
    const segment = { name: { ...of, number: index, written: sampleNow }, ...content };
    return framed(sealSegment(segment, damascusSigner, baghdad.keys[0]!));
  });
  return readBundle(world.desk, [firstLine, ...pieces]);
}

const inbox = "/exchange/collections/inbox/objects/";
const outbox = "/exchange/collections/outbox/";

const draft: ReportDraft = { ...roadCut, source: "" };
delete draft.source;

const stretch = { from: "2015-03-12T06:00:00Z", until: "2015-03-12T09:00:00Z" };
const handling = { classification: "restricted", topics: ["border"] } as const;

/** All in one place at one time: each new one clashes with those before. */
const taskPart = (performer: string, changes: Partial<PartDraft> = {}): PartDraft => ({
  ...{ name: { en: "A part" }, performer, ...stretch, ...handling },
  geometry: { type: "Point", coordinates: [41, 34] },
  ...changes,
});

/** What Damascus says of its part, as it comes over the wire: the same bytes for both nodes. */
function foreignWord({ id, parts }: ProposedTask, { desk }: World) {
  const [, part] = parts;
  const label = labelOfDraft(handling);
  const modified = (of: StixId) => stixTime(desk.live.get(of)!.modified);
  const [word] = composeRecord(
    {
      ...{ type: "commitment", id: commitmentId(part!.id, "damascus"), lang: "en", texts: {} },
      properties: {
        ...{ part_ref: part!.id, part_modified: modified(part!.id), task_modified: modified(id) },
        commitment_state: "accepted",
      },
    },
    { originator: "damascus", label, now: sampleNow, mode: null },
  );
  return [labelMarking(label).object, signObject(word!, damascusSigner).object];
}

/** What may never go to Damascus, each for another reason. */
const hidden: Partial<ReportDraft>[] = [
  { classification: "secret" },
  { topics: ["force-position"] },
  { topics: ["border", "humanitarian"] },
  { caveats: ["no-foreign"] },
  { releasableTo: [] },
  { releasableTo: ["washington"] },
];

type Step = (world: World) => Promise<unknown>;

/** What both nodes do; what it gives is what Damascus sees. */
const common: fc.Arbitrary<{ name: string; run: Step }> = fc.oneof(
  fc.constant({
    name: "report",
    run: async (world: World) => {
      world.reports.push((await submitReport(world.desk, draft)).record.id);
    },
  }),
  fc.nat(20).map((index) => ({
    name: `revise ${index}`,
    run: async ({ desk, reports }: World) => {
      const id = reports[index % reports.length];
      if (id) await reviseReport(desk, id, { ...draft, description: `again ${index}` });
    },
  })),
  fc.nat(20).map((index) => ({
    name: `recall ${index}`,
    run: async ({ desk, reports }: World) => {
      const id = reports[index % reports.length];
      if (id) await recallRecord(desk, id, { reason: "mistaken" });
    },
  })),
  fc.constant({
    name: "propose a task",
    run: async (world: World) => {
      const parts = [taskPart("baghdad"), taskPart("damascus")];
      const task = { name: { en: "A task" }, ...stretch, ...handling, parts };
      world.tasks.push(await proposeTask(world.desk, task));
    },
  }),
  fc.nat(9).map((index) => ({
    name: `accept own part ${index}`,
    run: async ({ desk, tasks }: World) => {
      const task = tasks[index % tasks.length];
      const [part] = task?.parts ?? [];
      if (!part || desk.live.referring(part.id, "commitment").length > 0) return;
      const version = (id: StixId) => stixTime(desk.live.get(id)!.modified);
      const read = { part: version(part.id), task: version(task!.id) };
      await commitPart(desk, part.id, { state: "accepted", ...read });
    },
  })),
  fc.nat(9).map((index) => ({
    name: `Damascus accepts ${index}`,
    run: async (world: World) => {
      const task = world.tasks[index % world.tasks.length];
      if (!task) return undefined;
      return ask(world, "POST", inbox, JSON.stringify({ objects: foreignWord(task, world) }));
    },
  })),
  fc.nat(9).map((number) => ({
    name: `Damascus posts ${number}`,
    run: (world: World) => {
      const objects = foreignReport("damascus", 100 + number, draft);
      return ask(world, "POST", inbox, JSON.stringify({ objects }));
    },
  })),
  fc.nat(9).map((number) => ({
    name: `Damascus refers to what Washington may have sent: ${number}`,
    run: (world: World) => {
      const theirs = foreignReport("washington", 200 + number, draft).at(-1)!.id;
      const report = foreignReport("damascus", 300 + number, { ...draft, kind: "report" });
      const objects = report.map((object) => {
        if (object.type !== "report") return object;
        const refs = [...(object["object_refs"] as string[]), theirs];
        return signObject({ ...object, object_refs: refs }, damascusSigner).object;
      });
      return ask(world, "POST", inbox, JSON.stringify({ objects }));
    },
  })),
  fc
    .constantFrom(
      ...["objects/", "objects/?limit=3", "objects/?match[version]=all", "manifest/?limit=2"],
      ...["objects/?match[type]=incident,location", "manifest/?match[version]=all", ""],
      ...["objects/?added_after=2015-03-12T00:00:00Z", "objects/?next=nonsense", "none/"],
      ...["objects/incident--00000000-0000-4000-8000-000000000000/versions/"],
    )
    .map((path) => ({ name: path, run: (world: World) => ask(world, "GET", outbox + path) })),
  fc.nat(20).map((index) => ({
    name: `one report ${index}`,
    run: async (world: World) => {
      const id = world.reports[index % world.reports.length] ?? "incident--none";
      const versions = await ask(world, "GET", `${outbox}objects/${id}/versions/`);
      return [versions, await ask(world, "GET", `${outbox}objects/${id}/?match[version]=all`)];
    },
  })),
  fc.constant({ name: "all pages, by next", run: allPages }),
  fc
    .constantFrom({ objects: 3, octets: 1_000_000 }, { objects: 1000, octets: 4_000 })
    .map((pages) => ({
      name: `bundle ${pages.objects}`,
      run: (world: World) => bundle(world, pages),
    })),
  fc.nat(9).map((number) => ({
    name: `Damascus hands over a bundle ${number}`,
    run: (world: World) =>
      bundleFromDamascus(world, number, foreignReport("damascus", 500 + number, draft)),
  })),
  fc.constantFrom("/taxii2/", "/exchange/", "/exchange/collections/", inbox).map((url) => ({
    name: url,
    run: (world: World) => ask(world, "GET", url),
  })),
  fc.constant({
    name: "delete",
    run: (world: World) => ask(world, "DELETE", `${outbox}objects/x/`),
  }),
  fc.integer({ min: 1, max: 90_000 }).map((ms) => ({
    name: `${ms} ms pass`,
    run: async ({ clock }: World) => void (clock.now += ms),
  })),
);

async function allPages(world: World): Promise<unknown> {
  const pages: unknown[] = [];
  for (let next = "", more = true; more && pages.length < 50;) {
    const page = (await ask(world, "GET", `${outbox}objects/?limit=4${next}`)) as { body: string };
    pages.push(page);
    const { more: further, next: token } = JSON.parse(page.body) as Record<string, unknown>;
    more = further === true;
    next = `&next=${String(token)}`;
  }
  return pages;
}

/** What only the second node does. */
const secret: fc.Arbitrary<{ name: string; run: Step }> = fc.oneof(
  fc.constantFrom(...hidden).map((part) => ({
    name: `hidden report ${JSON.stringify(part)}`,
    run: async (world: World) => {
      world.secrets.push((await submitReport(world.desk, { ...draft, ...part })).record.id);
    },
  })),
  fc.nat(20).map((index) => ({
    name: `revise hidden ${index}`,
    run: async ({ desk, secrets }: World) => {
      const id = secrets[index % secrets.length];
      if (id) await reviseReport(desk, id, { ...draft, classification: "secret" });
    },
  })),
  fc.nat(20).map((index) => ({
    name: `recall hidden ${index}`,
    run: async ({ desk, secrets }: World) => {
      const id = secrets[index % secrets.length];
      if (id) await recallRecord(desk, id, { reason: "mistaken" });
    },
  })),
  fc.nat(9).chain((index) =>
    fc.constantFrom(...hidden).map((part) => ({
      name: `hidden part ${index} ${JSON.stringify(part)}`,
      run: async (world: World) => {
        const { desk, tasks, hiddenParts } = world;
        const task = tasks[index % tasks.length];
        if (!task) return;
        const dependsOn = task.parts.map(({ id }) => id);
        const draft = taskPart("damascus", { ...(part as Partial<PartDraft>), dependsOn });
        const [added] = await addParts(desk, task.id, [draft]);
        hiddenParts.push(added!.id);
      },
    })),
  ),
  fc.nat(20).map((index) => ({
    name: `accept the clash ${index} of what is hidden`,
    run: async ({ desk, hiddenParts }: World) => {
      const known = [...desk.tasks.clashes()].filter(({ clash }) =>
        clash.between.some((id) => hiddenParts.includes(id)),
      );
      const clash = known[index % known.length]?.clash;
      const parts = clash?.between.map((id) => desk.live.get(id)!) ?? [];
      if (!parts.some(({ object }) => object["performer"] === "baghdad")) return;
      const versions = Object.fromEntries(
        parts.map(({ id, modified }) => [id, stixTime(modified)]),
      );
      await acceptClash(desk, clash!.id, { reason: { en: "by radio" }, versions });
    },
  })),
  fc.nat(9).map((number) => ({
    name: `Washington sends ${number}`,
    run: (world: World) =>
      deliver(world, "washington", foreignReport("washington", 200 + number, draft)),
  })),
  fc.nat(9).map((number) => ({
    name: `Washington sends what nothing is known of ${number}`,
    run: (world: World) =>
      deliver(world, "washington", foreignReport("washington", 400 + number, draft).slice(-1)),
  })),
  fc.constant({
    name: "an agreement with Washington",
    run: async ({ desk }: World) => {
      const parties = ["baghdad", "washington"];
      const { form } = await proposeAgreement(desk, { ...bilateral, parties });
      await signAgreement(desk, form.id, { act: "sign" });
      await backfill(desk);
    },
  }),
);

test("what may never go to Damascus changes nothing that Damascus can see", async () => {
  const steps = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: common.map((step) => ({ ...step, hidden: false })) },
      { weight: 2, arbitrary: secret.map((step) => ({ ...step, hidden: true })) },
    ),
    { minLength: 30, maxLength: 60 },
  );
  let seen = 0;
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(), async (course, seed) => {
      const [without, having] = await Promise.all([openWorld(seed), openWorld(seed)]);
      try {
        for (const { name, run, hidden } of [
          ...course,
          { name: "end", run: allPages, hidden: false },
        ]) {
          if (hidden) await aside.run(true, () => run(having));
          else {
            const views = [await run(without), await run(having)];
            assert.deepEqual(views[1], views[0], name);
            if (views[0] !== undefined) seen++;
          }
        }
        kept += having.secrets.length + having.hiddenParts.length;
        for (const id of [...having.secrets, ...having.hiddenParts]) {
          const offers = await having.desk.store.offersOf(id);
          assert.ok(offers.every(({ partner }) => partner !== "damascus"));
        }
      } finally {
        await Promise.all([without.close(), having.close()]);
      }
    }),
    { numRuns: 12 },
  );
  assert.ok(seen > 100 && kept > 20, `${seen} answers, ${kept} hidden reports`);
});
