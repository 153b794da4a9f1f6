import assert from "node:assert/strict";
import { test } from "node:test";

import { consentObject } from "../../domain/consent.ts";
import { agreementObject, signatureObject } from "../../domain/agreement-object.ts";
import { extensionDefinitions } from "../../domain/extension-definitions.ts";
import { extensionIds } from "../../domain/extensions.ts";
import { labelMarking } from "../../domain/label-marking.ts";
import { partnerIdentity } from "../../domain/partner-identity.ts";
import { recallNotice } from "../../domain/recall-notice.ts";
import { receiptObject } from "../../domain/receipt.ts";
import type { StixObject } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import { tlpMarkings } from "../../domain/tlp.ts";
import { nextVersion } from "../../domain/versions.ts";
import { AppError, problem } from "../../errors.ts";
import { canonical } from "../../proof/canonical.ts";
import { newKeyPair, signerFrom, signObject } from "../../proof/signature.ts";
import { checkEnvelope } from "./check-envelope.ts";
import type { CheckContext, Checked } from "./checked.ts";
import {
  baghdad,
  baghdadSigner,
  checkContext,
  composedReport,
  damascusSigner,
  envelopeOf,
  incident,
  roadCut,
  sampleLabel,
  sampleNow,
  signed,
} from "./samples.ts";

const hour = 60 * 60 * 1000;
const stranger = "identity--00000000-0000-4000-8000-000000000000";
const marking = labelMarking(sampleLabel);

function check(objects: readonly unknown[], context: Partial<CheckContext> = {}): Checked[] {
  return checkEnvelope(envelopeOf(objects), { ...checkContext, ...context }).objects;
}

/** The code with which one object is refused; "ok" where it is not. */
function codeOf(object: unknown, context: Partial<CheckContext> = {}): string {
  const [checked] = check([object], context);
  return checked!.ok ? "ok" : checked!.code;
}

test("a whole report passes, with everything that the store wants to know", () => {
  const { all, main } = composedReport();
  const checked = check([marking.object, ...all.map(signed)], { labels: new Map() });
  assert.deepEqual(
    checked.map((one) => one.ok),
    checked.map(() => true),
  );
  const row = checked.find((one) => one.ok && one.row.id === main.id);
  assert.ok(row?.ok);
  assert.deepEqual(row.object, signed(main));
  assert.deepEqual(row.label, sampleLabel);
  assert.equal(row.kid, baghdadSigner.kid);
  assert.deepEqual(row.areas, [{ type: "Point", coordinates: [41, 34.37] }]);
  assert.deepEqual(row.row, {
    id: main.id,
    modified: sampleNow,
    created: sampleNow,
    kind: "incident",
    originator: "baghdad",
    label: marking.id,
    body: canonical(signed(main)),
    at: Date.UTC(2015, 2, 11, 4),
    position: [41, 34.37],
    grade: "B2",
    words: "supply road cut the near al qaim was at dawn قايم",
    refs: [baghdad.identity, marking.id],
    revoked: false,
  });
});

test("the translation of an incident is searched, that of a place is not", () => {
  const words = check(composedReport().others.map(signed)).map((one) => one.ok && one.row.words);
  assert.deepEqual(words, ["", "", "", "قطع طريق امداد قرب قايم"]);
});

test("the body is stored in canonical form, however it came", () => {
  const object = signed(incident());
  const turned = Object.fromEntries(Object.entries(object).reverse());
  const text = JSON.stringify({ objects: [turned] }, null, 2);
  const [checked] = checkEnvelope(Buffer.from(text), checkContext).objects;
  assert.ok(checked?.ok);
  assert.equal(checked.row.body, canonical(object));
});

test("one faulty object does not harm its neighbours, and keeps its place", () => {
  const checked = check([
    signed(incident()),
    { type: "weapon", id: "weapon--1" },
    7,
    marking.object,
  ]);
  assert.deepEqual(
    checked.map((one) => (one.ok ? "ok" : one.code)),
    ["ok", "type-not-accepted", "schema-invalid", "ok"],
  );
  const [, refused] = checked;
  assert.ok(refused && !refused.ok);
  assert.equal(refused.id, "weapon--1");
  assert.equal(refused.body, '{"type":"weapon","id":"weapon--1"}');
});

test("types that have no place here are refused: weapons, calls for fire, targets, cyber indicators", () => {
  for (const type of [
    "weapon",
    "call-for-fire",
    "b-r-f-h-c",
    "target",
    "indicator",
    "sighting",
    "toString",
  ])
    assert.equal(codeOf({ ...incident(), type }), "type-not-accepted", type);
});

test("who signed must be who the object says made it", () => {
  const object = incident();
  assert.equal(codeOf(object), "signature-missing");
  assert.equal(codeOf({ ...signed(object), name: "another" }), "signature-wrong");
  const unknown = signerFrom(newKeyPair().privatePem);
  assert.equal(codeOf(signObject(object, unknown).object), "signature-key-unknown");
  assert.equal(codeOf(signObject(object, damascusSigner).object), "originator-mismatch");
  assert.equal(codeOf(signed({ ...object, created_by_ref: stranger })), "originator-mismatch");
  const { created_by_ref: _, ...nobody } = object;
  assert.equal(codeOf(signed(nobody as StixObject)), "originator-mismatch");
  const [key] = baghdad.keys;
  const retired = { ...baghdad, keys: [{ ...key!, retired: stixTime(sampleNow) }] };
  assert.equal(codeOf(signed(object), { partners: [retired] }), "signature-key-retired");
});

test("every record bears one label that we know, and the TLP level that goes with it", () => {
  const withMarkings = (...ids: string[]) =>
    codeOf(signed({ ...incident(), object_marking_refs: ids }));
  const [label, tlp] = incident().object_marking_refs as [string, string];
  const green = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
  const other = labelMarking({ ...sampleLabel, classification: "secret" });
  assert.equal(withMarkings(label, tlp), "ok");
  assert.equal(withMarkings(tlp, label), "ok");
  assert.equal(withMarkings(tlp), "label-missing");
  assert.equal(withMarkings(other.id, tlp), "label-unknown");
  assert.equal(withMarkings(label, other.id, tlp), "label-unknown");
  assert.equal(withMarkings(label), "tlp-mismatch");
  assert.equal(withMarkings(label, green), "tlp-mismatch");
  assert.equal(withMarkings(label, tlp, green), "tlp-mismatch");
  const { object_marking_refs: _, ...bare } = incident();
  assert.equal(codeOf(signed(bare as StixObject)), "label-missing");
});

test("a label that came along is known, a forged one helps nobody", () => {
  const forged = { ...marking.object, name: "UNCLASSIFIED" };
  const codes = (label: unknown) =>
    check([signed(incident()), label], { labels: new Map() }).map((one) => one.ok || one.code);
  assert.deepEqual(codes(marking.object), [true, true]);
  assert.deepEqual(codes(forged), ["label-unknown", "label-forged"]);
  assert.deepEqual(codes(labelMarking({ ...sampleLabel, topics: ["weather"] }).object), [
    "label-unknown",
    "topic-unknown",
  ]);
  assert.equal(codeOf({ type: "marking-definition" }), "label-unknown");
  assert.equal(
    codeOf({ ...marking.object, extensions: { [extensionIds.label]: null } }),
    "label-unknown",
  );
});

test("what lies more than a day ahead is refused: versions, events, publications", () => {
  const at = (ms: number) => stixTime(sampleNow + ms);
  const record = (start: string) => ({
    extensions: {
      [extensionIds.record]: { extension_type: "property-extension", start_time: start },
    },
  });
  const late = { created: at(0), modified: at(25 * hour) };
  assert.equal(codeOf(signed({ ...incident(), ...late })), "time-ahead");
  assert.equal(codeOf(signed({ ...incident(), modified: at(23 * hour) })), "ok");
  assert.equal(codeOf(signed({ ...incident(), ...record(at(25 * hour)) })), "time-ahead");
  assert.equal(codeOf(signed({ ...incident(), modified: at(-1) })), "schema-invalid");
  const report = composedReport({ ...roadCut, kind: "report" }).main;
  assert.equal(codeOf(signed({ ...report, published: at(25 * hour) })), "time-ahead");
});

test('a "no" counts whatever the clock of its sender shows, a signature does not', () => {
  const at = sampleNow + 50 * hour;
  const word = (act: "sign" | "suspend" | "end" | "leave") =>
    signatureObject({ agreement, version: sampleNow, by: "baghdad", act, at });
  const agreement = "agreement--6f1d3c52-30a8-4d0e-9d2c-0d3f7ad6a001";
  assert.equal(codeOf(signed(word("sign"))), "time-ahead");
  for (const act of ["suspend", "end", "leave"] as const) {
    assert.equal(codeOf(signed(word(act))), "ok");
  }
  const about = { object: incident().id, through: sampleNow, reason: "wrong", at };
  assert.equal(codeOf(signed(recallNotice(about, "baghdad"))), "ok");
  const matter = { object: about.object, originator: "baghdad", holder: "damascus", to: "amman" };
  const consent = (state: "given" | "refused" | "taken-back") => {
    const said = { ...matter, state, at, created: at, asked: sampleNow };
    const more = {
      given: { label: labelMarking(sampleLabel).id },
      refused: { reason: "no" },
      "taken-back": {},
    };
    return consentObject({ ...said, ...more[state] });
  };
  assert.equal(codeOf(signed(consent("given"))), "time-ahead");
  assert.equal(codeOf(signed(consent("refused"))), "ok");
  assert.equal(codeOf(signed(consent("taken-back"))), "ok");
});

test("what STIX allows nowhere is refused also inside extensions of others", () => {
  const inside = (value: unknown) =>
    codeOf(
      signed({
        ...incident(),
        extensions: {
          "extension-definition--00000000-0000-4000-8000-000000000000": {
            extension_type: "property-extension",
            deep: [{ value }],
          },
        },
      }),
    );
  assert.equal(inside("fine"), "ok");
  assert.equal(inside(null), "schema-invalid");
  assert.equal(inside([]), "schema-invalid");
  assert.equal(inside("x".repeat(65_537)), "schema-invalid");
  assert.equal(inside("\u0000"), "schema-invalid");
  assert.equal(inside({ other_ref: stranger }), "ok");
  assert.equal(inside({ other_ref: "stranger" }), "reference-malformed");
  assert.equal(inside({ other_ref: { type: "x" } }), "reference-malformed");
  assert.equal(inside({ other_refs: [stranger, 7] }), "reference-malformed");
  assert.equal(inside({ other_refs: stranger }), "reference-malformed");
});

test("lone surrogates make an object invalid, not the server stumble", () => {
  const broken = { ...signed(incident()), name: "\ud800" };
  assert.equal(codeOf(broken), "schema-invalid");
  const [tlp] = tlpMarkings.values();
  assert.equal(codeOf({ ...tlp, name: "\ud800" }), "schema-invalid");
  assert.equal(codeOf({ ...marking.object, name: "\ud800" }), "label-forged");
});

test("a geometry that is none is refused", () => {
  const geometry = {
    type: "Polygon",
    coordinates: [
      [
        [0, 0],
        [1, 1],
      ],
    ],
  };
  const extension = { extension_type: "property-extension", geometry };
  const object = { ...incident(), extensions: { [extensionIds.record]: extension } };
  assert.equal(codeOf(signed(object)), "schema-invalid");
});

test("control records need no label but their maker's signature", () => {
  const form = {
    id: "agreement--225ccbad-3f3a-4a93-837e-37557a12e587",
    title: { ar: "اتفاق", en: "Agreement" },
    purpose: { ar: "غرض", en: "Purpose" },
    parties: ["baghdad", "damascus"],
    from: "2015-01-01T00:00:00Z",
    until: null,
    grants: [{ id: "g1", topics: ["border"] }],
    redLines: [],
  };
  const agreement = agreementObject(form, "baghdad", sampleNow);
  const signature = signatureObject({
    agreement: form.id,
    version: sampleNow,
    by: "baghdad",
    act: "sign",
    at: sampleNow,
  });
  const receipt = receiptObject(
    { offeredBy: "damascus", through: 1, notAccepted: [], at: sampleNow },
    "baghdad",
  );
  for (const object of [agreement, signature, receipt]) {
    const [checked] = check([signed(object)]);
    assert.ok(checked?.ok, object.type);
    assert.equal(checked.row.label, null);
    assert.equal(checked.row.words, "");
    assert.equal(codeOf(object), "signature-missing");
    assert.equal(codeOf(object, { allowUnsigned: true }), "signature-missing");
    assert.equal(codeOf(signObject(object, damascusSigner).object), "originator-mismatch");
  }
  assert.equal(codeOf(signed({ ...signature, party: "damascus" })), "schema-invalid");
  const wide = {
    ...agreement,
    terms: { ...(agreement["terms"] as object), grants: [{ id: "g1" }, { id: "g1" }] },
  };
  assert.equal(codeOf(signed(wide)), "schema-invalid");
});

test("a partner's identity is taken from itself alone", () => {
  const own = partnerIdentity(baghdad, sampleNow);
  assert.equal(codeOf(signed(own)), "ok");
  assert.equal(codeOf(own), "signature-missing");
  assert.equal(codeOf(own, { allowUnsigned: true }), "signature-missing");
  assert.equal(codeOf(signObject(own, damascusSigner).object), "originator-mismatch");
});

test("what everybody has is accepted word for word, unsigned", () => {
  const [tlp] = tlpMarkings.values();
  const [definition] = extensionDefinitions;
  assert.equal(codeOf(tlp), "ok");
  assert.equal(codeOf(definition), "ok");
  assert.equal(codeOf({ ...tlp, name: "TLP:RED" }), "schema-invalid");
  assert.equal(codeOf({ ...definition, schema: "another" }), "schema-invalid");
});

test("a node that allows it takes unsigned objects of nobody that it knows, for its own people", () => {
  const { created_by_ref: _, object_marking_refs: __, ...bare } = incident();
  const [checked] = check([bare], { allowUnsigned: true });
  assert.ok(checked?.ok);
  assert.equal(checked.kid, null);
  assert.equal(checked.row.originator, null);
  assert.equal(checked.row.label, null);
  assert.equal(codeOf({ ...bare, created_by_ref: stranger }, { allowUnsigned: true }), "ok");
  assert.equal(
    codeOf(incident(), { allowUnsigned: true }),
    "signature-missing",
    "it claims Baghdad",
  );
  const other = { ...signed(incident()), name: "another" };
  assert.equal(codeOf(other, { allowUnsigned: true }), "signature-wrong");
});

test("a revoked version says so", () => {
  const [checked] = check([signed(nextVersion(incident(), { revoked: true }, sampleNow))]);
  assert.ok(checked?.ok);
  assert.equal(checked.row.revoked, true);
});

test("a bundle is taken as well; what is neither is refused as a whole", () => {
  const bundle = { type: "bundle", id: "bundle--1", objects: [signed(incident())] };
  assert.equal(checkEnvelope(Buffer.from(JSON.stringify(bundle)), checkContext).objects.length, 1);
  const codeOfText = (text: string): string => {
    try {
      checkEnvelope(Buffer.from(text), checkContext);
      return "ok";
    } catch (error) {
      const { code, detail } = problem(error);
      // Names of formats and properties alone are Latin in an Arabic sentence.
      const words = detail.ar.replace(/JSON|TAXII|STIX|objects|bundle/g, "");
      if (code === "envelope-wrong") assert.doesNotMatch(words, /[a-z?]/i, detail.ar);
      return error instanceof AppError ? `${error.code} ${error.status}` : String(error);
    }
  };
  for (const text of [
    "[]",
    "7",
    "null",
    "{}",
    '{"objects":{}}',
    '{"type":"incident","objects":[]}',
  ])
    assert.equal(codeOfText(text), "envelope-wrong 422", text);
  assert.equal(codeOfText('{"objects":[}'), "json-malformed 400");
  assert.equal(codeOfText('{"objects":[],"objects":[]}'), "json-duplicate-key 400");
  assert.equal(
    codeOfText(`{"objects":[${"[".repeat(100)}${"]".repeat(100)}]}`),
    "json-too-deep 400",
  );
  assert.equal(codeOfText('{"objects":[9007199254740993]}'), "json-number-unsafe 400");
  assert.equal(codeOfText('{"objects":[]}'), "ok");
});
