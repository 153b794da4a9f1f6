import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import type { PublicKey } from "../domain/partner.ts";
import { nodeVerifier, sodiumVerifier, isSignedBy } from "./ed25519.ts";
import { newKeyPair, signerFrom, thumbprint } from "./signature.ts";

/** RFC 8032 section 7.1, TEST 3. */
const x = Buffer.from(
  "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
  "hex",
).toString("base64url");
const known: PublicKey = { kty: "OKP", crv: "Ed25519", x, kid: thumbprint(x) };
const data = Buffer.from("af82", "hex");
const signature = Buffer.from(
  "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac" +
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  "hex",
);
const verifiers = { node: nodeVerifier, ...(sodiumVerifier && { libsodium: sodiumVerifier }) };

for (const [name, verify] of Object.entries(verifiers)) {
  test(`${name} knows the signature of RFC 8032`, () => {
    assert.equal(verify(known, data, signature), true);
    assert.equal(verify(known, Buffer.from("af83", "hex"), signature), false);
    assert.equal(verify(known, data, signature.subarray(1)), false);
  });
}

test("both agree about signatures that were tampered with", () => {
  const { privatePem, publicKey } = newKeyPair();
  const signer = signerFrom(privatePem);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(63), fc.nat(255), (bytes, at, change) => {
      const text = Buffer.from(bytes);
      const altered = Buffer.from(signer.sign(text));
      altered[at]! ^= change;
      assert.equal(isSignedBy(publicKey, text, altered), change === 0);
      assert.equal(nodeVerifier(publicKey, text, altered), change === 0);
    }),
  );
});
