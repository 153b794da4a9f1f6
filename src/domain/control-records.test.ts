import assert from "node:assert/strict";
import { test } from "node:test";

import { type Consent, consentObject, readConsent } from "./consent.ts";
import { shapeFault } from "./object-schema.ts";
import { identityId } from "./partner-identity.ts";
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

const matter = { object, originator: "baghdad", holder: "damascus", to: "amman" };
const ask: Consent = { ...matter, state: "asked", at, created: at, reason: "it saves lives" };
const label = "marking-definition--3f1c2a68-0b57-5d0e-8c55-2a3f5b9d7e10";
const given: Consent = { ...matter, state: "given", at: at + 5, created: at + 5, asked: at, label };
const back: Consent = {
  ...matter,
  ...{ state: "taken-back", at: at + 9, created: at + 5, asked: at },
};

test("a consent is asked for by the holder and answered by the originator, each in versions of one record", () => {
  const refused: Consent = { ...back, state: "refused", reason: "they would tell" };
  for (const one of [ask, given, refused, back]) {
    const record = consentObject(one);
    assert.equal(shapeFault("consent", record), null, one.state);
    assert.deepEqual(readConsent(record), one);
  }
  assert.equal(consentObject(back).id, consentObject(given).id);
  assert.notEqual(consentObject(ask).id, consentObject(given).id);
  const others = [{ to: "cairo" }, { holder: "cairo" }, { originator: "cairo" }];
  for (const other of others) {
    assert.notEqual(consentObject({ ...given, ...other }).id, consentObject(given).id);
  }
});

test("what somebody else made than who has to is no consent", () => {
  const malformed = { code: "control-record-malformed" };
  const record = consentObject(given);
  const by = (partner: string) => ({ ...record, created_by_ref: identityId(partner) });
  for (const forged of [
    by("damascus"),
    by("amman"),
    { ...consentObject(ask), created_by_ref: identityId("baghdad") },
    { ...record, consent_to: "cairo" },
    { ...record, state: "asked" },
    { ...record, revoked: true },
    consentObject({ ...given, to: "damascus" }),
    consentObject({ ...given, to: "baghdad" }),
    consentObject({ ...given, holder: "baghdad" }),
  ]) {
    assert.throws(() => readConsent(forged), malformed);
  }
});

test("each state of a consent says what it needs to say, and nothing else", () => {
  const without = (one: Consent, name: string) => ({ ...consentObject(one), [name]: undefined });
  for (const [what, record] of Object.entries({
    "asked without a reason": without(ask, "reason"),
    "asked, answering": { ...consentObject(ask), asked_at: "2015-03-12T00:00:00.000Z" },
    "asked under a label": { ...consentObject(ask), label_ref: label },
    "given under no label": without(given, "label_ref"),
    "given unasked": without(given, "asked_at"),
    "refused without a reason": { ...consentObject(back), state: "refused" },
    "given, with words that go on": { ...consentObject(given), reason: "so" },
    "taken back, with words that go on": { ...consentObject(back), reason: "so" },
    "taken back under a label": { ...consentObject(back), label_ref: label },
    "taken back unasked": without(back, "asked_at"),
    "no state": without(given, "state"),
    "another state": { ...consentObject(given), state: "implied" },
  })) {
    assert.equal(typeof shapeFault("consent", JSON.parse(JSON.stringify(record))), "string", what);
  }
});
