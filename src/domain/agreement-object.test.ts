import assert from "node:assert/strict";
import { test } from "node:test";

import { canonical } from "../proof/canonical.ts";
import { AppError } from "../errors.ts";
import type { AgreementForm, AgreementSignature } from "./agreement.ts";
import {
  agreementObject,
  readAgreement,
  readSignature,
  signatureObject,
} from "./agreement-object.ts";
import { shapeFault } from "./object-schema.ts";

const now = Date.UTC(2015, 2, 12);
const form: AgreementForm = {
  id: "agreement--225ccbad-3f3a-4a93-837e-37557a12e587",
  title: { ar: "اتفاق", en: "Agreement" },
  purpose: { ar: "غرض", en: "Purpose" },
  parties: ["baghdad", "damascus"],
  coalition: {
    id: "international-coalition",
    lead: "baghdad",
    powers: [{ id: "p1", to: ["amman"] }],
  },
  from: "2015-01-01T00:00:00Z",
  until: "2016-01-01T00:00:00Z",
  grants: [
    {
      id: "g1",
      from: ["baghdad"],
      to: ["damascus"],
      kinds: ["incident", "route"],
      topics: ["border"],
      upTo: "restricted",
      within: {
        type: "Polygon",
        coordinates: [
          [
            [40, 33],
            [42, 33],
            [42, 35],
            [40, 33],
          ],
        ],
      },
      hold: { minutes: 10 },
      reshare: "none",
    },
  ],
  redLines: [
    {
      id: "r1",
      by: "baghdad",
      to: ["amman"],
      atLeast: "secret",
      reason: { ar: "سبب", en: "reason" },
    },
  ],
};

test("a form travels and comes back as it was", () => {
  const object = agreementObject(form, "damascus", now, now - 5);
  assert.equal(shapeFault("agreement", object), null);
  assert.equal(object.created, "2015-03-11T23:59:59.995Z");
  assert.deepEqual(readAgreement(JSON.parse(canonical(object))), {
    form,
    proposer: "damascus",
    modified: now,
  });
});

test("what STIX cannot say (null, empty lists) comes back from being left out", () => {
  const { coalition: _, ...plain } = form;
  const bare: AgreementForm = {
    ...plain,
    coalition: { id: "c", lead: "baghdad", powers: [] },
    until: null,
    grants: [],
    redLines: [],
  };
  const object = agreementObject(bare, "baghdad", now);
  assert.ok(!/null|\[\]/.test(canonical(object)));
  assert.deepEqual(readAgreement(object).form, bare);
  const grants = [{ id: "g1", caveats: [], backfillFrom: null }];
  const read = readAgreement(agreementObject({ ...bare, grants }, "baghdad", now));
  assert.deepEqual(read.form.grants, [{ id: "g1" }]);
});

test("a clause whose empty list would come back as any is refused, never widened", () => {
  for (const list of ["from", "to", "kinds", "topics"]) {
    const grants = [{ id: "g1", [list]: [] }];
    assert.throws(() => agreementObject({ ...form, grants }, "baghdad", now), AppError, list);
  }
});

test("forms that cannot mean what they say are refused", () => {
  const area = {
    type: "Polygon" as const,
    coordinates: [
      [
        [0, 0],
        [1, 1],
      ],
    ],
  };
  const faulty: Partial<AgreementForm>[] = [
    { parties: ["baghdad"] },
    { parties: ["baghdad", "baghdad"] },
    { coalition: { id: "c", lead: "amman", powers: [] } },
    { from: "soon" },
    { until: form.from },
    { grants: [{ id: "g1" }, { id: "g1" }] },
    { grants: [{ id: "r1" }] },
    { grants: [{ id: "g1", topics: ["weather"] }] },
    { grants: [{ id: "g1", kinds: ["weapon"] }] },
    { grants: [{ id: "g1", within: area }] },
    { grants: [{ id: "g1", backfillFrom: "then" }] },
    { redLines: [{ id: "r1", by: "amman", reason: { ar: "س", en: "r" } }] },
  ];
  for (const changes of faulty)
    assert.throws(
      () => agreementObject({ ...form, ...changes }, "baghdad", now),
      AppError,
      JSON.stringify(changes),
    );
  assert.throws(() => agreementObject(form, "amman", now), AppError);
});

test("an agreement whose maker is no party, and a signature made by another, are refused", () => {
  const object = agreementObject(form, "baghdad", now);
  const stranger = "identity--00000000-0000-4000-8000-000000000000";
  assert.throws(() => readAgreement({ ...object, created_by_ref: stranger }), AppError);
  const signature = signatureObject({
    agreement: form.id,
    version: now,
    by: "baghdad",
    act: "sign",
    at: now,
  });
  assert.throws(() => readSignature({ ...signature, party: "damascus" }), AppError);
});

test("a signature travels and comes back; saying it again is the same record", () => {
  const signature: AgreementSignature = {
    agreement: form.id,
    version: now,
    by: "damascus",
    act: "suspend",
    reason: { ar: "سبب", en: "reason" },
    at: now + 5,
  };
  const object = signatureObject(signature);
  assert.equal(shapeFault("agreement-signature", object), null);
  assert.deepEqual(readSignature(object), signature);
  assert.equal(signatureObject(signature).id, object.id);
  assert.notEqual(signatureObject({ ...signature, at: now + 6 }).id, object.id);
});
