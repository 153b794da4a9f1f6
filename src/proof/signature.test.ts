import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import {
  calculateJwkThumbprint,
  FlattenedSign,
  flattenedVerify,
  importJWK,
  importPKCS8,
} from "jose";

import { extensionIds } from "../domain/extensions.ts";
import type { PublicKey } from "../domain/partner.ts";
import type { StixObject } from "../domain/stix.ts";
import { canonical } from "./canonical.ts";
import { type KnownKey, newKeyPair, signerFrom, signObject, verifyObject } from "./signature.ts";

const { privatePem, publicKey } = newKeyPair();
const signer = signerFrom(privatePem);
const known =
  (key: PublicKey) =>
  (kid: string): KnownKey | undefined =>
    kid === key.kid ? { key, owner: "baghdad" } : undefined;

const incident: StixObject = {
  type: "incident",
  spec_version: "2.1",
  id: "incident--2242662b-d581-4864-8696-fff719dc0500",
  created: "2015-03-11T00:00:00.000Z",
  modified: "2015-03-11T00:00:00.000Z",
  name: "قطع طريق الإمداد",
  extensions: { "extension-definition--94a3c5f8-f30d-4683-b1b4-402fdc2a5177": { list: [1, "b"] } },
};

test("a signed object verifies as its maker's, also after a way over JSON", () => {
  const { object, body } = signObject(incident, signer);
  assert.equal(body, canonical(object));
  assert.deepEqual(verifyObject(JSON.parse(body), known(publicKey)), {
    ok: true,
    kid: publicKey.kid,
    owner: "baghdad",
  });
});

test("an object without other extensions is signed and verified too", () => {
  const { extensions: _, ...bare } = incident;
  assert.equal(verifyObject(signObject(bare, signer).object, known(publicKey)).ok, true);
});

test("signing again replaces the signature", () => {
  const once = signObject(incident, signer).object;
  assert.deepEqual(signObject(once, signer).object, once);
});

test("any change of the object or of one character of the signature is noticed", () => {
  const { object, body } = signObject(incident, signer);
  assert.equal(verifyObject({ ...object, name: "another" }, known(publicKey)).ok, false, "content");
  fc.assert(
    fc.property(fc.nat(body.length - 1), fc.constantFrom(...'abAB09_-.{}"'), (index, character) => {
      fc.pre(body[index] !== character);
      const changed = body.slice(0, index) + character + body.slice(index + 1);
      let parsed: StixObject;
      try {
        parsed = JSON.parse(changed) as StixObject;
      } catch {
        return;
      }
      assert.equal(verifyObject(parsed, known(publicKey)).ok, false, changed);
    }),
    { numRuns: 300 },
  );
});

test("what is missing, unknown or retired is told apart", () => {
  const { object } = signObject(incident, signer);
  const code = (one: StixObject, key: PublicKey) => {
    const verified = verifyObject(one, known(key));
    return verified.ok ? "ok" : verified.code;
  };
  assert.equal(code(incident, publicKey), "signature-missing");
  assert.equal(code(object, newKeyPair().publicKey), "signature-key-unknown");
  assert.equal(code(object, { ...publicKey, x: newKeyPair().publicKey.x }), "signature-wrong");
  const retired = (at: string) => ({ ...publicKey, retired: at });
  assert.equal(code(object, retired("2015-03-11T00:00:00.001Z")), "ok");
  assert.equal(code(object, retired("2015-03-11T00:00:00.000Z")), "signature-key-retired");
  assert.equal(code(object, retired("some day")), "signature-key-retired");
});

test("one signature has one spelling: no other header, padding or property", () => {
  const { object } = signObject(incident, signer);
  const jws = object.extensions![extensionIds.signature]!["jws"] as string;
  const [header, signature] = jws.split("..") as [string, string];
  const encode = (text: string) => Buffer.from(text).toString("base64url");
  const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const twin = last[last.indexOf(signature.at(-1)!) + 1]!;
  const spelled = [
    `${header}.${signature}`,
    `${header}..${signature}=`,
    `${header}..${signature.slice(0, -1)}${twin}`,
    `${encode('{"alg":"none","kid":"x"}')}..${signature}`,
    `${encode(`{"kid":"${publicKey.kid}","alg":"EdDSA"}`)}..${signature}`,
    `${encode(`{"alg":"EdDSA","kid":"${publicKey.kid}","b64":false,"crit":["b64"]}`)}..${signature}`,
    "",
    7,
  ];
  for (const one of spelled) {
    const extension = { extension_type: "property-extension", jws: one };
    const changed = {
      ...object,
      extensions: { ...object.extensions, [extensionIds.signature]: extension },
    };
    assert.deepEqual(verifyObject(changed, known(publicKey)), {
      ok: false,
      code: "signature-wrong",
    });
  }
  const more = { ...object.extensions![extensionIds.signature], note: "x" };
  const padded = {
    ...object,
    extensions: { ...object.extensions, [extensionIds.signature]: more },
  };
  assert.equal(verifyObject(padded, known(publicKey)).ok, false);
});

test("jose verifies what we sign, and we verify what jose signs", async () => {
  assert.equal(publicKey.kid, await calculateJwkThumbprint(publicKey));
  const payload = Buffer.from(canonical(incident)).toString("base64url");
  const { object } = signObject(incident, signer);
  const jws = object.extensions![extensionIds.signature]!["jws"] as string;
  const [header, signature] = jws.split("..") as [string, string];
  const verified = await flattenedVerify(
    { protected: header, payload, signature },
    await importJWK({ ...publicKey }, "EdDSA"),
  );
  assert.equal(Buffer.from(verified.payload).toString(), canonical(incident));

  const theirs = await new FlattenedSign(Buffer.from(canonical(incident)))
    .setProtectedHeader({ alg: "EdDSA", kid: publicKey.kid })
    .sign(await importPKCS8(privatePem, "EdDSA"));
  const extension = {
    extension_type: "property-extension",
    jws: `${theirs.protected}..${theirs.signature}`,
  };
  const signed = {
    ...incident,
    extensions: { ...incident.extensions, [extensionIds.signature]: extension },
  };
  assert.equal(verifyObject(signed, known(publicKey)).ok, true);
});
