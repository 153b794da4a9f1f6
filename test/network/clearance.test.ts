import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { submitReport } from "../../src/desk/submit-report.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { operator } from "../../src/desk/viewer.ts";
import { readVersions } from "../../src/desk/read-record.ts";
import { type Clearance, fullClearance } from "../../src/domain/clearance.ts";
import type { LedgerLine } from "../../src/desk/list-ledger.ts";
import type { ReportDraft } from "../../src/domain/report-draft.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { composedBy, envelope, postToInbox } from "../robustness/asking.ts";
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

/*
 * What a person is not cleared for leaves no trace: every route of the API, taken from the document that describes it,
 * answers as if it did not exist.
 */

type Ask = Awaited<ReturnType<typeof signedIn>>;
interface Operation {
  responses: Record<string, unknown>;
  requestBody?: { content: Record<string, { example: unknown }> };
}

const restricted: Clearance = { upTo: "restricted", caveats: ["fleet"] };
const unknown = "incident--00000000-0000-4000-8000-000000000000";
/** In every text of what is secret. */
const mark = "Zenobia";
const secret: Partial<ReportDraft> = {
  name: `${mark} crossed the river`,
  lang: "en",
  classification: "secret",
  topics: ["force-position"],
};

let network: Network;
let baghdad: Member;
let low: Ask;
let full: Ask;
let operations: [method: string, path: string, operation: Operation][];

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  baghdad = network.members["baghdad"]!;
  await agree(
    network,
    bilateral(["damascus", "baghdad"], {
      grants: [{ id: "all", upTo: "secret", caveats: ["source", "fleet"] }],
    }),
  );
  // In the role that may ask everything.
  low = await signedIn(baghdad, "admin", restricted);
  full = await signedIn(baghdad, "admin");
  const { paths } = (await low("/api/openapi.json")).body as {
    paths: Record<string, Record<string, Operation>>;
  };
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      return [method, path, operation] as [string, string, Operation];
    }),
  );
  const { record } = await submitReport(baghdad.node.desk, roadCut());
  await served(record.id);
});
after(() => network.close());

/**
 * What they do changes the node, and what they say is no record: signing in and out, partners, agreements by their id. So it is
 * with all that make something (201), or something that waits (202).
 */
const apart = new Set([
  "get /api/events",
  "get /api/openapi.json",
  "post /api/session",
  "delete /api/session",
  "post /api/reports",
  "post /api/partners",
  "post /api/partners/{id}/card",
  "post /api/agreements",
  "post /api/agreements/{id}/signature",
  "post /api/agreements/{id}/end",
]);

const bodyOf = ({ requestBody }: Operation): unknown =>
  requestBody && Object.values(requestBody.content)[0]?.example;

const queries: Record<string, string[]> = {
  "/api/records": ["", "?limit=1", "?topic=force-position", `?q=${mark}`, "?bbox=40,30,50,40"],
  "/api/places": ["?q=mosul"],
  "/api/picture": ["", "?limit=1", `?q=${mark}`],
};

/** Every line of the ledger of what Damascus was served, page by page. */
async function ledger(ask: Ask, limit = 1000): Promise<LedgerLine[]> {
  const lines: LedgerLine[] = [];
  for (let after = ""; ;) {
    const { status, body } = await ask(`/api/ledger/damascus?limit=${limit}${after}`);
    assert.equal(status, 200);
    const page = body as { lines: LedgerLine[]; next: string | null };
    lines.push(...page.lines);
    if (page.next === null) return lines;
    assert.equal(page.lines.length, limit);
    after = `&after=${page.next}`;
  }
}

const served = (id: StixId) =>
  eventually(async () => (await ledger(full)).some((line) => line.id === id));

/** Every question about records that names none: with what is answered, but for the times of links. */
async function everything(ask: Ask): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const [method, path, operation] of operations) {
    if (apart.has(`${method} ${path}`) || path.includes("{id}")) continue;
    if ("201" in operation.responses || "202" in operation.responses) continue;
    for (const query of queries[path] ?? [""]) {
      const { status, body } = await ask(
        path + query,
        method === "post" ? bodyOf(operation) : undefined,
      );
      assert.ok(status < 500, `${method} ${path}${query}`);
      const text = JSON.stringify(body)
        .replaceAll(/"lastExchange":"[^"]*"/g, "")
        // What the node's clock shows, and what others leave free on its disk.
        .replaceAll(/"clock":"[^"]*"|"disk":\{[^}]*\}/g, "")
        // A matrix says for which moment it was decided: now.
        .replaceAll(/"at":"[^"]*"(?=\},"partners")/g, "");
      answers[`${method} ${path}${query}`] = { status, text };
    }
  }
  answers["ledger"] = await ledger(ask);
  answers["ledger line by line"] = await ledger(ask, 1);
  return answers;
}

/** Every question about one record: the answers, without its id. */
async function aboutOne(ask: Ask, id: StixId): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const [method, path, operation] of operations) {
    if (!path.includes("/records/{id}")) continue;
    const { status, body } = await ask(
      path.replace("{id}", id),
      method === "post" ? bodyOf(operation) : undefined,
    );
    answers[`${method} ${path}`] = { status, text: JSON.stringify(body).replaceAll(id, "ID") };
  }
  return answers;
}

async function arrived(id: StixId): Promise<void> {
  await eventually(async () => (await full(`/api/records/${id}`)).status === 200);
}

test("nothing tells a person of records above the clearance, by any route", async () => {
  const before = await everything(low);
  assert.ok(Object.keys(before).length >= 10, "the document names the routes");
  const own = await submitReport(baghdad.node.desk, roadCut(secret));
  const fleet = { ...secret, classification: "restricted" as const, caveats: ["source", "fleet"] };
  const caveat = await submitReport(baghdad.node.desk, roadCut(fleet));
  const damascus = network.members["damascus"]!;
  const foreign = await submitReport(damascus.node.desk, roadCut(secret));
  await arrived(foreign.record.id);
  for (const { record } of [own, caveat]) await served(record.id);
  // In quarantine: under a label that is known, and without one that can be read.
  const { main, label, objects } = composedBy(damascus, secret);
  const forged = { ...main, name: `${mark} forged` };
  assert.equal((await postToInbox(baghdad, "damascus", envelope([label, forged]))).status, 202);
  assert.equal((await postToInbox(baghdad, "damascus", envelope([{ mark }]))).status, 202);
  assert.ok(objects.length > 0);

  assert.deepEqual(await everything(low), before);
  const lines = before["ledger"] as LedgerLine[];
  assert.ok(
    lines.some(({ kind }) => kind === "incident") &&
      lines.some(({ kind }) => kind === "agreement-signature"),
  );
  assert.ok(lines.every(({ leaf }) => leaf === null));
  assert.ok((await ledger(full)).length > lines.length + 2);
  const seen = JSON.stringify(await everything(full));
  for (const { record } of [own, caveat, foreign]) assert.ok(seen.includes(record.id));
  assert.ok(seen.includes(`${mark} forged`));

  const never = await aboutOne(low, unknown);
  assert.ok(Object.keys(never).length >= 5);
  for (const { record } of [own, caveat, foreign]) {
    const versions = await readVersions(baghdad.node.desk, operator("test"), record.id);
    assert.equal(versions.length, 1);
    assert.deepEqual(await aboutOne(low, record.id), never);
  }
  assert.deepEqual(await aboutOne(low, forged.id), never);
});

test("what was taken back and is above the clearance is as unknown as it was before", async () => {
  const damascus = network.members["damascus"]!;
  const { record } = await submitReport(damascus.node.desk, roadCut(secret));
  await arrived(record.id);
  await recallRecord(damascus.node.desk, record.id, { reason: mark });
  await eventually(async () => (await full(`/api/records/${record.id}`)).status === 410);
  assert.deepEqual(await aboutOne(low, record.id), await aboutOne(low, unknown));
  assert.equal(JSON.stringify(Object.values(await everything(low))).includes(mark), false);
});

test("nobody writes a record above the own clearance, nor a version of one", async () => {
  const above = await low("/api/reports", { ...roadCut(), classification: "secret" });
  assert.equal(above.status, 403);
  const caveat = await low("/api/reports", { ...roadCut(), caveats: ["source"] });
  assert.equal(caveat.status, 403);
  const within = await low("/api/reports", { ...roadCut(), caveats: ["fleet"] });
  assert.equal(within.status, 201);
});

test("events tell a person only of what that person may see", async () => {
  const { desk } = baghdad.node;
  const { seesEvent } = await import("../../src/desk/sees-event.ts");
  const told: [low: boolean, full: boolean, type: string][] = [];
  const waiting: Promise<unknown>[] = [];
  const end = desk.events.on((event) => {
    const both = [restricted, fullClearance].map((clearance) =>
      seesEvent(desk, { name: "x", clearance }, event),
    );
    waiting.push(Promise.all(both).then(([one, other]) => told.push([one!, other!, event.type])));
  });
  const { record } = await submitReport(desk, roadCut(secret));
  await recallRecord(desk, record.id, { reason: "a mistake" });
  await submitReport(desk, roadCut());
  const damascus = network.members["damascus"]!;
  await postToInbox(baghdad, "damascus", envelope([{ mark: "again" }]));
  await eventually(() => waiting.length >= 4);
  end();
  await Promise.all(waiting);
  const about = told.filter(([, , type]) => ["record", "recall", "quarantine"].includes(type));
  assert.deepEqual(about.map(([one, other, type]) => `${type} ${one} ${other}`).sort(), [
    "quarantine false true",
    "recall false true",
    "record false true",
    "record true true",
  ]);
  assert.ok(damascus);
});
