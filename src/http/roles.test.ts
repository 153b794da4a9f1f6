import assert from "node:assert/strict";
import { test } from "node:test";
import {
  agreementId,
  exampleConsent,
  exampleDraft,
  exampleForm,
  exampleHandling,
  exampleRecord,
} from "./schema/examples.ts";
import { exampleShownCard } from "./schema/partners.ts";
import { exampleFrameDraft, examplePartDraft } from "./schema/task-drafts.ts";
import { clashId, examplePart, exampleTask } from "./schema/tasks.ts";
import { exampleEdit, exampleOrder } from "./schema/situation-reports.ts";
import { as, testApp } from "./test-app.ts";

const record = `/api/records/${exampleRecord.id}`;
const agreement = `/api/agreements/${agreementId}`;
const task = `/api/tasks/${exampleTask.id}`;
const part = `${task}/parts/${examplePart.id}`;
const { modified: version } = exampleTask;
const said = (state: string) => ({ state, part: version, task: version });
const exampleAllowed = { role: "watch", clearance: { upTo: "restricted", caveats: [] } };
const exampleAdded = { name: "Amal", ...exampleAllowed };
const exampleDecision = { lead: "baghdad", kid: exampleShownCard.kid, accept: true };
const acceptance = { reason: { en: "They take turns" }, versions: {} };

/** Written out a second time on purpose: a slip in the table of roles must not pass unseen. */
const allowed: [
  method: "GET" | "POST" | "DELETE",
  url: string,
  body: object | null,
  roles: string,
][] = [
  ["GET", "/api/session", null, "reader watch liaison admin"],
  ["GET", "/api/records", null, "reader watch liaison admin"],
  ["GET", "/api/records-words", null, "reader watch liaison admin"],
  ["GET", record, null, "reader watch liaison admin"],
  ["GET", `${record}/versions`, null, "reader watch liaison admin"],
  ["GET", "/api/partners", null, "reader watch liaison admin"],
  ["GET", "/api/vocabulary", null, "reader watch liaison admin"],
  ["GET", "/api/places?q=a", null, "reader watch liaison admin"],
  ["POST", "/api/text-proposals", { text: "Al-Qaim" }, "watch liaison admin"],
  ["POST", "/api/reports/audience", exampleHandling, "watch liaison admin"],
  ["POST", "/api/reports", exampleDraft, "watch liaison admin"],
  ["GET", `${record}/release`, null, "watch liaison admin"],
  ["GET", `${record}/source`, null, "watch liaison admin"],
  ["GET", "/api/agreements", null, "watch liaison admin"],
  ["GET", "/api/quarantine", null, "watch liaison admin"],
  ["GET", "/api/journal", null, "reader watch liaison admin"],
  ["GET", "/api/handovers", null, "reader watch liaison admin"],
  ["POST", "/api/handovers", { to: "Amal" }, "watch liaison admin"],
  ["POST", "/api/handovers/1/take", {}, "watch liaison admin"],
  ["POST", "/api/handovers/points", { text: "The bridge" }, "watch liaison admin"],
  ["POST", "/api/handovers/points/1/close", {}, "watch liaison admin"],
  ["GET", "/api/situation-reports", null, "reader watch liaison admin"],
  ["POST", "/api/situation-reports", exampleOrder, "watch liaison admin"],
  ["GET", "/api/situation-reports/1", null, "reader watch liaison admin"],
  ["GET", "/api/situation-reports/1.html", null, "reader watch liaison admin"],
  ["GET", "/api/situation-reports/1.pdf", null, "reader watch liaison admin"],
  ["POST", "/api/situation-reports/1", exampleEdit, "watch liaison admin"],
  ["GET", "/api/situation-reports/1/audience", null, "watch liaison admin"],
  ["POST", "/api/situation-reports/1/release", { version: 1 }, "watch liaison admin"],
  ["POST", "/api/journal", { text: "All quiet" }, "watch liaison admin"],
  ["GET", "/api/people", null, "admin"],
  ["POST", "/api/people", exampleAdded, "admin"],
  ["POST", "/api/people/Amal", { ...exampleAllowed, disabled: true }, "admin"],
  ["POST", "/api/people/Amal/password", null, "admin"],
  ["DELETE", "/api/people/Amal/sessions", null, "admin"],
  ["GET", "/api/node/health", null, "admin"],
  ["GET", "/api/reads", null, "admin"],
  ["GET", "/api/reads-verification", null, "admin"],
  ["POST", "/api/reads-verification", null, "admin"],
  ["GET", "/api/ledger", null, "liaison admin"],
  ["GET", "/api/ledger/damascus", null, "liaison admin"],
  ["GET", "/api/ledger-verification", null, "liaison admin"],
  ["POST", "/api/ledger-verification", null, "liaison admin"],
  ["GET", "/api/bundles", null, "liaison admin"],
  ["GET", "/api/tasks", null, "reader watch liaison admin"],
  ["GET", task, null, "reader watch liaison admin"],
  ["GET", `${task}.ics`, null, "reader watch liaison admin"],
  ["GET", `${task}/history`, null, "reader watch liaison admin"],
  ["GET", `${task}/notes`, null, "reader watch liaison admin"],
  ["GET", `${task}/parts`, null, "reader watch liaison admin"],
  ["GET", "/api/clashes", null, "reader watch liaison admin"],
  ["POST", `${task}/notes`, { content: { en: "Earlier" } }, "watch liaison admin"],
  ["GET", "/api/tasks/drafts", null, "watch liaison admin"],
  ["POST", "/api/tasks/drafts", exampleFrameDraft, "watch liaison admin"],
  ["POST", `${task}/parts`, { parts: [examplePartDraft] }, "liaison admin"],
  ["POST", `${part}/versions`, { part: examplePartDraft, version }, "liaison admin"],
  ["POST", `${part}/cancel`, { version }, "liaison admin"],
  ["POST", `${part}/commitment`, said("ready"), "watch liaison admin"],
  ["POST", `${part}/commitment`, said("suspended"), "watch liaison admin"],
  ["POST", `${part}/commitment`, said("accepted"), "liaison admin"],
  ["POST", `${part}/commitment`, said("accepted-with-conditions"), "liaison admin"],
  ["POST", `${part}/commitment`, said("declined"), "liaison admin"],
  ["POST", "/api/tasks", exampleFrameDraft, "liaison admin"],
  ["POST", `/api/tasks/drafts/${exampleTask.id}/propose`, { version }, "liaison admin"],
  ["POST", `${task}/versions`, { task: exampleFrameDraft, version }, "liaison admin"],
  ["POST", `${task}/state`, { state: "cancelled", version }, "liaison admin"],
  ["POST", `/api/clashes/${clashId}/acceptance`, acceptance, "liaison admin"],
  ["POST", `${record}/recall`, { reason: "wrong" }, "liaison admin"],
  ["GET", "/api/consents", null, "liaison admin"],
  ["POST", `${record}/consents`, { partner: "amman", reason: "why" }, "liaison admin"],
  ["POST", `/api/consents/${exampleConsent.id}`, { answer: "given" }, "liaison admin"],
  ["POST", "/api/agreements", exampleForm, "liaison admin"],
  ["POST", "/api/agreements/preview", exampleForm, "liaison admin"],
  ["GET", "/api/agreements/matrix", null, "liaison admin"],
  ["GET", `${agreement}/versions`, null, "watch liaison admin"],
  ["POST", `${agreement}/signature`, {}, "liaison admin"],
  ["POST", `${agreement}/end`, {}, "liaison admin"],
  ["POST", "/api/bundles", { partner: "damascus" }, "liaison admin"],
  ["POST", "/api/quarantine/accept", { key: "9f2c" }, "admin"],
  ["POST", "/api/partners", { card: {}, kid: exampleShownCard.kid }, "admin"],
  ["GET", "/api/introductions", null, "admin"],
  ["POST", "/api/introductions/erbil", exampleDecision, "admin"],
  ["POST", "/api/partners/card", { card: {} }, "admin"],
  ["POST", "/api/partners/damascus/card", { url: "https://b.example" }, "admin"],
];

for (const [method, url, body, roles] of allowed)
  test(`${method} ${url} is for ${roles}`, async (t) => {
    const { app, desk } = testApp(t);
    const payload = body === null ? {} : { payload: body };

    const unknown = await app.inject({ method, url, ...payload });
    assert.equal(unknown.statusCode, 401);
    assert.equal(unknown.json().code, "not-signed-in");
    assert.equal(unknown.headers["www-authenticate"], "Bearer");
    assert.deepEqual(desk.calls, []);

    for (const role of ["reader", "watch", "liaison", "admin"]) {
      const called: number = desk.calls.length;
      const response = await app.inject({ method, url, headers: as(role), ...payload });
      if (roles.split(" ").includes(role)) assert.ok(response.statusCode < 300, response.body);
      else {
        assert.equal(response.statusCode, 403);
        assert.equal(response.json().code, "role-missing");
        assert.equal(desk.calls.length, called);
      }
    }
  });

test("only the node, its health, its document and signing in are open to anyone", async (t) => {
  const { app } = testApp(t);
  const { paths } = (await app.inject("/api/openapi.json")).json();
  const open = Object.entries<Record<string, { security?: unknown[] }>>(paths).flatMap(
    ([path, operations]) =>
      Object.entries(operations)
        .filter(([, { security }]) => security !== undefined)
        .map(([method]) => `${method} ${path}`),
  );
  assert.deepEqual(open.sort(), [
    "get /api/node",
    "get /api/openapi.json",
    "get /health",
    "post /api/session",
  ]);
  assert.deepEqual((await app.inject("/api/node")).json(), {
    id: "baghdad",
    name: { ar: "بغداد", en: "Baghdad" },
    mode: "demonstration",
    version: "0.1.0",
    basemap: false,
  });
});
