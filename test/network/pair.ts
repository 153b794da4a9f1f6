import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { partnerIdentity } from "../../src/domain/partner-identity.ts";
import type { Partner } from "../../src/domain/partner.ts";
import type { Random } from "../../src/domain/random.ts";
import { type Signer, signObject } from "../../src/proof/signature.ts";
import { openStore } from "../../src/store/sqlite/open.ts";

/** Two desks on real stores that know each other and may give each other what is up to "restricted". */
export interface Pair {
  baghdad: Desk;
  damascus: Desk;
  /** Of both, ms UTC. */
  clock: { now: number };
  close(): Promise<void>;
}

export async function openPair(random: Random): Promise<Pair> {
  const clock = { now: sampleNow };
  const sides = [
    await openSide(baghdad, baghdadSigner, damascus, clock, random),
    await openSide(damascus, damascusSigner, baghdad, clock, random),
  ] as const;
  const [{ desk: ours }, { desk: theirs }] = sides;
  const text = { ar: "اتفاق الحدود", en: "Border agreement" };
  const { form } = await proposeAgreement(ours, {
    ...{ title: text, purpose: text, parties: ["baghdad", "damascus"] },
    ...{ from: "2015-01-01T00:00:00Z", until: null, redLines: [] },
    grants: [{ id: "g1", upTo: "restricted" }],
  });
  await signAgreement(ours, form.id, { act: "sign" });
  await pull(ours, theirs);
  await signAgreement(theirs, form.id, { act: "sign" });
  await pull(theirs, ours);
  return {
    ...{ baghdad: ours, damascus: theirs, clock },
    async close() {
      for (const { close } of sides) await close();
    },
  };
}

async function openSide(
  self: Partner,
  signer: Signer,
  partner: Partner,
  clock: { now: number },
  random: Random,
) {
  const dir = await mkdtemp(join(tmpdir(), "tansiq-pair-"));
  const store = await openStore(dir, { clock: () => clock.now });
  const cursor = { next: null, through: 0 };
  const link = { url: null, pin: null, unsignedAllowed: false, pushed: 0, lastExchange: null };
  const document = put("partner", partner.id, { ...partner, ...link, tokenHash: null, cursor });
  await store.commit({ priority: "interactive", groups: [[document]] });
  const desk = await openDesk({
    ...{ self, signer, store, random, mode: "exercise", twoPeople: new Set() },
    identities: [signObject(partnerIdentity(self, sampleNow), signer).body],
    checker: inlineChecker(),
    log: pino({ level: "silent" }),
    clock: () => clock.now,
    offered: () => undefined,
  });
  return {
    desk,
    async close() {
      await store.close();
      await rm(dir, { recursive: true });
    },
  };
}

/** What a TAXII pull of `to` from `from` does, page by page. */
export async function pull(from: Desk, to: Desk, limit = 1000, octets = Infinity): Promise<void> {
  for (let more = true; more;) {
    const after = to.partners.get(from.self.id)!.cursor.through;
    const request = { addedAfter: after, versions: ["all" as const], limit, octets };
    const page = await readOutbox(from, to.self.id, request);
    const through = page.entries.at(-1)?.dateAdded;
    if (through === undefined) return;
    const envelope = Buffer.from(`{"objects":[${Buffer.from(page.body).toString()}]}`);
    const { ledger } = page;
    const at = { after, through, next: null, ...(ledger !== undefined && { ledger }) };
    await acceptObjects(to, from.self.id, envelope, at);
    more = page.more;
  }
}
