import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import pino from "pino";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { inlineChecker } from "../../src/desk/check/checker.ts";
import {
  baghdad,
  baghdadSigner,
  damascus,
  damascusSigner,
  sampleNow,
} from "../../src/desk/check/samples.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { put } from "../../src/desk/documents.ts";
import { openDesk } from "../../src/desk/open-desk.ts";
import { partnerLogin } from "../../src/desk/partners.ts";
import { readManifest, readOutbox } from "../../src/desk/read-outbox.ts";
import { readStatus } from "../../src/desk/read-status.ts";
import { type CheckAnswers, openCheckAnswers } from "../../src/desk/tasks/answer-checks.ts";
import type { ProposedTask } from "../../src/desk/tasks/write-task.ts";
import { signatureObject } from "../../src/domain/agreement-object.ts";
import type { AgreementForm } from "../../src/domain/agreement.ts";
import { composeReport } from "../../src/domain/compose-report.ts";
import { labelMarking } from "../../src/domain/label-marking.ts";
import { identityId, partnerIdentity } from "../../src/domain/partner-identity.ts";
import type { Partner } from "../../src/domain/partner.ts";
import { labelOfDraft, type ReportDraft } from "../../src/domain/report-draft.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { registerTaxii } from "../../src/exchange/taxii/server.ts";
import { systemTimers } from "../../src/exchange/timers.ts";
import { newKeyPair, signerFrom, signObject } from "../../src/proof/signature.ts";
import { openStore } from "../../src/store/sqlite/open.ts";
import { fc, seeded } from "../seed.ts";

/*
 * Two nodes of Baghdad with the same clock and the same random numbers, of which only the second does what may never go to
 * Damascus; that draws its random numbers elsewhere.
 */

const token = "as it stands on the card";
const washingtonKeys = newKeyPair();
export const washingtonSigner = signerFrom(washingtonKeys.privatePem);
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

export interface World {
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
  /** Answers the checks of partners, at a beat. */
  answers: CheckAnswers;
  close(): Promise<void>;
}

export const bilateral: Omit<AgreementForm, "id"> = {
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
    answers: openCheckAnswers(desk),
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

export function deliver({ desk }: World, from: string, objects: readonly unknown[]) {
  return acceptObjects(desk, from, Buffer.from(JSON.stringify({ objects })));
}

/** A report of a partner as it comes over the wire: the same bytes for both nodes. */
export function foreignReport(by: "damascus" | "washington", number: number, draft: ReportDraft) {
  const label = labelOfDraft(draft);
  const next = seeded(number);
  const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => next() * 256);
  const context = { originator: by, label, now: sampleNow, mode: null, random };
  const signer = by === "damascus" ? damascusSigner : washingtonSigner;
  const { all } = composeReport(draft, context);
  return [labelMarking(label).object, ...all.map((object) => signObject(object, signer).object)];
}

/** What Damascus sees of one request, whole. */
export async function ask(
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

export const inbox = "/exchange/collections/inbox/objects/";
export const outbox = "/exchange/collections/outbox/";

/** Everything that Damascus finds in its outbox. */
export async function allPages(world: World): Promise<unknown> {
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

export type Step = (world: World) => Promise<unknown>;
export type Steps = fc.Arbitrary<{ name: string; run: Step }>;

/**
 * `common`: what both nodes do; what it gives is what Damascus sees. `hidden`: what only the second one does. Gives how many
 * answers were compared, and how much the second nodes kept.
 */
export async function assertAlike(
  { common, hidden }: { common: Steps; hidden: Steps },
  { numRuns, most }: { numRuns: number; most: number },
): Promise<{ seen: number; kept: number }> {
  const steps = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: common.map((step) => ({ ...step, hidden: false })) },
      { weight: 2, arbitrary: hidden.map((step) => ({ ...step, hidden: true })) },
    ),
    { minLength: most / 2, maxLength: most },
  );
  let seen = 0;
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(), async (course, seed) => {
      const [without, having] = await Promise.all([openWorld(seed), openWorld(seed)]);
      try {
        for (const step of [...course, { name: "end", run: allPages, hidden: false }]) {
          if (step.hidden) await aside.run(true, () => step.run(having));
          else {
            const views = [await step.run(without), await step.run(having)];
            assert.deepEqual(views[1], views[0], step.name);
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
    { numRuns },
  );
  return { seen, kept };
}
