import assert from "node:assert/strict";
import { test } from "node:test";

import { consentObject, readConsent } from "./consent.ts";
import { shapeFault } from "./object-schema.ts";
import { readReceipt, receiptObject } from "./receipt.ts";
import { readRecallNotice, recallNotice } from "./recall-notice.ts";

const at = Date.UTC(2015, 2, 12);
const object = "incident--2242662b-d581-4864-8696-fff719dc0500";

test("a recall notice says what is taken back, through which version and why", () => {
  const notice = { object, through: at - 1, reason: "wrong place", at };
  const record = recallNotice(notice, "baghdad");
  assert.equal(shapeFault("recall-notice", record), null);
  assert.deepEqual(readRecallNotice(record), notice);
  assert.notEqual(recallNotice(notice, "damascus").id, record.id);
});

test("a receipt keeps the microsecond up to which everything arrived", () => {
  const receipt = { offeredBy: "damascus", through: at * 1000 + 7, notAccepted: [object], at };
  const record = receiptObject(receipt, "baghdad");
  assert.equal(shapeFault("receipt", record), null);
  assert.deepEqual(readReceipt(record), receipt);
  const clean = receiptObject({ ...receipt, notAccepted: [] }, "baghdad");
  assert.equal(shapeFault("receipt", clean), null);
  assert.deepEqual(readReceipt(clean).notAccepted, []);
});

test("a consent is one record for each partner, taken back by a revoked version", () => {
  const consent = { object, to: "amman", at, revoked: false };
  const record = consentObject(consent, "baghdad");
  const back = consentObject({ ...consent, at: at + 9, revoked: true }, "baghdad", at);
  assert.equal(shapeFault("consent", record), null);
  assert.deepEqual(readConsent(record), consent);
  assert.equal(back.id, record.id);
  assert.equal(back.created, record.created);
  assert.equal(readConsent(back).revoked, true);
  assert.notEqual(consentObject({ ...consent, to: "cairo" }, "baghdad").id, record.id);
});
